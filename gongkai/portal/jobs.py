"""Keeping pages and index fresh: jobs of the outbox, told of changes by ``disclosure``.

Each change writes its own jobs, so nothing changed is forgotten; a job renders what is true when it
runs, so running one twice, or late, does no harm.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongkai.core.actions import Act
from gongkai.core.outbox import Run, job
from gongkai.core.periodic import every
from gongkai.core.warming import before_work
from gongkai.disclosure import publication
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.units import units_with_pages
from gongkai.disclosure.queries.listed import ZONE, live_items, turning_on
from gongkai.portal.pages.affected import addresses_of, everything
from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.searching.indexing import index_items, rebuild_index
from gongkai.portal.several import MOST, processors, rendered_by
from gongkai.portal.tree import Comparison, PageTree, Report, rebuild
from gongkai.search import read_dictionaries

PAGES: Final = "portal.refresh"
INDEX: Final = "search.index"
REBUILD: Final = "portal.rebuild"
_LARGE: Final = 5_000
"""Items from which on a rebuild is shared by several processes."""
_ITEM: Final = "item:"
_UNIT: Final = "unit:"
_COLUMN: Final = "column:"


@publication.listener("portal")
def on_change(act: Act, keys: frozenset[str]) -> None:
    """Write the jobs a change needs, in the transaction of the change."""
    items = _after(keys, _ITEM)
    if items:
        name = f"{_named(items)}@{act.by.at.timestamp()}"
        act.enqueue(PAGES, name, {"items": items, "columns": _after(keys, _COLUMN)})
        act.enqueue(INDEX, name, {"items": items})
        return
    # A unit alone: all that shows it. An item changes only those of its lists where it stands.
    units = [f"{_UNIT}{code}" for code in _after(keys, _UNIT)]
    if units:
        act.enqueue(PAGES, units[0], {"items": [], "keys": units})


def _after(keys: frozenset[str], beginning: str) -> list[str]:
    return sorted(key.removeprefix(beginning) for key in keys if key.startswith(beginning))


def _named(items: list[str]) -> str:
    """Name a set of items: of one name only one job waits, and other items need one of their own.

    Two interpretations of one document, published at one moment, share their first item.
    """
    if len(items) == 1:
        return items[0]
    digest = hashlib.sha256(" ".join(items).encode()).hexdigest()[:12]
    return f"{items[0]}+{len(items) - 1}:{digest}"


@job(PAGES, "更新门户页面")
def refresh_pages(run: Run) -> None:
    """Render the pages a change touches."""
    given = run.payload
    refresh(given["items"], run.at, given.get("keys", ()), given.get("columns", ()))


@job(INDEX, "更新检索")
def refresh_index(run: Run) -> None:
    """Bring the index to the present state of the changed items."""
    index_items(run.payload["items"], _day(run))


@every("portal.validity", _("更新当天生效、失效的文件"), daily=time(0, 1))
def turn_validity(run: Run) -> None:
    """Show what came into force or lapsed today: nobody does anything, and yet the page changes."""
    turning = turning_on(_day(run))
    if turning:
        refresh(turning, run.at)
        index_items(turning, _day(run))


@every(REBUILD, _("重建公开页面和检索"), daily=time(3, 0), slow=True)
def rebuild_all(run: Run) -> None:
    """Make all pages and the index anew each night: units renamed, packs changed, anything missed.

    Publications go on meanwhile, and the new pages are switched to at once.
    """
    rebuild_index(_day(run))
    rebuild_pages(run.at)


@before_work
def read_what_pages_need(now: datetime) -> None:
    """Read packs, templates and dictionaries: more than a second, once in a process."""
    Renderer(now).render(to.HOME)
    read_dictionaries()


def _day(run: Run) -> date:
    """The day in the county at the moment a job runs."""
    return run.at.astimezone(ZONE).date()


def tree() -> PageTree:
    """Return the tree of public pages of this installation."""
    return PageTree(Path(settings.GONGKAI_PORTAL))


def refresh(
    items: Iterable[str],
    now: datetime,
    keys: Iterable[str] = (),
    columns: Iterable[str] = (),
) -> Report:
    """Render everything that shows these items, or should, or did in these columns."""
    changed = list(items)
    renderer = Renderer(now)
    return tree().refresh(
        {f"{_ITEM}{key}" for key in changed} | set(keys),
        renderer.render,
        addresses_of(changed, columns) if changed else (),
        prepare=renderer.prepare,
    )


def rebuild_pages(now: datetime, processes: int = 0) -> Comparison:
    """Render the whole portal into a new generation and switch to it.

    Several ``processes`` render at once where the archive is large and nothing else is asked for.
    """
    renderer = Renderer(now)
    several = processes or _processes()
    return rebuild(
        tree(),
        everything(units_with_pages(now)),
        renderer.render,
        prepare=renderer.prepare,
        many=partial(rendered_by, several, now=now) if several > 1 else None,
    )


def _processes() -> int:
    """Return how many processes render best: a few pages are made before a second has begun."""
    return min(processors(), MOST) if live_items().count() >= _LARGE else 1
