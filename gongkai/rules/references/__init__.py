"""What a text refers to, and whether that still stands: document numbers, titles, targets."""

from gongkai.rules.references.finding import find_references, number_key, title_key
from gongkai.rules.references.judging import (
    NO_REFERENCES,
    ReferenceRules,
    RepealedDocument,
    StaleReference,
    find_stale,
)
from gongkai.rules.references.values import (
    LIVE,
    UNKNOWN,
    Reference,
    ReferenceKind,
    Target,
    TargetState,
)

__all__ = [
    "LIVE",
    "NO_REFERENCES",
    "UNKNOWN",
    "Reference",
    "ReferenceKind",
    "ReferenceRules",
    "RepealedDocument",
    "StaleReference",
    "Target",
    "TargetState",
    "find_references",
    "find_stale",
    "number_key",
    "title_key",
]
