"""Pages of assessment: results, made anew when one is announced or corrected, and demonstration
sites, when one is named, commended or revoked.
"""

from collections.abc import Iterator
from typing import Final

from gongkai.core.actions import Act
from gongkai.core.outbox import Run, job
from gongkai.disclosure import publication
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.units import unit_named
from gongkai.portal.jobs import tree
from gongkai.portal.pages import results, sites
from gongkai.portal.pages.places import unit_with_page
from gongkai.portal.pages.rendering import Renderer

RESULTS: Final = "portal.results"
SITES: Final = "portal.sites"
_BEGINNINGS: Final = {RESULTS: "round:", SITES: "site:"}
"""How the keys begin that name what changed, by the job that follows it."""


@publication.listener("portal.assessing")
def on_change(act: Act, keys: frozenset[str]) -> None:
    """Write the jobs a change needs, in the transaction of the change."""
    for kind, beginning in _BEGINNINGS.items():
        names = sorted(key.removeprefix(beginning) for key in keys if key.startswith(beginning))
        if names:
            act.enqueue(kind, f"{names[0]}@{act.by.at.timestamp()}", {"names": names})


@job(RESULTS, "更新考核结果页面")
def refresh_results(run: Run) -> None:
    """Render the list, the pages of these rounds, and where the list is linked from."""
    names = run.payload["names"]
    addresses = {to.RESULTS, to.UNITS, *map(to.result_of, names)}
    _render(run, addresses, {results.ANY, *map(results.key_of, names)})


@job(SITES, "更新示范点页面")
def refresh_sites(run: Run) -> None:
    """Render the list, the pages of these units as sites, and where both are linked from."""
    names = run.payload["names"]
    addresses = {to.SITES, to.UNITS, *map(to.sites_of, names), *_unit_pages(names)}
    _render(run, addresses, {sites.ANY, *map(sites.key_of, names)})


def _unit_pages(codes: list[str]) -> Iterator[str]:
    for unit in map(unit_named, codes):
        if unit is not None:
            yield to.unit(unit_with_page(unit).code)


def _render(run: Run, addresses: set[str], keys: set[str]) -> None:
    renderer = Renderer(run.at)
    tree().refresh(keys, renderer.render, addresses, prepare=renderer.prepare)
