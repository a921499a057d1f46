"""What the papers of spot checks are made of."""

from dataclasses import dataclass
from datetime import date, datetime, time

from gongkai.rules.rounds.draws import DrawPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRecord:
    """A draw as it is printed, signed by who drew and who looked on."""

    round: str
    organ: str
    stage: str
    method: str
    plan: DrawPlan
    list_hash: str
    fixed_at: datetime
    fixed_by: str
    seed: str = ""
    seed_source: str = ""
    drawn_at: datetime | None = None
    drawn_by: str = ""
    witness: str = ""
    void_reason: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldVisit:
    """One visit; ``people`` in words, ``lacking`` what did not fit the text, with its clause."""

    form: str
    on: date
    time: time | None
    place: str
    announced: bool
    special: bool
    inspectors: str
    people: str
    lacking: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """One finding; ``photo`` is a JPEG or PNG."""

    text: str
    target: str
    clause: str
    place: str
    seen_at: datetime
    name: str
    photo: bytes = b""
    photo_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecord:
    """What was checked and found at one unit, for its signature. It bears no points."""

    round: str
    organ: str
    unit: str
    group: str
    visits: tuple[HeldVisit, ...]
    missing: tuple[str, ...]
    problems: tuple[FoundLine, ...]
    others: tuple[FoundLine, ...]
    printed_at: datetime
