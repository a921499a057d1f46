"""Finding anything in the office by a word: each capability registers a provider.

::

    @directory.provider("items", gettext_lazy("公开事项"))
    def items(viewer: Viewer, words: str, limit: int) -> Iterable[Found]:
        ...

A provider gives only what the viewer may open, at most ``limit`` things, the best first.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.utils.functional import Promise

from gongkai.core.access import Viewer

_log: Final = logging.getLogger("gongkai")
MAX_WORDS: Final = 100


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found. ``kind`` is a word of its sort (事项, 单位), ``note`` tells it apart."""

    kind: str
    title: str
    href: str
    note: str = ""


Find = Callable[[Viewer, str, int], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Provider:
    """What a capability can find."""

    name: str
    title: str | Promise
    find: Find


@dataclass(frozen=True, slots=True)
class Group:
    """What one provider found. ``more`` says that there is more than is shown."""

    title: str
    items: tuple[Found, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, by provider, and the providers that failed."""

    groups: tuple[Group, ...]
    failed: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many things are shown."""
        return sum(len(group.items) for group in self.groups)


_PROVIDERS: dict[str, Provider] = {}


def provider(name: str, title: str | Promise) -> Callable[[Find], Find]:
    """Register a provider; ``title`` heads what it finds."""

    def register(function: Find) -> Find:
        _PROVIDERS[name] = Provider(name, title, function)
        return function

    return register


def providers() -> Mapping[str, Provider]:
    """Return the registered providers by name."""
    return _PROVIDERS


def find(viewer: Viewer, words: str, limit: int = 10) -> Findings:
    """Ask every provider; nothing is asked for no words."""
    asked = " ".join(words.split())[:MAX_WORDS]
    groups: list[Group] = []
    failed: list[str] = []
    for one in _PROVIDERS.values() if asked else ():
        try:
            items = tuple(islice(one.find(viewer, asked, limit + 1), limit + 1))
        except Exception:
            _log.exception("search provider %s failed", one.name)
            failed.append(str(one.title))
            continue
        if items:
            groups.append(Group(str(one.title), items[:limit], len(items) > limit))
    return Findings(tuple(groups), tuple(failed))
