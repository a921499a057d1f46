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
    Attachment,
    AttachmentKind,
    Edition,
    State,
)
from gongkai.disclosure.models.items import Attribute, AvailabilityState, Item
from gongkai.disclosure.models.plans import DutyWaiver, PlanLine
from gongkai.disclosure.models.review import (
    Acknowledgement,
    ChangeRequest,
    CheckResult,
    Outcome,
    Reassessment,
    Signature,
)
from gongkai.disclosure.models.validity import ValidityEvent, ValidityKind

__all__ = [
    "OPEN_STATES",
    "Acknowledgement",
    "Attachment",
    "AttachmentKind",
    "Attribute",
    "AvailabilityState",
    "Bundle",
    "BundleMember",
    "ChangeRequest",
    "ChannelPublication",
    "CheckResult",
    "Delivery",
    "DeliveryState",
    "DutyWaiver",
    "Edition",
    "Item",
    "MemberRole",
    "Outcome",
    "Outgoing",
    "OutgoingKind",
    "PlanLine",
    "Reassessment",
    "Signature",
    "State",
    "ValidityEvent",
    "ValidityKind",
]
