"""A draft as values, and what it is checked against."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from gongkai.disclosure.checks.values import Finding, Row
from gongkai.rules.flows import Flow
from gongkai.rules.references import (
    UNKNOWN,
    Reference,
    ReferenceKind,
    ReferenceRules,
    RepealedDocument,
    Target,
)
from gongkai.rules.references.judging import nothing_known
from gongkai.rules.text import Grade, WordRule


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftField:
    """A field beside the text: its label as the screen shows it, and what was typed.

    Several lines of one field (materials, steps) are fields of their own with their own labels.
    ``head`` says what the value is where the label says more than that; cells of one ``row`` are
    read together.
    """

    key: str
    label: str
    value: str = ""
    required: bool = False
    hint: str = ""
    """What to write, for the mend of an empty required field."""
    head: str = ""
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class DraftFlow:
    """A flow chart of the draft under the label of its field."""

    key: str
    label: str
    flow: Flow


class FileKind(StrEnum):
    """What a file is to its draft: read as a document, or looked at and listened to."""

    DOCUMENT = "document"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF, taken out of it beforehand; pages are apart by form feeds."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file a program could not read: why, and the mend. Without a reason it is still at it."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFile:
    """A file that goes with the draft; ``description`` stands for what is seen or heard."""

    name: str
    content: bytes | Path | PdfText | Unread
    kind: FileKind = FileKind.DOCUMENT
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """An edition before submission. ``dated`` is its date of issue; citations are judged by it.

    ``names`` are the full names of the units concerned: the body is searched for misspelt ones.
    """

    title: str
    body_html: str = ""
    body_required: bool = True
    metadata: tuple[DraftField, ...] = ()
    details: tuple[DraftField, ...] = ()
    flows: tuple[DraftFlow, ...] = ()
    files: tuple[DraftFile, ...] = ()
    dated: date | None = None
    names: tuple[str, ...] = ()


def no_pages(path: str) -> Target:
    """Answer for a place without pages of its own: nothing is known."""
    return UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRules:
    """What a draft is checked against.

    ``exists`` answers for a path of the portal (``/items/a1b2/``) or the key in it; ``document``
    for a document number or a title. ``own_hosts`` are the hosts of the portal, ``inner_paths``
    what the public cannot open. ``least_body`` is the fewest characters that make a text.
    """

    words: tuple[WordRule, ...]
    today: date
    repealed: tuple[RepealedDocument, ...] = ()
    exists: Callable[[str], Target] = no_pages
    document: Callable[[Reference], Target] = nothing_known
    own_hosts: frozenset[str] = frozenset()
    inner_paths: tuple[str, ...] = ("/office/", "/preview/")
    least_body: int = 20

    def references(self, dated: date | None) -> ReferenceRules:
        """Return what references of a text of that date are judged by.

        The office is asked once for each document, however often the text names it.
        """
        on = min(dated, self.today) if dated else self.today
        if self.document is nothing_known:
            return ReferenceRules(repealed=self.repealed, on=on)
        known: dict[tuple[ReferenceKind, str], Target] = {}

        def state(reference: Reference) -> Target:
            name = (reference.kind, reference.key)
            if name not in known:
                known[name] = self.document(reference)
            return known[name]

        return ReferenceRules(repealed=self.repealed, on=on, state=state)


@dataclass(frozen=True, slots=True)
class DraftReport:
    """The findings of a draft in the order of its places."""

    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether anything forbids submission."""
        return any(finding.grade is Grade.BLOCK for finding in self.findings)

    def of(self, grade: Grade) -> tuple[Finding, ...]:
        """Return the findings of one grade."""
        return tuple(finding for finding in self.findings if finding.grade is grade)
