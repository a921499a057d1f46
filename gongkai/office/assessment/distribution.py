"""How the totals of a round are spread: a chart of a dozen classes at most, and the median."""

from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import gettext

from gongkai.assessment.results import Assessment
from gongkai.rules.numbers import plain, rounded
from gongkai.ui.components import Chart, ChartKind, Series

_MOST = 12
_STEPS = (Decimal(1), Decimal(2), Decimal(5))


def distribution(result: Assessment) -> Chart | None:
    """Return how many units fall into each class of points, or None where none has a total."""
    totals = [unit.score.total for unit in result.units if unit.score.total is not None]
    if not totals:
        return None
    edges, width = classes(min(totals), max(totals), result.scheme.max)
    counts = [0] * len(edges)
    for total in totals:
        # The last class takes full marks, and bonus points beyond them.
        place = int(((total - edges[0]) / width).to_integral_value(ROUND_FLOOR))
        counts[min(place, len(edges) - 1)] += 1
    names = [f"{plain(edge)}—{plain(edge + width)}" for edge in edges]
    rounding = result.scheme.readings.round
    middle = median(totals)
    if rounding is not None:
        middle = rounded(middle, rounding.digits, rounding.mode)
    summary = gettext("最集中的一段是 %(best)s 分，中位数 %(middle)s 分。") % {
        "best": names[counts.index(max(counts))],
        "middle": format(middle, "f"),
    }
    return Chart(
        ChartKind.DISTRIBUTION,
        gettext("总分分布"),
        summary,
        tuple(names),
        (Series(gettext("单位数"), tuple(Decimal(count) for count in counts)),),
        unit=gettext("个"),
        category_title=gettext("分数段"),
    )


def median(totals: list[Decimal]) -> Decimal:
    """Return the middle value, or the mean of the two middle ones."""
    ordered = sorted(totals)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def classes(low: Decimal, high: Decimal, full: Decimal) -> tuple[list[Decimal], Decimal]:
    """Return the lower edges of the classes and their width.

    The classes begin at four fifths of full marks, or lower where somebody stands lower, and
    reach to full marks. Their width is 1, 2 or 5 times a power of ten, at least a twentieth of
    full marks, so that people can read the edges.
    """
    start = min(low, full * 4 / 5)
    end = max(full, min(high, full))
    least = full / 20 if full > 0 else Decimal(1)
    for width in _widths(least):
        first = (start / width).to_integral_value(ROUND_FLOOR) * width
        count = max(-int(((first - end) / width).to_integral_value(ROUND_FLOOR)), 1)
        if count <= _MOST:
            break
    return [first + width * place for place in range(count)], width


def _widths(least: Decimal) -> list[Decimal]:
    """Return the readable widths from ``least`` up to a thousand times of it."""
    power = least.adjusted()
    widths = [step.scaleb(power + more) for more in range(4) for step in _STEPS]
    return [width for width in widths if width >= least]
