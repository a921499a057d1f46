"""Tables and database constraints of the core. Written by actions only, read by queries."""

from gongkai.core.models.events import Event, EventChain
from gongkai.core.models.files import StoredFile
from gongkai.core.models.jobs import Job, JobState, PeriodicSlot, WorkerBeat
from gongkai.core.models.notices import (
    Delivery,
    Notice,
    NoticeTemplate,
    SavedFilter,
    Webhook,
    WebhookKind,
)
from gongkai.core.models.numbering import NumberSequence
from gongkai.core.models.people import (
    Assignment,
    Delegation,
    Duty,
    Person,
    Role,
    SignIn,
)
from gongkai.core.models.period import in_force
from gongkai.core.models.searching import SearchedWords
from gongkai.core.models.units import (
    Body,
    BodyKind,
    Membership,
    Part,
    Responsibility,
    ResponsibilityShare,
    Succession,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitName,
    UnitPlace,
)

__all__ = [
    "Assignment",
    "Body",
    "BodyKind",
    "Delegation",
    "Delivery",
    "Duty",
    "Event",
    "EventChain",
    "Job",
    "JobState",
    "Membership",
    "Notice",
    "NoticeTemplate",
    "NumberSequence",
    "Part",
    "PeriodicSlot",
    "Person",
    "Responsibility",
    "ResponsibilityShare",
    "Role",
    "SavedFilter",
    "SearchedWords",
    "SignIn",
    "StoredFile",
    "Succession",
    "SuccessionKind",
    "Unit",
    "UnitKind",
    "UnitName",
    "UnitPlace",
    "Webhook",
    "WebhookKind",
    "WorkerBeat",
    "in_force",
]
