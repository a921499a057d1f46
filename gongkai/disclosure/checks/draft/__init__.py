"""Checks of a draft before it is submitted, and its text with personal data masked."""

from gongkai.disclosure.checks.draft.checking import check_draft
from gongkai.disclosure.checks.draft.masking import masked_html, masked_text
from gongkai.disclosure.checks.draft.values import (
    DraftField,
    DraftFile,
    DraftFlow,
    DraftReport,
    DraftRules,
    DraftText,
    FileKind,
)

__all__ = [
    "DraftField",
    "DraftFile",
    "DraftFlow",
    "DraftReport",
    "DraftRules",
    "DraftText",
    "FileKind",
    "check_draft",
    "masked_html",
    "masked_text",
]
