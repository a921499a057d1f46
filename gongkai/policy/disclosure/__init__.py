"""Disclosure packs (公开规则包): what is opened, by whom, in which form, by when, reviewed how.

``load_disclosure("xian-gongkai")`` returns a frozen :class:`DisclosurePack` with its look-ups.
"""

from gongkai.policy.disclosure.fields import Choice, CommonField, FieldKind, FieldSpec
from gongkai.policy.disclosure.loading import load_disclosure
from gongkai.policy.disclosure.pack import DisclosurePack
from gongkai.policy.disclosure.values import (
    Audience,
    Catalogue,
    CategoryNode,
    Channel,
    ChannelKind,
    ContentType,
    Defaults,
    Duty,
    InterpretationForm,
    Mode,
    ReleaseRule,
    UnitKind,
)

__all__ = [
    "Audience",
    "Catalogue",
    "CategoryNode",
    "Channel",
    "ChannelKind",
    "Choice",
    "CommonField",
    "ContentType",
    "Defaults",
    "DisclosurePack",
    "Duty",
    "FieldKind",
    "FieldSpec",
    "InterpretationForm",
    "Mode",
    "ReleaseRule",
    "UnitKind",
    "load_disclosure",
]
