"""The tree of units as it was on a day, found by name or by initials of pinyin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from pypinyin import Style, lazy_pinyin

from gongkai.core.access import viewer
from gongkai.core.models import UnitKind
from gongkai.core.queries.units import Node, tree
from gongkai.ui import components as ui
from gongkai.ui.access import requires


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit of the tree, ready for its template."""

    link: ui.Link
    kind: str
    open: bool
    children: "tuple[Branch, ...]"


def initials(name: str) -> str:
    """Return the first letters of the syllables: 财政局 → czj."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def fits(name: str, words: str) -> bool:
    """Whether a name contains the words, or its initials do."""
    return words in name or (words.isascii() and words.lower() in initials(name))


def _branches(nodes: Iterable[Node], depth: int) -> tuple[Branch, ...]:
    return tuple(
        Branch(
            ui.Link(node.name, reverse("org-unit", args=[node.unit.pk])),
            str(UnitKind(node.unit.kind).label),
            depth < 1,
            _branches(node.children, depth + 1),
        )
        for node in nodes
    )


def _walk(nodes: Iterable[Node], above: tuple[str, ...] = ()) -> Iterable[tuple[Node, str]]:
    for node in nodes:
        yield node, " › ".join(above)
        yield from _walk(node.children, (*above, node.name))


@requires("units.view")
def index(request: HttpRequest) -> HttpResponse:
    """Show the tree; with words, the units found and where they stand."""
    asker = viewer(request)
    today = timezone.localdate(asker.at)
    on = _day(request.GET.get("on", "")) or today
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    roots = tree(asker, on)
    found = [pair for pair in _walk(roots) if words and fits(pair[0].name, words)]
    total = sum(1 for _pair in _walk(roots))
    context = {
        "filters": _filters(request, words, on, today, len(found) if words else total),
        "branches": () if words else _branches(roots, 0),
        "found": _found(found) if words else None,
        "past": on != today,
        "on": on,
        "may_add": asker.may("units.manage"),
        "empty": ui.Empty(gettext("这一天还没有单位")),
    }
    return render(request, "organisation/tree.html", context)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _filters(request: HttpRequest, words: str, on: date, today: date, count: int) -> ui.FilterBar:
    day = (on.isoformat(),) if on != today else ()
    hint = gettext("单位名称或拼音首字母")
    return ui.FilterBar.over(
        request.GET,
        (
            ui.Field("q", hint, ui.FieldKind.SEARCH, (words,) if words else ()),
            ui.Field("on", gettext("哪一天的机构"), ui.FieldKind.DATE, day),
        ),
        result=gettext("共 %(count)s 个单位") % {"count": count},
    )


def _found(found: Iterable[tuple[Node, str]]) -> ui.Table:
    return ui.Table(
        caption=gettext("找到的单位"),
        columns=(
            ui.Column("name", gettext("单位"), header=True),
            ui.Column("kind", gettext("类型"), nowrap=True),
            ui.Column("above", gettext("上级")),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(node.name, reverse("org-unit", args=[node.unit.pk])),
                str(UnitKind(node.unit.kind).label),
                above,
            )
            for node, above in found
        ),
        empty=gettext("没有找到。可换一个词，或查看其他日期的机构。"),
        caption_hidden=True,
    )
