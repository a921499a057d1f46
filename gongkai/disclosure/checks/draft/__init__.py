"""Checks of a draft before it is submitted, and its text with personal data masked."""

from gongkai.disclosure.checks.draft.checking import check_draft
from gongkai.disclosure.checks.draft.files import STILL_READ
from gongkai.disclosure.checks.draft.masking import masked_html, masked_text
from gongkai.disclosure.checks.draft.values import (
    DraftField,
    DraftFile,
    DraftFlow,
    DraftReport,
    DraftRules,
    DraftText,
    FileKind,
    PdfText,
    Unread,
)

__all__ = [
    "STILL_READ",
    "DraftField",
    "DraftFile",
    "DraftFlow",
    "DraftReport",
    "DraftRules",
    "DraftText",
    "FileKind",
    "PdfText",
    "Unread",
    "check_draft",
    "masked_html",
    "masked_text",
]
