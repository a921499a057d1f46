"""What all forms of these screens share: reading what was typed, saying how it went."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.models import Unit, in_force
from gongkai.ui import components as ui
from gongkai.ui.flash import say

# A year outside was typed half (0026) or slipped; calendars and databases end nearby, too.
YEARS: Final = range(1900, 2200)


def uploaded(request: HttpRequest, name: str = "file") -> tuple[bytes, str] | None:
    """Return the file that was sent along, with its name."""
    file = request.FILES.get(name)
    return (file.read(), file.name or "") if file is not None else None


def tell(request: HttpRequest, step: Callable[[], str]) -> bool:
    """Take a step and say on the next page how it went. Return whether it was taken."""
    try:
        say(request, step())
    except Refused as refused:
        say(request, gettext("没有办理"), refused.message, ui.Tone.BAD)
        return False
    return True


def refused_in_form(
    request: HttpRequest, forms: dict[str, ui.Form], step: Callable[[], str]
) -> bool:
    """Take the step a page with several forms was asked for; each is named as its button says.

    Return whether it was refused and its form, in ``forms``, now holds what was typed and why: the
    page is to be shown again. Otherwise the next page says how it went, also where the form is gone
    or is a button alone.
    """
    do = request.POST.get("do", "")
    try:
        say(request, step())
    except Refused as refused:
        if do in forms and forms[do].fields:
            forms[do] = refilled(forms[do], request.POST, refused)
            return True
        say(request, gettext("没有办理"), refused.message, ui.Tone.BAD)
    return False


def number(text: str) -> int:
    """Return a typed id or count; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def day_or_none(text: str) -> date | None:
    """Return a typed day; ``None`` where it is none, or of no year anybody could mean."""
    try:
        found = parse_date(text.strip())
    except ValueError:
        return None  # written like a date, such as 2026-02-30, but there is no such day
    return found if found is not None and found.year in YEARS else None


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


def refilled(form: ui.Form, given: Mapping[str, object], refused: Refused) -> ui.Form:
    """Return a form with what was typed and the error where it belongs."""
    fields, general = filled(form.fields, given, refused)
    return replace(form, fields=fields, general=general)


def sure(fields: Iterable[ui.Field], refused: Refused) -> tuple[ui.Field, ...]:
    """Return the fields, with a tick box where a number that is used may be used again on purpose.

    The box (``again``) stands behind the field of the number, and only once it was refused.
    """
    box = ui.Field(
        "again",
        gettext("文号重复"),
        ui.FieldKind.CHECKBOXES,
        options=(ui.Option("1", gettext("已核对，确实要用这个文号")),),
    )
    found: list[ui.Field] = []
    for one in fields:
        found.append(one)
        if refused.code == "number.used" and one.name == refused.field:
            found.append(box)
    return tuple(found)


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


def tagged(form: ui.Form, of: str) -> ui.Form:
    """Return a form whose fields have ids of their own on a page with several forms."""
    return replace(form, fields=tuple(replace(one, of=of) for one in form.fields))
