"""What changed between two packs: a typed list by id, following renumbered elements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum

from gongkai.policy.changes import Change, ChangeKind
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Scheme

# Wording, evidence and citations may be improved without making scores incomparable.
_HARMLESS = {"title", "note", "evidence", "cite", "description", "summary", "known"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of an element before and after, as text."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One element that differs. ``comparable`` says whether its scores may be put side by side."""

    section: str
    kind: ChangeKind
    old: str
    new: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    comparable: bool = False
    note: str = ""


def differences(old: Scheme, new: Scheme, changes: Iterable[Change] = ()) -> tuple[Difference, ...]:
    """Return what differs from ``old`` to ``new``; ``changes`` name what was moved or merged."""
    listed = tuple(changes)
    found: list[Difference] = []
    before, after = _sections(old), _sections(new)
    for section in before:
        found += section_differences(section, before[section], after[section], listed)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """What an element was before: ``old`` is None where it has no one origin.

    Without ``comparable`` the scores may not be put side by side, and ``reason`` says why.
    """

    old: str | None
    comparable: bool
    reason: str = ""


def counterparts(
    old: Scheme, new: Scheme, changes: Iterable[Change] = ()
) -> Mapping[str, tuple[str, bool]]:
    """Return new id → (old id, comparable) for everything scored in both schemes."""
    found = relations(old, new, changes)
    return {name: (one.old, one.comparable) for name, one in found.items() if one.old is not None}


def relations(
    old: Scheme, new: Scheme, changes: Iterable[Change] = ()
) -> Mapping[str, Counterpart]:
    """Return what everything scored in the new scheme was in the old one.

    Changes made up to the old scheme's version are behind both and say nothing; those after it may
    follow each other, so that an element moved twice is found again.
    """
    before, after = _scored(old), _scored(new)
    same_pack = old.id == new.id
    later = [one for one in changes if not same_pack or _is_after(one.version, old.version)]
    moved = {to: change for change in later for to in change.new}
    return {
        name: _relation(name, element, before, moved, same_pack=same_pack)
        for name, element in after.items()
    }


def _relation(
    name: str,
    element: object,
    before: Mapping[str, object],
    moved: Mapping[str, Change],
    *,
    same_pack: bool,
) -> Counterpart:
    origin, stated, seen = name, [], {name}
    while (change := moved.get(origin)) is not None and origin not in before:
        stated.append(change)
        if len(change.old) != 1 or change.old[0] in seen:
            break
        origin = change.old[0]
        seen.add(origin)
    if not stated and name in moved:
        stated.append(moved[name])
        if len(moved[name].old) == 1 and moved[name].old[0] in before:
            origin = moved[name].old[0]
    apart = next((one for one in stated if not one.comparable), None)
    if origin not in before:
        return Counterpart(old=None, comparable=False, reason=_why_new(apart, same_pack=same_pack))
    changed = _changed_fields(before[origin], element)
    if apart is None and not changed:
        return Counterpart(old=origin, comparable=True)
    reason = _why_apart(apart, before, changed)
    return Counterpart(old=origin, comparable=False, reason=reason)


def _is_after(version: str, other: str) -> bool:
    """Whether a version is later than another; one that is no row of numbers counts as later."""
    numbers = [
        [int(part) for part in text.split(".")] if text.replace(".", "").isdigit() else []
        for text in (version, other)
    ]
    return not all(numbers) or numbers[0] > numbers[1]


def _why_new(change: Change | None, *, same_pack: bool) -> str:
    if not same_pack:
        return "两次考核用的办法不同"
    if change is not None and change.kind is ChangeKind.MERGED:
        return "由几项合并"
    return "新增"


_FIELD_WORDS = {
    "points": "分值",
    "method": "计分方法",
    "max": "满分",
    "weight": "权重",
    "scorer": "谁评",
}


def _why_apart(
    change: Change | None, before: Mapping[str, object], changed: tuple[FieldChange, ...]
) -> str:
    """Say why scores cannot be put side by side: split, merged, or what of it is another."""
    if change is not None and change.kind is ChangeKind.SPLIT:
        titles = "、".join(_title(before[name]) for name in change.old if name in before)
        return f"由“{titles}”拆分"
    if change is not None and change.kind is ChangeKind.MERGED:
        return "由几项合并"
    told = [
        f"{_FIELD_WORDS[one.name]} {one.before} → {one.after}"
        for one in changed
        if one.name in _FIELD_WORDS
    ]
    if told:
        return "，".join(told)
    return (change.note if change is not None else "") or "评分办法有变"


def _scored(scheme: Scheme) -> dict[str, object]:
    sections = _sections(scheme)
    return sections["dimensions"] | sections["items"] | sections["components"]


def _sections(scheme: Scheme) -> dict[str, dict[str, object]]:
    items = {item.id: item for rubric in scheme.rubrics for item in rubric.items()}
    if scheme.bonus:
        items |= {item.id: item for item in scheme.bonus.items}
    return {
        "readings": {stated.name: stated for stated in scheme.stated},
        "dimensions": {d.id: d for rubric in scheme.rubrics for d in rubric.dimensions},
        "items": dict(items),
        "components": {leaf.id: leaf for leaf in scheme.leaves()},
        "grades": {grade.id: grade for grade in scheme.grades},
        "vetoes": {veto.id: veto for veto in scheme.vetoes},
        "overrides": {override.id: override for override in scheme.overrides},
        "stages": {stage.id: stage for stage in scheme.stages},
        "exports": {export.id: export for export in scheme.exports},
    }


def section_differences(
    section: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    changes: tuple[Change, ...] = (),
) -> Iterator[Difference]:
    """Yield what differs between the elements of one section, in the order of the packs."""
    used: set[str] = set()
    for change in changes:
        olds = tuple(name for name in change.old if name in before)
        news = tuple(name for name in change.new if name in after)
        renamed = olds != news and (olds or news)
        if renamed and (olds or change.kind is ChangeKind.ADDED):
            used |= {*olds, *news}
            yield _stated(section, change, olds, news, before, after)
    for name in {**before, **after}:
        if name not in used:
            yield from _one(section, name, before.get(name), after.get(name), changes)


def _stated(
    section: str,
    change: Change,
    olds: tuple[str, ...],
    news: tuple[str, ...],
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> Difference:
    single = len(olds) == len(news) == 1
    fields_changed = _changed_fields(before[olds[0]], after[news[0]]) if single else ()
    element = after[news[0]] if news else before[olds[0]]
    return Difference(
        section=section,
        kind=change.kind,
        old="、".join(olds),
        new="、".join(news),
        title=_title(element),
        fields=fields_changed,
        comparable=change.comparable and not fields_changed,
        note=change.note,
    )


def _one(
    section: str, name: str, old: object, new: object, changes: tuple[Change, ...]
) -> Iterator[Difference]:
    note = next((c.note for c in changes if name in c.new or name in c.old), "")
    if old is None or new is None:
        kind = ChangeKind.ADDED if old is None else ChangeKind.WITHDRAWN
        element = new if old is None else old
        yield Difference(
            section=section,
            kind=kind,
            old="" if old is None else name,
            new="" if new is None else name,
            title=_title(element),
            note=note,
        )
        return
    changed = _changed_fields(old, new, harmless=True)
    if changed:
        deciding = [field for field in changed if field.name not in _HARMLESS]
        yield Difference(
            section=section,
            kind=ChangeKind.CHANGED,
            old=name,
            new=name,
            title=_title(new),
            fields=changed,
            comparable=not deciding,
            note=note,
        )


def _title(element: object) -> str:
    return str(getattr(element, "title", ""))


def _changed_fields(old: object, new: object, *, harmless: bool = False) -> tuple[FieldChange, ...]:
    if not is_dataclass(old) or not is_dataclass(new):
        return ()
    skipped = {"id", "items", "parts", "where", "children"} | (set() if harmless else _HARMLESS)
    found = []
    for field in fields(new):
        if field.name in skipped:
            continue
        before, after = getattr(old, field.name, None), getattr(new, field.name)
        if before != after:
            found.append(FieldChange(name=field.name, before=_text(before), after=_text(after)))
    return tuple(found)


def _text(value: object) -> str:
    if value is None:
        return "未设定"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, frozenset):
        return "、".join(sorted(_text(part) for part in value))
    if isinstance(value, tuple):
        return "、".join(_text(part) for part in value)
    if is_dataclass(value):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
        return "，".join(f"{name}={_text(part)}" for name, part in parts)
    return str(value)
