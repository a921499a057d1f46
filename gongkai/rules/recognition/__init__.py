"""Recognition of official documents (公文): plain paragraphs in, fields with reasons out."""

from gongkai.rules.recognition.recognising import recognise, recognise_text
from gongkai.rules.recognition.values import (
    LABELS,
    Alignment,
    Confidence,
    Disclosure,
    Effect,
    Found,
    Paragraph,
    Recognised,
    Reference,
    Role,
)

__all__ = [
    "LABELS",
    "Alignment",
    "Confidence",
    "Disclosure",
    "Effect",
    "Found",
    "Paragraph",
    "Recognised",
    "Reference",
    "Role",
    "recognise",
    "recognise_text",
]
