"""What a new item may be: what its writers use or answer for first, the rest stays at hand."""

from collections.abc import Container, Iterable

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.disclosure.queries.usual import bound_categories, usual_types
from gongkai.office.disclosure.words import category_choices, type_choices
from gongkai.ui import components as ui


def type_options(asker: Viewer) -> tuple[ui.Option, ...]:
    """Return the content types, those a writer's units use most under a heading of their own."""
    titles, usual = dict(type_choices()), usual_types(asker)
    first = [(one, titles[one]) for one in usual if one in titles]
    rest = [(one, title) for one, title in titles.items() if one not in usual]
    if not first:
        return tuple(ui.Option(value, title) for value, title in rest)
    return (*_under(gettext("本单位常用"), first), *_under(gettext("其他体裁"), rest))


def category_options(asker: Viewer) -> tuple[ui.Option, ...]:
    """Return the categories, those that bind a writer's units before all others."""
    bound = bound_categories(asker)
    ours, others = _among(bound), _among(bound, within=False)
    if not ours:
        return tuple(ui.Option(value, title) for value, title in others)
    return (*_under(gettext("本单位的类别"), ours), *_under(gettext("其他类别"), others))


def _among(bound: Container[str], *, within: bool = True) -> list[tuple[str, str]]:
    return [(one, title) for one, title in category_choices() if (one in bound) is within]


def _under(heading: str, choices: Iterable[tuple[str, str]]) -> tuple[ui.Option, ...]:
    return tuple(ui.Option(value, title, group=heading) for value, title in choices)
