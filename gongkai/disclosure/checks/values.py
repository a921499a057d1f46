"""What the readers hand over, and what the checks say about it."""

from dataclasses import dataclass, field

from gongkai.rules.text import Grade

__all__ = ["FileReport", "Finding", "Mark", "Notice", "Piece", "Reading", "Row"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a piece that a reader of the page may not see: deleted, inserted, hidden."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: cells of one row are read together, as people read them."""

    table: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paragraph or cell with its place in words.

    ``label`` is the head of the column. ``only_marked`` keeps findings that touch a mark: the
    text as it was before tracked changes is read a second time only for what was deleted.
    ``raw`` pieces come from parts no one looks at; only sure personal data counts there.
    """

    place: str
    text: str
    label: str = ""
    row: Row | None = None
    marks: tuple[Mark, ...] = ()
    only_marked: bool = False
    raw: bool = False
    writing: bool = True
    """Whether rules of official writing apply: not to cells, properties and raw parts."""
    source: object = field(default=None, compare=False, repr=False)
    """What a masker changes: the stretches of a paragraph, or sheet and cell."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the file itself: hidden sheets, comments, images without text."""

    place: str
    code: str
    title: str
    grade: Grade
    mend: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a reader found in one file."""

    pieces: tuple[Piece, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. ``shown`` never holds a full number: it is masked before it gets here."""

    place: str
    code: str
    title: str
    grade: Grade
    shown: str
    mend: str
    certainty: str = ""
    basis: str = ""

    @property
    def advice(self) -> str:
        """The mend with the rule it follows from, in one sentence."""
        return f"{self.mend}（{self.basis}）" if self.basis else self.mend

    def to_json(self) -> dict[str, str]:
        """Return the finding as JSON writes it."""
        body = {
            "place": self.place,
            "code": self.code,
            "title": self.title,
            "grade": self.grade.value,
            "text": self.shown,
            "mend": self.mend,
        }
        more = {"certainty": self.certainty, "basis": self.basis}
        return {**body, **{key: value for key, value in more.items() if value}}


@dataclass(frozen=True, slots=True)
class FileReport:
    """The findings of one file, the gravest first."""

    name: str
    findings: tuple[Finding, ...] = field(default=())

    @property
    def blocked(self) -> bool:
        """Whether anything forbids publication."""
        return any(finding.grade is Grade.BLOCK for finding in self.findings)

    def count(self, grade: Grade) -> int:
        """Return how many findings have this grade."""
        return sum(1 for finding in self.findings if finding.grade is grade)

    def to_json(self) -> dict[str, object]:
        """Return the report as JSON writes it."""
        return {
            "file": self.name,
            "blocked": self.blocked,
            "counts": {grade.value: self.count(grade) for grade in Grade},
            "findings": [finding.to_json() for finding in self.findings],
        }
