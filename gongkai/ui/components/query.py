"""Links that change one parameter of the present address and keep the others."""

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.http import urlencode

from gongkai.ui.components.base import Query


def pairs(query: Query) -> list[tuple[str, str]]:
    """Return every ``(name, value)`` of a query in order, lists opened, empty values left out."""
    items: Iterable[tuple[str, object]] = (
        query.lists() if isinstance(query, QueryDict) else query.items()
    )
    found: list[tuple[str, str]] = []
    for name, value in items:
        values = value if isinstance(value, list | tuple) else [value]
        found.extend((name, str(one)) for one in values if one not in (None, ""))
    return found


def link_with(query: Query, *, drop: Iterable[str] = (), **changes: str | list[str]) -> str:
    """Return ``?…`` with ``changes`` in place of the parameters of the same names.

    A list writes the parameter once for each value.

    ``drop`` names parameters to leave out besides; an empty query is ``?``, which is a link to
    the page without parameters.
    """
    gone = {*drop, *changes}
    kept = [(name, value) for name, value in pairs(query) if name not in gone]
    return "?" + urlencode([*kept, *pairs(changes)])
