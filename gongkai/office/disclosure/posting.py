"""What all forms of these screens share: reading what was typed, saying how it went."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.models import Unit, in_force
from gongkai.ui import components as ui
from gongkai.ui.flash import say


def tell(request: HttpRequest, step: Callable[[], str]) -> bool:
    """Take a step and say on the next page how it went. Return whether it was taken."""
    try:
        say(request, step())
    except Refused as refused:
        say(request, gettext("没有办理"), refused.message, ui.Tone.BAD)
        return False
    return True


def number(text: str) -> int:
    """Return a typed id or count; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def day_or_none(text: str) -> date | None:
    """Return a typed day; ``None`` where it is none."""
    try:
        return parse_date(text.strip())
    except ValueError:
        return None  # written like a date, such as 2026-02-30, but there is no such day


def day(text: str, field: str) -> date:
    """Return a typed day.

    Raises:
        Refused: not a day; ``field`` is where the message belongs.
    """
    found = day_or_none(text)
    if found is None:
        raise Refused(gettext("日期要写成 2026-03-02 的样子。请改正。"), field)
    return found


def filled(
    fields: Iterable[ui.Field], given: Mapping[str, object], refused: Refused
) -> tuple[tuple[ui.Field, ...], tuple[str, ...]]:
    """Return the fields with what was typed and the error at its place.

    The second part is the error where it belongs to no field.
    """
    typed = tuple(_typed(one, given, refused) for one in fields)
    return typed, () if any(one.error for one in typed) else (refused.message,)


def _typed(field: ui.Field, given: Mapping[str, object], refused: Refused) -> ui.Field:
    error = refused.message if field.name == refused.field else ""
    if field.kind is ui.FieldKind.FILE:
        return replace(field, error=error)
    return replace(field, values=(str(given.get(field.name, "")),), error=error)


def unit_options(asker: Viewer, permission: str) -> Iterator[ui.Option]:
    """Yield the units one has a permission for, one's own first."""
    found = Unit.objects.filter(asker.reach(permission), in_force(asker.at.date()))
    mine = sorted(found.order_by("path"), key=lambda unit: unit.path != asker.unit_path)
    yield from (ui.Option(str(unit.pk), unit.name) for unit in mine)
