"""What a register shows of its entries: the same columns on screens, pages and in files."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext

from gongkai.disclosure.details import SHORT, details_of
from gongkai.policy.disclosure import ContentType, FieldKind, FieldSpec

_MOST: Final = 5
_CLIP: Final = 60


def named_by(kind: ContentType) -> FieldSpec | None:
    """Return the field that names an entry: the first, where nothing is published without it."""
    first = next(iter(kind.fields), None)
    if first is None or not first.required:
        return None
    return first if first.kind in {FieldKind.TEXT, FieldKind.LONG_TEXT} else None


def name_of(kind: ContentType, title: str, details: Mapping[str, Any]) -> str:
    """Return what an entry is called: by the field that names it, else by its title."""
    spec = named_by(kind)
    found = text_of(spec, details) if spec is not None else ""
    return found or title


def columns_of(kind: ContentType) -> tuple[FieldSpec, ...]:
    """Return the fields a file has beside the one that names the entry: all of them."""
    named = named_by(kind)
    return tuple(spec for spec in kind.fields if spec is not named)


def columns_shown(kind: ContentType, most: int = _MOST) -> tuple[FieldSpec, ...]:
    """Return the fields a screen has room for: what must be said first, then what is short."""
    found = columns_of(kind)
    order = sorted(range(len(found)), key=lambda at: (_weight(found[at]), at))
    kept = set(order[: most - 1])
    return tuple(spec for at, spec in enumerate(found) if at in kept)


def _weight(spec: FieldSpec) -> int:
    if spec.kind is FieldKind.TABLE:
        return 3
    if spec.required:
        return 0
    return 1 if spec.kind in SHORT or spec.kind is FieldKind.FLOW else 2


def text_of(spec: FieldSpec, details: Mapping[str, Any]) -> str:
    """Return what a field of an entry says, a line each where it is several."""
    found = details_of([spec], details)
    return "\n".join(found[0].lines) if found else ""


def brief(spec: FieldSpec, details: Mapping[str, Any]) -> str:
    """Return what a cell has room for: a chart is only said to be there, a long text is cut."""
    text = text_of(spec, details)
    if spec.kind is FieldKind.FLOW:
        return gettext("有") if text else ""
    line = "；".join(text.splitlines())
    return line if len(line) <= _CLIP else f"{line[: _CLIP - 1]}…"
