"""Whether those who came to a meeting or were spoken to are those the rule text names."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongkai.rules.scheme.procedure import MeetingForm

OTHER: Final = "其他"
"""People of no kind the text names; they count among those present."""


class Lack(StrEnum):
    """What may be lacking of those present."""

    NOBODY = "nobody"
    MISSING = "missing"
    FEW = "few"
    MANY = "many"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """One thing that is lacking, in words, with the clause. It never stops the record."""

    lack: Lack
    words: str
    cite: tuple[str, ...]


def kinds_of(form: MeetingForm) -> tuple[str, ...]:
    """Return the kinds of people that are counted at a form; empty where nobody is counted."""
    if form.categories:
        return (*form.categories, OTHER)
    return (OTHER,) if form.people_min is not None or form.people_max is not None else ()


def lacking(form: MeetingForm, people: Mapping[str, int]) -> tuple[Lacking, ...]:
    """Return what is lacking: kinds of people that are not there, too few, too many."""
    if not kinds_of(form):
        return ()
    present = sum(people.values())
    if not present:
        words = "没有登记参加人数。"
        return (Lacking(lack=Lack.NOBODY, words=words, cite=form.cite),)
    missing = [kind for kind in form.categories if not people.get(kind)]
    found = []
    if missing:
        names = "、".join(f"“{kind}”" for kind in missing)
        found.append((Lack.MISSING, f"没有{names}参加。"))
    if form.people_min is not None and present < form.people_min:
        found.append((Lack.FEW, f"参加 {present} 人，规定至少 {form.people_min} 人。"))
    if form.people_max is not None and present > form.people_max:
        found.append((Lack.MANY, f"参加 {present} 人，规定至多 {form.people_max} 人。"))
    return tuple(Lacking(lack=lack, words=words, cite=form.cite) for lack, words in found)


def demanded(form: MeetingForm) -> str:
    """Return in words who should come; empty where the text names nobody."""
    low, high = form.people_min, form.people_max
    if low is not None and high is not None:
        number = f"{low} 人" if low == high else f"{low}–{high} 人"
    elif low is not None:
        number = f"至少 {low} 人"
    else:
        number = f"至多 {high} 人" if high is not None else ""
    return "：".join(part for part in (number, "、".join(form.categories)) if part)


def of_group(forms: tuple[MeetingForm, ...], group: str) -> tuple[MeetingForm, ...]:
    """Return the forms a unit of a group is checked by: its own and those open to all."""
    return tuple(form for form in forms if not form.group or form.group == group)
