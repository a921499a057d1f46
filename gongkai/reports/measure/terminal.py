"""The report in a terminal: one table of units, the headlines, and what was left out."""

import io
from collections.abc import Iterator
from typing import Final

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from gongkai.indicators.report import MeasureReport
from gongkai.indicators.results import completeness
from gongkai.reports.measure.words import NOTHING, headlines, main_series, number, percent, ranking

_WIDTH: Final = 110
_MOST_UNITS: Final = 200
_CAPTION: Final = (
    "中位数、九成位：从成文到公开的工作日；最长间隔：自然日；主要系列：见到 10 个号以上的文号系列"
)


def render_table(report: MeasureReport, width: int = _WIDTH) -> str:
    """Give the plain text; a command that owns a console prints `parts` with colours instead."""
    console = Console(file=io.StringIO(), width=width, force_terminal=False, color_system=None)
    for part in parts(report):
        console.print(part)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return str(text)


def parts(report: MeasureReport) -> Iterator[RenderableType]:
    """Give what is printed, in order."""
    yield _units(report)
    hidden = len(report.units) - _MOST_UNITS
    if hidden > 0:
        yield Text(f"另有 {hidden} 个单位未列出；用 --format xlsx 得到全部。")
    for sentence in headlines(report):
        yield Text(f"· {sentence}")
    if report.anomaly_counts:
        yield _anomalies(report)


def _units(report: MeasureReport) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="公开情况测评", title_justify="left", pad_edge=False)
    table.caption = _CAPTION
    table.caption_justify = "left"
    table.add_column("名次", justify="right")
    table.add_column("单位", overflow="fold", min_width=14)
    for name in (
        "记录",
        "重复",
        "计入",
        "按时率",
        "中位数",
        "九成位",
        "主要系列",
        "完整率",
        "最长间隔",
    ):
        table.add_column(name, justify="right")
    for entry in ranking(report)[:_MOST_UNITS]:
        unit = entry.unit
        series = main_series(unit)
        table.add_row(
            number(entry.place),
            unit.unit,
            number(unit.rows),
            number(unit.duplicates),
            number(unit.on_time.denominator),
            percent(unit.on_time.rate),
            number(unit.delay.median),
            number(unit.delay.p90),
            number(len(series)) if series else NOTHING,
            percent(completeness(series)),
            number(unit.longest_gap.days if unit.longest_gap else None),
        )
    return table


def _anomalies(report: MeasureReport) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="异常", title_justify="left", pad_edge=False)
    table.add_column("种类")
    table.add_column("条数", justify="right")
    table.add_column("处理")
    for kind, items in report.anomaly_counts.items():
        table.add_row(kind.label, number(items), kind.meaning)
    return table
