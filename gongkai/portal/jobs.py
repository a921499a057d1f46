"""Keeping pages and index fresh: jobs of the outbox, told of changes by ``disclosure``.

Each change writes its own jobs, so nothing changed is forgotten; a job renders what is true when it
runs, so running one twice, or late, does no harm.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from gongkai.core.actions import Act
from gongkai.core.outbox import Run, job
from gongkai.disclosure import publication
from gongkai.disclosure.open_data.units import present_units
from gongkai.portal.pages.affected import addresses_of, everything
from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.searching.indexing import index_items
from gongkai.portal.tree import Comparison, PageTree, Report, rebuild

PAGES: Final = "portal.refresh"
INDEX: Final = "search.index"
_ITEM: Final = "item:"


@publication.listener("portal")
def on_change(act: Act, keys: frozenset[str]) -> None:
    """Write the jobs a change needs, in the transaction of the change."""
    items = sorted(key.removeprefix(_ITEM) for key in keys if key.startswith(_ITEM))
    others = sorted(key for key in keys if key.startswith("unit:"))
    if items:
        name = items[0] if len(items) == 1 else f"{items[0]}+{len(items) - 1}"
        name = f"{name}@{act.by.at.timestamp()}"
        act.enqueue(PAGES, name, {"items": items, "keys": others})
        act.enqueue(INDEX, name, {"items": items})
    elif others:
        act.enqueue(PAGES, others[0], {"items": [], "keys": others})


@job(PAGES, "更新门户页面")
def refresh_pages(run: Run) -> None:
    """Render the pages a change touches."""
    refresh(run.payload["items"], run.at, run.payload.get("keys", ()))


@job(INDEX, "更新检索")
def refresh_index(run: Run) -> None:
    """Bring the index to the present state of the changed items."""
    index_items(run.payload["items"], run.at.date())


def tree() -> PageTree:
    """Return the tree of public pages of this installation."""
    return PageTree(Path(settings.GONGKAI_PORTAL))


def refresh(items: Iterable[str], now: datetime, keys: Iterable[str] = ()) -> Report:
    """Render everything that shows these items, or should."""
    changed = list(items)
    return tree().refresh(
        {f"{_ITEM}{key}" for key in changed} | set(keys),
        Renderer(now).render,
        addresses_of(changed) if changed else (),
    )


def rebuild_pages(now: datetime) -> Comparison:
    """Render the whole portal into a new generation and switch to it."""
    return rebuild(tree(), everything(present_units(now)), Renderer(now).render)
