"""Tables of proactive disclosure with what the database itself refuses; no decisions."""

from gongkai.disclosure.models.bundles import Bundle, BundleMember, MemberRole
from gongkai.disclosure.models.channels import (
    ChannelPublication,
    Delivery,
    DeliveryState,
    Outgoing,
    OutgoingKind,
)
from gongkai.disclosure.models.editions import (
    OPEN_STATES,
    UNFINISHED,
    Attachment,
    AttachmentKind,
    Edition,
)
from gongkai.disclosure.models.imports import ImportState, WaitingImport
from gongkai.disclosure.models.items import Item
from gongkai.disclosure.models.plans import DutyWaiver, Matter, MatterStage, PlanLine
from gongkai.disclosure.models.readable import CopyState, ReadableCopy
from gongkai.disclosure.models.review import (
    Acknowledgement,
    AskedIn,
    ChangeRequest,
    CheckResult,
    Reassessment,
    Signature,
)
from gongkai.disclosure.models.validity import ValidityEvent

__all__ = [
    "OPEN_STATES",
    "UNFINISHED",
    "Acknowledgement",
    "AskedIn",
    "Attachment",
    "AttachmentKind",
    "Bundle",
    "BundleMember",
    "ChangeRequest",
    "ChannelPublication",
    "CheckResult",
    "CopyState",
    "Delivery",
    "DeliveryState",
    "DutyWaiver",
    "Edition",
    "ImportState",
    "Item",
    "Matter",
    "MatterStage",
    "MemberRole",
    "Outgoing",
    "OutgoingKind",
    "PlanLine",
    "ReadableCopy",
    "Reassessment",
    "Signature",
    "ValidityEvent",
    "WaitingImport",
]
