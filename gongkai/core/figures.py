"""What leaders see at a glance: each capability registers a panel of figures or a chart.

::

    @figures.panel("disclosure.duties", position=10)
    def duties(viewer: Viewer) -> Panel:
        ...

A panel shows what the viewer may see. ``None`` means there is nothing to say to this viewer.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.core.access import Viewer
from gongkai.ui.components import Component

_log: Final = logging.getLogger("gongkai")


@dataclass(frozen=True, slots=True)
class Panel:
    """A titled part of the dashboard: headline figures, charts, tables, one under another."""

    title: str
    parts: tuple[Component, ...]
    note: str = ""


Make = Callable[[Viewer], Panel | None]


@dataclass(frozen=True, slots=True)
class Registered:
    """A panel's maker and its place."""

    name: str
    position: int
    make: Make


_PANELS: dict[str, Registered] = {}


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The panels in order, and those that failed."""

    panels: tuple[Panel, ...]
    failed: tuple[str, ...] = ()


def panel(name: str, *, position: int = 100) -> Callable[[Make], Make]:
    """Register the maker of a panel; lower positions stand first."""

    def register(function: Make) -> Make:
        _PANELS[name] = Registered(name, position, function)
        return function

    return register


def registered() -> Mapping[str, Registered]:
    """Return the registered panels by name."""
    return _PANELS


def dashboard(viewer: Viewer) -> Dashboard:
    """Make every panel for a viewer; one that fails is named and hides none of the others."""
    panels: list[Panel] = []
    failed: list[str] = []
    for one in sorted(_PANELS.values(), key=lambda known: (known.position, known.name)):
        try:
            made = one.make(viewer)
        except Exception:
            _log.exception("dashboard panel %s failed", one.name)
            failed.append(one.name)
            continue
        if made is not None:
            panels.append(made)
    return Dashboard(tuple(panels), tuple(failed))
