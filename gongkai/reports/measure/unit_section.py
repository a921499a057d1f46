"""One unit on the web page: a sentence, the years as chart and table, the gaps in its numbers."""

from collections.abc import Sequence
from html import escape
from typing import Final

from gongkai.indicators.results import Series, UnitMeasures, six_digits
from gongkai.reports.measure.markup import Bar, bars, table
from gongkai.reports.measure.words import (
    NOTHING,
    main_series,
    number,
    percent,
    ranges_text,
    unit_sentence,
)

_MOST_SERIES: Final = 24
_MOST_RANGES: Final = 24


def unit_section(unit: UnitMeasures, index: int) -> str:
    """Give the section of one unit."""
    return (
        f'<article class="unit" aria-labelledby="u{index}">'
        f'<h3 id="u{index}">{escape(unit.unit)}</h3>'
        f"<p>{escape(unit_sentence(unit))}</p>{_years(unit)}{_gaps(unit)}</article>"
    )


def _years(unit: UnitMeasures) -> str:
    shares = unit.share_by_year
    years = sorted({*unit.by_year, *shares}, reverse=True)
    if not years:
        return ""
    rows, entries = [], []
    for year in years:
        timely, published = unit.by_year.get(year), shares.get(year)
        rate = timely.rate if timely else None
        rows.append(
            (
                str(year),
                number(timely.numerator) if timely else NOTHING,
                number(timely.denominator) if timely else NOTHING,
                percent(rate),
                number(published.numerator if published else 0),
                percent(published.rate if published else None),
            )
        )
        if timely:
            words = f"{percent(rate)}（{number(timely.denominator)}）"
            entries.append(Bar(str(year), rate, words))
    heads = ("年份", "按时", "计入", "按时率", "公开条数", "占全部")
    data = table(
        heads,
        rows,
        numeric=frozenset(range(1, 6)),
        caption="按时率按成文年份，公开条数按发布年份",
        owner=f"{unit.unit}：",
    )
    return f'<div class="pair">{_chart(unit, entries)}{data}</div>'


def _chart(unit: UnitMeasures, entries: Sequence[Bar]) -> str:
    if not entries:
        return '<p class="note">没有可计入的年份，不画图。</p>'
    title = f"{unit.unit}逐年按时率"
    return (
        "<figure><figcaption>逐年按时率（括号内为计入条数；低于 80% 用深橙色）</figcaption>"
        f"{bars(title, entries)}</figure>"
    )


def _gaps(unit: UnitMeasures) -> str:
    """List the main series, the newest year first, with the numbers not seen."""
    if not unit.series:
        return '<p class="note">没有可识别的发文字号。</p>'
    main = main_series(unit) or unit.series
    ordered = sorted(main, key=lambda one: (-(one.year or 0), -one.observed))
    rows = [_series_row(one) for one in ordered[:_MOST_SERIES]]
    hidden = len(unit.series) - len(rows)
    more = (
        f'<p class="note">共 {number(len(unit.series))} 个系列，其余 {number(hidden)} 个'
        "（更早的，或见到不足 10 个号的）见 Excel 工作簿“文号系列”。</p>"
        if hidden
        else ""
    )
    body = table(
        ("系列", "见到", "最大号", "估计总数", "完整率", "缺号"),
        rows,
        numeric=frozenset({1, 2, 3, 4}),
        caption="文号系列与缺号",
        owner=f"{unit.unit}：",
    )
    return f"<h4>编号中的空缺</h4>{body}{more}"


def _series_row(one: Series) -> tuple[str, ...]:
    return (
        one.name,
        number(one.observed),
        number(one.highest),
        number(one.estimate),
        percent(six_digits(one.rate)),
        ranges_text(one.missing, _MOST_RANGES),
    )
