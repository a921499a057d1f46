"""What the figures say, in plain Chinese, shared by all forms of the report."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from gongkai.indicators.report import MeasureReport
from gongkai.indicators.results import Gap, Ratio, Series, UnitMeasures, completeness

NOTHING: Final = "—"
# Below this many counted records a rate says little; it is shown with a mark.
FEW: Final = 30
# With fewer numbers seen, the estimate of a series rests on chance.
ENOUGH: Final = 10
_RECENT: Final = 3

_ON_TIME: Final = (
    "依据《中华人民共和国政府信息公开条例》第二十六条。期限为 {limit}，自成文次日起算到发布当日止，"
    "调休上班日算工作日，法定节假日和调休放假日不算。按成文日期的年份归年。"
)
_NOT_COUNTED: Final = (
    "缺任一日期的；发布早于成文的；日期不在工作日日历（{span}）内的。"
    "没有可计入的记录时，比率空缺，不写 0。"
)
_MIDDLE: Final = (
    "中位数：按工作日数排序居中的数，偶数条时取中间两数的平均。"
    "九成位：至少九成记录不超过的最小工作日数。"
)
_COMPLETENESS: Final = (
    "同一机关代字、同一年份的发文字号为一个系列。见到 k 个不同的号、最大号为 m，"
    "则估计总数为 m + m/k − 1，完整率为 k ÷ 估计总数。"
    f"单位的合计只取见到 {ENOUGH} 个号以上的主要系列。"
    "不按年编号、连续编到底的（如令）没有年份，或跨年接续，比率偏低，须另看。"
    "缺号可能是未公开、不予公开或未收集到，须逐一核实，不能直接认定为应公开未公开。"
)
_GAPS: Final = "间隔按自然日计，取相邻两个有公开的日子；每月条数按发布日期计。"
_CAUTION: Final = (
    "日期以网站所写为准。历史文件集中补录、网站迁移后改写的日期都会影响按时率，"
    "读数时应结合逐年数字。"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """One entry of the section on method."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit's place by on-time rate; None without a rate. Equal rates share a place."""

    place: int | None
    unit: UnitMeasures


def percent(rate: Decimal | None) -> str:
    """Give 95.2%, rounded half up, or a dash where nothing was counted."""
    if rate is None:
        return NOTHING
    return f"{(rate * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def number(value: Fraction | Decimal | int | None, digits: int = 1) -> str:
    """Give a number with at most so many decimals, without needless zeros."""
    if value is None:
        return NOTHING
    exact = (
        Decimal(value.numerator) / value.denominator
        if isinstance(value, Fraction)
        else Decimal(value)
    )
    text = f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spoken(day: date) -> str:
    """Give 2023年6月14日."""
    return f"{day.year}年{day.month}月{day.day}日"


def gap_text(gap: Gap | None) -> str:
    """Say how long nothing was published, and when."""
    if gap is None:
        return NOTHING
    until = "截止日" if gap.still_open else spoken(gap.until)
    return f"{number(gap.days)} 天（{spoken(gap.after)}至{until}）"


def ranges_text(missing: tuple[tuple[int, int], ...], most: int | None = None) -> str:
    """List missing numbers as ranges: 3、5–8、12; of many only the first and how many in all."""
    shown = missing if most is None else missing[:most]
    text = "、".join(str(a) if a == b else f"{a}–{b}" for a, b in shown)
    if len(shown) == len(missing):
        return text or "无"
    return f"{text}……共缺 {number(sum(b - a + 1 for a, b in missing))} 个"


def ranking(report: MeasureReport) -> tuple[Ranked, ...]:
    """Order units by on-time rate, the best first; units without a rate last, in given order."""
    rated = [unit for unit in report.units if unit.on_time.rate is not None]
    rated.sort(
        key=lambda unit: (-Fraction(unit.on_time.numerator, unit.on_time.denominator), unit.unit)
    )
    places: list[Ranked] = []
    for index, unit in enumerate(rated):
        same = places and places[-1].unit.on_time.rate == unit.on_time.rate
        places.append(Ranked(places[-1].place if same else index + 1, unit))
    return (*places, *(Ranked(None, unit) for unit in report.units if unit.on_time.rate is None))


def overall(report: MeasureReport) -> Ratio:
    """Give the on-time ratio over all units together."""
    return Ratio(
        sum(unit.on_time.numerator for unit in report.units),
        sum(unit.on_time.denominator for unit in report.units),
    )


def limit_text(report: MeasureReport) -> str:
    """Give the limit, or the limits with the days they hold from."""
    if len({one.working_days for one in report.limits}) == 1:
        return f"{report.limits[0].working_days} 个工作日"
    return "；".join(f"{spoken(one.since)}起 {one.working_days} 个工作日" for one in report.limits)


def headlines(report: MeasureReport) -> tuple[str, ...]:
    """Say the findings a leader should take away, each in one sentence."""
    total, places = overall(report), ranking(report)
    rated = [entry.unit for entry in places if entry.place is not None]
    found = []
    if total.denominator:
        found.append(
            f"能计算的 {number(total.denominator)} 条记录中，{number(total.numerator)} 条在法定期限"
            f"（{limit_text(report)}）内公开，按时率 {percent(total.rate)}。"
        )
    if len(rated) > 1:
        best, worst = rated[0], rated[-1]
        found.append(
            f"按时率最高的是{best.unit}（{percent(best.on_time.rate)}），"
            f"最低的是{worst.unit}（{percent(worst.on_time.rate)}）。"
        )
    found.extend(_numbering(report))
    found.extend(_unrated(report))
    found.extend(_left_out(report))
    if report.provisional:
        found.append(
            f"{number(report.provisional)} 条记录涉及尚未公布放假安排的年份，"
            "其工作日暂按法定节假日推算，结果为暂定。"
        )
    return tuple(found)


def main_series(unit: UnitMeasures) -> tuple[Series, ...]:
    """Give the series a summary may rest on: numbered by year, with at least `ENOUGH` numbers.

    One document of another office, or one mistyped number, would otherwise outweigh them all.
    """
    return tuple(one for one in unit.series if one.year is not None and one.observed >= ENOUGH)


def _numbering(report: MeasureReport) -> list[str]:
    every = sum(len(unit.series) for unit in report.units)
    series = [one for unit in report.units for one in main_series(unit)]
    if not series:
        return []
    seen = sum(one.observed for one in series)
    missing = sum(one.highest - one.observed for one in series)
    sentence = (
        f"发文字号共识别出 {number(every)} 个编号系列（同一机关代字、同一年份）。"
        f"其中见到 {ENOUGH} 个号以上的主要系列 {number(len(series))} 个，见到 {number(seen)} 个号，"
        f"最大号以内缺 {number(missing)} 个号，完整率 {percent(completeness(series))}。"
    )
    return [sentence]


def _unrated(report: MeasureReport) -> list[str]:
    names = [unit.unit for unit in report.units if not unit.on_time.denominator]
    if not names:
        return []
    shown = "、".join(names[:5]) + (f"等 {len(names)} 个单位" if len(names) > 5 else "")
    return [f"{shown}没有可计算的记录（缺成文日期或发布日期），按时率空缺，不按 0 计。"]


def _left_out(report: MeasureReport) -> list[str]:
    duplicates = sum(unit.duplicates for unit in report.units)
    before = sum(unit.anomalies.published_before_issued for unit in report.units)
    outside = sum(unit.anomalies.outside_calendar for unit in report.units)
    parts = []
    if duplicates:
        parts.append(f"重复网址 {number(duplicates)} 条")
    if before:
        parts.append(f"发布早于成文 {number(before)} 条")
    if outside:
        parts.append(f"日期超出工作日日历 {number(outside)} 条")
    return [f"没有计入按时率的：{'，'.join(parts)}；逐条列在异常清单中。"] if parts else []


def unit_sentence(unit: UnitMeasures) -> str:
    """Sum one unit up in a sentence or two."""
    if not unit.on_time.denominator:
        first = "没有同时写明成文日期和发布日期的记录，算不出按时率。"
    else:
        few = f"（计入不足 {FEW} 条，仅供参考）" if unit.on_time.denominator < FEW else ""
        first = (
            f"{number(unit.on_time.denominator)} 条计入，{number(unit.on_time.numerator)} 条按时，"
            f"按时率 {percent(unit.on_time.rate)}{few}；从成文到公开的中位数是 "
            f"{number(unit.delay.median)} 个工作日，九成不超过 {number(unit.delay.p90)} 个工作日。"
        )
    first += _recent(unit)
    if unit.longest_gap is None:
        return first
    return f"{first}两次公开之间最长相隔 {gap_text(unit.longest_gap)}。"


def _recent(unit: UnitMeasures) -> str:
    """Say the rate of the last three years: what was entered late long ago weighs on the total."""
    years = sorted(unit.by_year)
    if len(years) <= _RECENT:
        return ""
    last = range(years[-1] - _RECENT + 1, years[-1] + 1)
    found = [unit.by_year[year] for year in last if year in unit.by_year]
    ratio = Ratio(sum(one.numerator for one in found), sum(one.denominator for one in found))
    return f"其中 {last[0]}–{last[-1]} 年成文的按时率 {percent(ratio.rate)}。"


def definitions(report: MeasureReport) -> tuple[Definition, ...]:
    """Say how every figure was made, so that anyone can make it again."""
    calendar = report.calendar
    span = f"{spoken(calendar.first)}至{spoken(calendar.last)}"
    if calendar.last_official_year:
        span += f"，其中 {calendar.last_official_year} 年及以前为国务院办公厅公布的安排"
    return (
        Definition("按时公开", _ON_TIME.format(limit=limit_text(report)) + _earlier(report)),
        Definition("不计入按时率的记录", _NOT_COUNTED.format(span=span)),
        Definition("中位数与九成位", _MIDDLE),
        Definition("文号完整率", _COMPLETENESS),
        Definition("重复记录", "同一网址只计第一条，其余列入异常清单；网址空白的不算重复。"),
        Definition("间隔与每月条数", _GAPS + _until(report)),
        Definition("数据的限度", _CAUTION),
    )


def _earlier(report: MeasureReport) -> str:
    """Say that records from before the first limit are held against it all the same."""
    first = report.limits[0].since
    if first <= report.calendar.first:
        return ""
    return f"{spoken(first)}前成文的尚无法定期限，按最早的期限一并计算，供参考。"


def _until(report: MeasureReport) -> str:
    if report.as_of is None:
        return "没有设统计截止日，最后一次公开之后的时间不算间隔。"
    return (
        f"统计截止 {spoken(report.as_of)}：此后发布（没有发布日期的按成文日期）的记录不计，"
        "最后一次公开至截止日之间也算间隔。"
    )
