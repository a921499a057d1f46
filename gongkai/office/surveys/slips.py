"""Slips of paper with an address and a code, printed once: the codes are kept nowhere."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from gongkai.assessment.actions.surveys.tickets import Batch
from gongkai.assessment.surveys.codes import spaced
from gongkai.disclosure.open_data.site import site
from gongkai.office.surveys.frame import frame, home

if TYPE_CHECKING:
    from gongkai.assessment.models import Survey

# Units named on a slip; more of them are told by their number.
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Printed:
    """A slip as it is printed."""

    about: str
    code: str
    picture: SafeString


def origin(request: HttpRequest) -> str:
    """Return what public addresses begin with: the site's domain, else where one came from."""
    return site().base or request.build_absolute_uri("/").rstrip("/")


def printed(request: HttpRequest, survey: "Survey", batch: Batch, here: str) -> HttpResponse:
    """Answer with the sheets of a batch, for the one time there is."""
    address = origin(request) + reverse("counter-survey", args=[survey.key])
    slips = [
        Printed(_about(one.units), spaced(one.code), _picture(f"{address}?code={one.code}"))
        for one in batch.slips
    ]
    context = {
        **frame(request, survey, "survey-tickets"),
        "batch": batch,
        "slips": slips,
        "address": address.partition("://")[2],
        "back": home(survey, "survey-tickets"),
    }
    return render(request, "surveys/slips.html", context)


def _about(units: tuple[str, ...]) -> str:
    if len(units) <= _NAMED:
        return "、".join(units)
    return gettext("%(first)s等 %(count)s 个单位") % {"first": units[0], "count": len(units)}


def _picture(address: str) -> SafeString:
    """Return an address as a QR code, drawn without styles so that the page's policy holds."""
    drawn = segno.make(address, error="m").svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - the library's own drawing; the address is not in it
