"""Words, badges and addresses of counted indicators, for every screen that shows a number."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.indicators import indicator
from gongkai.core.days import day_words
from gongkai.rules.numbers import plain
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import IndicatorCount, RoundUnit


def number_words(name: str, numerator: int, denominator: int) -> str:
    """Return a number as people read it: 19 / 20，95%; an average says how many a month."""
    known = indicator(name)
    if not denominator:
        return gettext("没有可算的")
    if known is not None and not known.is_share:
        mean = (Decimal(numerator) / denominator).quantize(Decimal("0.1"))
        return gettext("%(count)s 条 / %(months)s 个月，月均 %(mean)s 条") % {
            "count": numerator,
            "months": denominator,
            "mean": plain(mean),
        }
    return gettext("%(done)s / %(all)s，%(share)s%%") % {
        "done": numerator,
        "all": denominator,
        "share": plain(percent(numerator, denominator)),
    }


def percent(numerator: int, denominator: int) -> Decimal:
    """Return a share in hundredths, to one digit and rounded down: 99.96 % is not all."""
    return Decimal(numerator * 1000 // denominator) / 10


def number_value(count: "IndicatorCount") -> ui.Value:
    """Return a number as a table shows it."""
    words = number_words(count.indicator, count.numerator, count.denominator)
    if count.denominator and count.numerator < count.denominator and _is_share(count):
        return ui.Badge(words, ui.Tone.WARN)
    return words


def _is_share(count: "IndicatorCount") -> bool:
    known = indicator(count.indicator)
    return known is None or known.is_share


def title_of(name: str) -> str:
    """Return what an indicator is called."""
    known = indicator(name)
    return known.title if known is not None else name


def records_link(unit: "RoundUnit", count: "IndicatorCount", text: str = "") -> ui.Link:
    """Return the link to the records behind a number."""
    where = [unit.round.key, unit.unit.code, count.indicator]
    words = text or gettext("查看记录")
    return ui.Link(words, reverse("indicators-records", args=where))


def said_of(unit: "RoundUnit", count: "IndicatorCount") -> ui.Link:
    """Return an indicator with its number in one line, leading to its records."""
    words = number_words(count.indicator, count.numerator, count.denominator)
    day = gettext("截至 %(day)s") % {"day": day_words(count.run.as_of)}
    return records_link(unit, count, f"{title_of(count.indicator)}：{words}（{day}）")


SCORED = gettext_lazy("计入得分")
FOR_INFORMATION = gettext_lazy("仅供参考，不计入得分")


def scored_words(scored: bool) -> str:
    """Return whether an indicator gives points or is shown for information."""
    return str(SCORED if scored else FOR_INFORMATION)


def items_title(scored: bool) -> str:
    """Return what the column of items is called: those computed from it, or those it informs."""
    return gettext("用于计算的考核项") if scored else gettext("供参考的考核项")


def is_absent(name: str) -> bool:
    """Whether the platform holds no records for an indicator; people count by hand."""
    known = indicator(name)
    return known is not None and not known.is_counted
