"""All units against all items on one page."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.judging.matrix import Cell, Matrix, MatrixRow, matrix
from gongkai.assessment.selfform import self_form
from gongkai.core.access import viewer
from gongkai.office.scoring.frame import desk_of, frame, way
from gongkai.rules.numbers import ZERO, plain
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round

_SIGNS: Final = {
    "full": ui.MatrixCell("✓", "good"),
    "set": ui.MatrixCell("●", "good"),
    "none": ui.MatrixCell("／", "gone"),
    "survey": ui.MatrixCell("问", "gone"),
    "left": ui.MatrixCell("○", "todo"),
    "": ui.MatrixCell(""),
}
_LEGEND: Final = gettext_lazy(
    "○ 未看，✓ 看过不扣分，● 已有值，－1 扣 1 分，＋1 加 1 分，／ 不适用，问 按问卷计算"
)


@requires("assessment.view")
def index(request: HttpRequest, key: str) -> HttpResponse:
    """Show the table of units and items the person may see."""
    round_ = desk_of(request, key)
    found = matrix(viewer(request), round_, request.GET.get("group"))
    if found is None:
        raise Http404(gettext("这次考核没有分配给您的评分。"))
    context = {
        **frame(request, round_, "scoring-matrix"),
        "heading": gettext("评分总表"),
        "breadcrumb": way(gettext("总表"), round_),
        "groups": _groups(found),
        "matrix": _drawn(found, round_),
        "legend": _LEGEND,
        "names": list(_names(found, round_)),
        "left": sum(row.left for row in found.rows),
    }
    return render(request, "scoring/matrix.html", context)


def _groups(found: Matrix) -> ui.Tabs | None:
    if len(found.groups) < 2:
        return None
    return ui.Tabs(
        gettext("组别"),
        tuple(
            ui.Tab(group, ui.link_with({}, group=group), current=group == found.group)
            for group in found.groups
        ),
    )


def _numbers(found: Matrix, round_: "Round") -> dict[str, str]:
    """Return the printed numbers of items: 1.2 for the second of the first dimension."""
    if not found.rows:
        return {}
    form = self_form(pack_of(round_).scheme, found.rows[0].unit.group)
    return {question.id: question.number for question in form.questions}


def _names(found: Matrix, round_: "Round") -> Iterator[tuple[str, str]]:
    numbers = _numbers(found, round_)
    for place in found.columns:
        worth = gettext("%(points)s 分") % {"points": plain(place.points)}
        yield numbers.get(place.item.id, ""), f"{place.item.title}（{worth}）"


def _drawn(found: Matrix, round_: "Round") -> ui.Matrix:
    numbers = _numbers(found, round_)
    base = reverse("scoring-unit", args=[round_.key, "-"]).removesuffix("-/")
    columns = [
        *([ui.MatrixColumn(gettext("总分"), gettext("总分"))] if found.scores else []),
        *(ui.MatrixColumn(leaf.title, leaf.title) for leaf in found.components),
        *([ui.MatrixColumn(gettext("未看"), gettext("未看"))] if found.columns else []),
        *(
            ui.MatrixColumn(numbers.get(place.item.id, place.item.title), place.item.title)
            for place in found.columns
        ),
    ]
    items = [place.item.id for place in found.columns]
    return ui.Matrix(
        gettext("各单位各项的评分"),
        gettext("单位"),
        tuple(columns),
        tuple(_row(row, items, found, base) for row in found.rows),
    )


def _row(row: MatrixRow, items: list[str], found: Matrix, base: str) -> ui.MatrixRow:
    href = f"{base}{row.unit.unit.code}/"
    if row.unit.exempt:
        blank = len(items) + len(found.components) + bool(items) + found.scores
        cells = [ui.MatrixCell("／", "gone")] * blank
        return ui.MatrixRow(row.unit.name, href, tuple(cells))
    cells = [ui.MatrixCell(_number(row.total))] if found.scores else []
    cells += [ui.MatrixCell(_number(value)) for value in row.components]
    cells += [ui.MatrixCell(str(row.left or ""), "todo")] if items else []
    cells += [
        _SIGNS[cell.state] if cell.off is None else _off(cell, f"{href}?item={item}#item-{item}")
        for item, cell in zip(items, row.cells, strict=True)
    ]
    return ui.MatrixRow(row.unit.name, href, tuple(cells))


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(round(value, 2))


def _off(cell: Cell, href: str) -> ui.MatrixCell:
    off = cell.off or ZERO
    sign = "－" if off > ZERO else "＋"
    return ui.MatrixCell(f"{sign}{plain(abs(off))}", "warn" if off > ZERO else "good", href)
