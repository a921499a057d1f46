"""One element of a pack in the terminal: its facts as a table, and finding it by id."""

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from gongkai.policy.problems import Place, Problem, ProblemsError, suggestion


def facts_table(title: str, rows: Iterable[tuple[str, str]]) -> Table:
    """Return named facts as a table without a head; facts without a value are left out."""
    table = Table(title=escape(title), show_header=False, title_justify="left")
    for name, value in rows:
        if value:
            table.add_row(name, escape(value))
    return table


def chosen(
    known: Mapping[str, RenderableType], element: str, default: Iterable[str], pack: str
) -> RenderableType:
    """Return the element asked for, or the default ones where none is named.

    Raises :class:`ProblemsError` naming the nearest id.
    """
    if not element:
        return Group(*(known[name] for name in default))
    if element not in known:
        message = f"{pack} 里没有 {element}{suggestion(element, known)}"
        raise ProblemsError([Problem(Place(pack), "X-ELEMENT", message)])
    return known[element]
