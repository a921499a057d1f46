"""The one place where what the public sees is said to have changed.

The portal and the search index stand above this app and are not imported here. They register a
listener, which is called inside the transaction of the change and usually enqueues a job::

    @publication.listener("portal")
    def refresh(act: Act, keys: frozenset[str]) -> None:
        act.enqueue("portal.refresh", …)

Keys name what changed: ``item:<key>``, ``unit:<code>`` (the unit's lists), ``column:<category>``
(the list of that category). The listener of a change gets all keys of the action at once.
"""

from collections.abc import Callable, Iterable

from django.db.models import Q

from gongkai.core.actions import Act
from gongkai.core.models import Unit
from gongkai.disclosure.models import Item

Listener = Callable[[Act, frozenset[str]], None]
_LISTENERS: dict[str, Listener] = {}


def listener(name: str) -> Callable[[Listener], Listener]:
    """Register a listener under a name; the same name again replaces it."""

    def register(heard: Listener) -> Listener:
        _LISTENERS[name] = heard
        return heard

    return register


def changed(act: Act, keys: Iterable[str]) -> None:
    """Tell every listener what the public sees otherwise from now on."""
    told = frozenset(keys)
    for heard in _LISTENERS.values():
        heard(act, told)


def keys_of(item: Item) -> frozenset[str]:
    """Return the keys of an item and of the lists that show it, related items included.

    An interpretation stands on the page of its document and the other way round.
    """
    related = [
        one.key
        for one in (item.interprets, item.clarifies, item.redirect_to, item.continues)
        if one is not None
    ]
    shown_on = Item.objects.filter(_points_at(item)).values_list("key", flat=True)
    keys = {item.key, *related, *shown_on}
    return frozenset(
        {*(f"item:{key}" for key in keys), unit_key(item.unit), column_key(item.category)}
    )


def _points_at(item: Item) -> Q:
    return Q(interprets=item) | Q(clarifies=item) | Q(continues=item)


def unit_key(unit: Unit) -> str:
    """Return the key of a unit's lists."""
    return f"unit:{unit.code}"


def column_key(category: str) -> str:
    """Return the key of a category's list."""
    return f"column:{category}"
