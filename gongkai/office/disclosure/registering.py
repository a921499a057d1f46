"""What a unit, or the office for it, registers ahead: the fields and the page all of it shares.

A line of the yearly plan and a matter opened stage by stage are asked for in the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core.actions import Refused
from gongkai.core.models import Unit
from gongkai.office.disclosure.sections import sections
from gongkai.office.posting import number
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The words of a page that asks for something new. ``closed`` says who may, to others.

    ``section`` is the address of the list it goes to, ``listed`` what that is called.
    """

    section: str
    listed: str
    heading: str
    button: str
    closed: str


def unit_field(units: Sequence[Unit]) -> ui.Field:
    """Return the choice of the unit, the first chosen."""
    return ui.Field(
        "unit",
        gettext("单位"),
        ui.FieldKind.SELECT,
        (str(units[0].pk),),
        tuple(ui.Option(str(one.pk), one.name) for one in units),
        required=True,
    )


def category_field(choices: Iterable[tuple[str, str]]) -> ui.Field:
    """Return the choice of the category, none chosen."""
    return ui.Field(
        "category",
        gettext("类别"),
        ui.FieldKind.SELECT,
        options=(
            ui.Option("", gettext("请选择")),
            *(ui.Option(value, words) for value, words in choices),
        ),
        required=True,
    )


def chosen_unit(given: Mapping[str, str], units: Sequence[Unit], closed: str) -> int:
    """Return the unit that was chosen.

    Raises:
        Refused: none of ``units``.
        PermissionDenied: there are none to choose from, for the reason ``closed``.
    """
    if not units:
        raise PermissionDenied(closed)
    unit = number(given.get("unit", ""))
    if unit not in {one.pk for one in units}:
        raise Refused(gettext("没有选择单位，或者它不由您登记。请选择。"), "unit")
    return unit


def asking_page(
    request: HttpRequest, asking: Asking, fields: tuple[ui.Field, ...], general: tuple[str, ...]
) -> HttpResponse:
    """Show the page; without fields it says why nothing can be registered."""
    back = ui.Link(gettext("取消"), reverse(asking.section))
    form = ui.Form(fields, (ui.Button.primary(asking.button), back), general=general)
    context = {
        "sections": sections(request, asking.section),
        "heading": asking.heading,
        "lead": "" if fields else asking.closed,
        "form": form if fields else None,
        "breadcrumb": ui.Breadcrumb.to(asking.heading, (asking.listed, reverse(asking.section))),
    }
    status = 422 if form.errors.items else 200
    return render(request, "disclosure/registering.html", context, status=status)
