"""The to-do list of a person over all capabilities.

A capability registers a source when its application is made ready::

    @todo.source("disclosure.reviews")
    def reviews(viewer: Viewer) -> Iterable[Todo]:
        ...

A source gives only what the viewer may see. One that fails is named and hides none of the others.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from gongkai.core.access import Viewer

_log: Final = logging.getLogger("gongkai")


class TodoState(IntEnum):
    """Why something stands on the list, the most urgent first."""

    OVERDUE = 0
    RETURNED_TO_ME = 1
    WAITING_FOR_ME = 2
    DUE_SOON = 3
    INFO = 4


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing a person has to do, or should know.

    ``why`` says in a sentence why it is here. ``due`` is the day it is due, where there is one.
    ``kind`` names the sort of work (公开任务), ``unit`` the unit it belongs to. ``key`` stays the
    same from day to day, for calendars; the address serves where none is given.

    ``is_duty`` marks what a unit owes whoever carries it out, often in great number; anything else
    is a step that stands still until this person takes it. ``count`` is how many a line stands for.
    """

    title: str
    href: str
    why: str
    state: TodoState
    due: date | None = None
    unit: str = ""
    kind: str = ""
    key: str = ""
    is_duty: bool = False
    count: int = 1

    @property
    def identity(self) -> str:
        """What makes it the same thing tomorrow."""
        return self.key or f"{self.kind}:{self.href}"


Source = Callable[[Viewer], Iterable[Todo]]
_SOURCES: dict[str, Source] = {}


@dataclass(frozen=True, slots=True)
class Todos:
    """The list, most urgent first, and the sources that failed."""

    items: tuple[Todo, ...]
    failed: tuple[str, ...] = ()

    def of(self, state: TodoState) -> tuple[Todo, ...]:
        """Return what stands on the list for one reason."""
        return tuple(one for one in self.items if one.state is state)


def source(name: str) -> Callable[[Source], Source]:
    """Register a source. The name is shown where it fails, and tells sources apart."""

    def register(function: Source) -> Source:
        _SOURCES[name] = function
        return function

    return register


def sources() -> Mapping[str, Source]:
    """Return the registered sources by name."""
    return _SOURCES


def todos(viewer: Viewer) -> Todos:
    """Ask every source: overdue, returned, waiting, due soon; then by day, then by title."""
    found: list[Todo] = []
    failed: list[str] = []
    for name, ask in _SOURCES.items():
        try:
            found.extend(ask(viewer))
        except Exception:
            # A fault in one capability must not hide the deadlines of the others.
            _log.exception("to-do source %s failed", name)
            failed.append(name)
    found.sort(key=lambda one: (one.state, one.due or date.max, one.title))
    return Todos(tuple(found), tuple(failed))
