"""Charts of a comparison: totals over the years, totals beside one another, rates of the parts."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from gongkai.ui.components import Chart, ChartKind, Series

if TYPE_CHECKING:
    from gongkai.assessment.comparing import Comparison

_MOST_BARS: Final = 3


def charts(found: "Comparison") -> tuple[Chart, ...]:
    """Return the charts that say something: a single number is none."""
    return tuple(_charts(found))


def _charts(found: "Comparison") -> Iterator[Chart]:
    if len(found.subjects) == 1 and len(found.rounds) > 1:
        lines = _lines(found)
        if lines is not None:
            yield lines
    if len(found.subjects) > 1:
        # Lines of units lie on one another; bars by round can be told apart.
        for index in range(min(len(found.rounds), _MOST_BARS)):
            yield _bars(found, index)


def _lines(found: "Comparison") -> Chart | None:
    order = range(len(found.rounds) - 1, -1, -1)
    (subject,) = found.subjects
    values = tuple(found.total(subject, index) for index in order)
    present = [value for value in values if value is not None]
    if len(present) < 2:
        return None
    years = [found.rounds[index].year for index in order]
    names = (
        tuple(map(str, years))
        if len(set(years)) == len(years)
        else tuple(found.rounds[index].title for index in order)
    )
    floor = Decimal(max(int(min(present) // 10) * 10 - 10, 0))
    said = gettext("%(name)s由 %(first)s 分到 %(last)s 分") % {
        "name": subject.title,
        "first": present[0],
        "last": present[-1],
    }
    return Chart(
        ChartKind.LINES,
        gettext("历年总分"),
        said,
        names,
        (Series(subject.title, values),),
        unit=gettext("分"),
        category_title=gettext("考核"),
        floor=floor,
    )


def _bars(found: "Comparison", index: int) -> Chart:
    totals = [(one.title, found.total(one, index)) for one in found.subjects]
    present = [(value, name) for name, value in totals if value is not None]
    said = gettext("还没有总分")
    if present:
        high, low = max(present), min(present)
        said = gettext("最高的是%(high)s，%(top)s 分；最低的是%(low)s，%(bottom)s 分") % {
            "high": high[1],
            "top": high[0],
            "low": low[1],
            "bottom": low[0],
        }
    return Chart(
        ChartKind.BARS,
        gettext("%(year)s：总分") % {"year": found.rounds[index].title},
        said,
        tuple(name for name, _ in totals),
        (Series(gettext("总分"), tuple(value for _, value in totals)),),
        unit=gettext("分"),
        category_title=gettext("单位"),
        ceiling=max(found.rounds[index].result.scheme.max, *(value for value, _ in present))
        if present
        else found.rounds[index].result.scheme.max,
    )
