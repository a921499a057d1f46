"""Pages and index after units changed: told by ``core`` in the transaction of the change.

A unit's own pages are few and rendered at once. Its name stands on everything it published, so
that is gone through in portions: what is published meanwhile does not wait for all of it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from django.utils.translation import gettext_lazy as _

from gongkai.core import reorganised
from gongkai.core.actions import Act
from gongkai.core.models import Unit
from gongkai.core.outbox import Run, enqueue, job
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.queries import listed as lists
from gongkai.portal.jobs import INDEX, PAGES, REBUILD, tree
from gongkai.portal.pages.affected import pages_of_list, pages_of_told
from gongkai.portal.pages.places import unit_place, unit_with_page
from gongkai.portal.pages.rendering import Renderer

UNIT: Final = "portal.unit"
PORTION: Final = 200
"""How many items one job renders again."""


@reorganised.listener("portal")
def on_reorganisation(act: Act, changes: tuple[reorganised.Change, ...]) -> None:
    """Write the jobs a change of units needs, in the transaction of the change."""
    for one in changes:
        name = f"{one.unit.code}+" if one.widely else one.unit.code
        act.enqueue(UNIT, name, {"unit": one.unit.code, "widely": one.widely})


@job(UNIT, _("更新单位的公开页面"))
def refresh_unit(run: Run) -> None:
    """Render what shows a unit; what it published follows where its name or place changed."""
    unit = Unit.objects.select_related("parent").filter(code=run.payload["unit"]).first()
    if unit is None:
        return
    if not run.payload["widely"]:
        render_unit(unit, run.at)
    elif unit.parent_id is None:
        # The government's name stands on every page; what is published does not wait for them.
        enqueue(REBUILD, unit.code, {}, at=run.at)
    else:
        render_unit(unit, run.at)
        _follow(unit, run.at)


def render_unit(unit: Unit, now: datetime) -> None:
    """Render a unit's own pages, and those that list the units there are."""
    shown = unit_with_page(unit)
    keys = {"units", f"unit:{unit.code}", f"unit:{shown.code}"}
    renderer = Renderer(now)
    addresses = {to.HOME, to.UNITS, *pages_of_told(to.GUIDE), *_pages_of(shown)}
    tree().refresh(keys, renderer.render, addresses, prepare=renderer.prepare)


def _pages_of(unit: Unit) -> Iterator[str]:
    place = unit_place(unit)
    months = [(y, m) for y in lists.years(place.where) for m, _ in lists.months(place.where, y)]
    yield from pages_of_list(place.place.address, months)
    yield from pages_of_told(to.unit_guide(unit.code))


def _follow(unit: Unit, now: datetime) -> None:
    """Write jobs for what a unit published, and for the index of what stands below it too."""
    for kind, keys in (
        (PAGES, lists.keys_of_unit(unit)),
        (INDEX, lists.keys_of_unit(unit, below=True)),
    ):
        for portion in _portions(keys):
            enqueue(kind, f"{unit.code}:{portion[0]}", {"items": portion}, at=now)


def _portions(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while portion := list(islice(rest, PORTION)):
        yield portion
