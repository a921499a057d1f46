"""Rows of units. A cell left empty leaves an existing unit as it is."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.actions.units import NewUnit, create_unit, edit_unit
from gongkai.core.importing.reading import Row
from gongkai.core.levels import Level
from gongkai.core.models import Unit, UnitKind

_ABOUT = (
    "short_name",
    "group",
    "address",
    "office_hours",
    "phone",
    "fax",
    "email",
    "website_code",
    "functions",
)


def higher_first(rows: Iterable[Row]) -> list[Row]:
    """Put rows in an order in which every superior comes before what belongs to it."""
    waiting = list(rows)
    ordered: list[Row] = []
    codes = {row.text("code") for row in waiting}
    placed: set[str] = set()
    while waiting:
        ready = [
            row
            for row in waiting
            if row.text("parent") not in codes or row.text("parent") in placed
        ]
        if not ready:  # a ring: each of its rows will be told that its superior is not there
            return [*ordered, *waiting]
        ordered += ready
        placed |= {row.text("code") for row in ready}
        waiting = [row for row in waiting if row not in ready]
    return ordered


def unit_named(text: str, field: str) -> Unit:
    """Return a unit by code, full or short name, as people write them in lists.

    Raises:
        Refused: there is none in force, or several are called so.
    """
    named = Q(code=text.lower()) | Q(name=text) | Q(short_name=text)
    found = list(Unit.objects.filter(named, until=None)[:2])
    if len(found) != 1:
        words = gettext("没有“%(name)s”，或者有几个。请写单位的全称或编码。")
        raise Refused(words % {"name": text}, field)
    return found[0]


def unit_of(code: str, field: str) -> Unit:
    """Return a unit in force by its code.

    Raises:
        Refused: there is none.
    """
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise Refused(gettext("没有编码为“%(code)s”的单位。") % {"code": code}, field)
    if found.until is not None:
        raise Refused(gettext("“%(name)s”已撤销。") % {"name": found}, field)
    return found


def value_of(text: str, choices: Iterable[tuple[str, object]], field: str) -> str:
    """Return the value of a choice written as its label or its value.

    Raises:
        Refused: no such choice; the message lists what may be written.
    """
    labels = {str(label): value for value, label in choices}
    if text in labels:
        return labels[text]
    if text in labels.values():
        return text
    raise Refused(
        gettext("不能写“%(text)s”，可写：%(known)s") % {"text": text, "known": "、".join(labels)},
        field,
    )


def do(row: Row, by: Viewer) -> tuple[bool, bool]:
    """Make the unit of a row, or bring an existing one to what the row says."""
    kind = value_of(row.text("kind"), UnitKind.choices, "kind")
    level = value_of(row.text("level"), Level.choices, "level")
    about: dict[str, str | int] = {key: row.text(key) for key in _ABOUT if row.text(key)}
    present = Unit.objects.select_related("parent").filter(code=row.text("code")).first()
    if present is None:
        _make(row, kind, level, about, by)
        return True, False
    _check_same(row, present)
    changed = {"kind": kind, "level": level, **about}
    differs = any(getattr(present, key) != value for key, value in changed.items())
    edit_unit(present.pk, changed, by=by)
    return False, differs


def _make(row: Row, kind: str, level: str, about: dict[str, str | int], by: Viewer) -> None:
    new = NewUnit(
        row.text("code"),
        row.text("name"),
        kind,
        level,
        row.day("since"),
        row.text("basis"),
        {**about, "position": row.number},
    )
    if not row.text("parent"):
        raise Refused(gettext("新单位须填写上级编码。"), "parent")
    parent = unit_of(row.text("parent"), "parent")
    create_unit(new, parent_id=parent.pk, by=by)


def _check_same(row: Row, present: Unit) -> None:
    """Refuse what an import must not do in passing: rename, move, bring back."""
    if present.until is not None:
        raise Refused(gettext("“%(name)s”已撤销。") % {"name": present}, "code")
    if row.text("name") != present.name:
        raise Refused(
            gettext("系统中的全称是“%(name)s”；更名请在单位页面办理，以保留沿革。")
            % {"name": present},
            "name",
        )
    parent = present.parent.code if present.parent else ""
    if row.text("parent") and row.text("parent") != parent:
        raise Refused(
            gettext("系统中的上级是“%(parent)s”；调整隶属请在单位页面办理，以保留沿革。")
            % {"parent": present.parent or ""},
            "parent",
        )
