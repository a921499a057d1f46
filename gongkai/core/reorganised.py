"""The one place where units are said to be no longer what they were.

What shows units to the public stands above this app and is not imported here. It registers a
listener, which is called inside the transaction of the change and usually enqueues a job::

    @reorganised.listener("portal")
    def refresh(act: Act, changes: tuple[Change, ...]) -> None:
        act.enqueue("portal.unit", …)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models import Unit

if TYPE_CHECKING:
    from gongkai.core.actions.base import Act


@dataclass(frozen=True, slots=True)
class Change:
    """A unit that changed. ``widely``: what names it, or says where it belongs, is stale too."""

    unit: Unit
    widely: bool = False


Listener = Callable[["Act", tuple[Change, ...]], None]
_LISTENERS: dict[str, Listener] = {}


def listener(name: str) -> Callable[[Listener], Listener]:
    """Register a listener under a name; the same name again replaces it."""

    def register(heard: Listener) -> Listener:
        _LISTENERS[name] = heard
        return heard

    return register


def changed(act: "Act", *units: Unit | None) -> None:
    """Tell every listener that something is said otherwise of these units; ``None`` is nobody."""
    _tell(act, tuple(Change(unit) for unit in units if unit is not None))


def changed_widely(act: "Act", unit: Unit) -> None:
    """Tell every listener that a unit has another name or place, or others are below it now."""
    _tell(act, (Change(unit, widely=True),))


def _tell(act: "Act", changes: tuple[Change, ...]) -> None:
    for heard in _LISTENERS.values():
        heard(act, changes)
