"""The report as one web page: Chinese, self-contained, readable without scripts, printable."""

from collections import Counter
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Final

from gongkai.indicators.records.anomalies import Anomaly, Kind
from gongkai.indicators.report import MeasureReport
from gongkai.indicators.results import completeness
from gongkai.reports.measure.markup import Cell, Markup, table
from gongkai.reports.measure.unit_section import unit_section
from gongkai.reports.measure.words import (
    FEW,
    NOTHING,
    Ranked,
    definitions,
    headlines,
    main_series,
    number,
    overall,
    percent,
    ranking,
    spoken,
)

# A page of a whole country stays readable: the workbook has every unit and every row.
MOST_UNITS: Final = 60
ANOMALIES_OF_A_KIND: Final = 20


def render_html(report: MeasureReport) -> str:
    """Write the page; nothing in it is loaded from elsewhere."""
    style = files("gongkai.reports.measure").joinpath("style.css").read_text(encoding="utf-8")
    body = "\n".join(_body(report))
    return (
        '<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>公开情况测评报告</title><style>{style}</style></head>\n<body>{body}</body></html>\n"
    )


def _body(report: MeasureReport) -> Iterator[str]:
    yield _header(report)
    yield '<main id="main">'
    yield _tiles(report)
    items = "".join(f"<li>{escape(text)}</li>" for text in headlines(report))
    yield '<section id="findings"><h2>主要结果</h2>'
    yield f'<div class="lead"><ol>{items}</ol></div></section>'
    yield _ranking(report)
    yield from _units(report)
    yield _anomalies(report)
    yield _method(report)
    yield "</main>"
    yield (
        "<footer><p>本报告由公开记录自动计算得出，供核对和改进工作使用；"
        "引用前请核实异常清单。</p></footer>"
    )


def _header(report: MeasureReport) -> str:
    names = "、".join(source.name for source in report.sources[:6])
    more = f"等 {len(report.sources)} 个文件" if len(report.sources) > 6 else ""
    until = f"；统计截止 {spoken(report.as_of)}" if report.as_of else ""
    links = "".join(
        f'<a href="#{anchor}">{title}</a>'
        for anchor, title in (
            ("findings", "主要结果"),
            ("ranking", "单位名次"),
            ("units", "各单位情况"),
            ("anomalies", "异常"),
            ("method", "方法与依据"),
        )
    )
    return (
        '<a class="skip" href="#main">跳到正文</a>'
        '<header><div class="inner"><h1>政府信息主动公开情况测评报告</h1>'
        f"<p>数据：{escape(names)}{more}，共 {number(report.rows)} 条记录，"
        f"{len(report.units)} 个单位{until}</p>"
        f'<nav aria-label="本页目录">{links}</nav></div></header>'
    )


def _tiles(report: MeasureReport) -> str:
    total = overall(report)
    series = [one for unit in report.units for one in main_series(unit)]
    tiles = (
        (percent(total.rate), "按时率（全部单位）"),
        (number(total.denominator), "条记录计入按时率"),
        (percent(completeness(series)), "文号完整率（主要系列）"),
        (number(report.anomaly_total), "条异常，逐条列出"),
    )
    return (
        '<div class="tiles">'
        + "".join(
            f'<div class="tile"><b>{escape(value)}</b><span>{escape(name)}</span></div>'
            for value, name in tiles
        )
        + "</div>"
    )


def _ranking(report: MeasureReport) -> str:
    heads = (
        "名次",
        "单位",
        "按时率",
        "按时 / 计入",
        "中位数",
        "九成位",
        "主要系列",
        "完整率",
        "记录",
        "重复",
    )
    rows = [_ranking_row(entry) for entry in ranking(report)]
    note = (
        "按时率相同的名次相同；中位数、九成位是从成文到公开的工作日数；"
        f"主要系列是见到 10 个号以上的文号系列。“样本少”表示计入不足 {FEW} 条。"
    )
    body = table(
        heads, rows, numeric=frozenset({0, 2, 3, 4, 5, 6, 7, 8, 9}), caption="以按时率从高到低排列"
    )
    return f'<section id="ranking"><h2>单位名次</h2>{body}<p class="note">{note}</p></section>'


def _ranking_row(entry: Ranked) -> list[Cell]:
    unit, main = entry.unit, main_series(entry.unit)
    marks = ""
    if 0 < unit.on_time.denominator < FEW:
        marks += ' <span class="mark">样本少</span>'
    if unit.provisional:
        marks += ' <span class="mark">含暂定</span>'
    timely = f"{number(unit.on_time.numerator)} / {number(unit.on_time.denominator)}"
    return [
        number(entry.place),
        Markup(escape(unit.unit) + marks),
        percent(unit.on_time.rate),
        timely if unit.on_time.denominator else NOTHING,
        number(unit.delay.median),
        number(unit.delay.p90),
        number(len(main)) if main else NOTHING,
        percent(completeness(main)),
        number(unit.rows),
        number(unit.duplicates),
    ]


def _units(report: MeasureReport) -> Iterator[str]:
    yield '<section id="units"><h2>各单位情况</h2>'
    places = ranking(report)
    for index, entry in enumerate(places[:MOST_UNITS]):
        yield unit_section(entry.unit, index)
    if len(places) > MOST_UNITS:
        yield (
            f'<p class="note">单位较多，此处只列前 {MOST_UNITS} 个；全部 {len(places)} 个单位的'
            "逐年数字、文号系列和异常见 Excel 工作簿（--format xlsx）。</p>"
        )
    yield "</section>"


def _anomalies(report: MeasureReport) -> str:
    if not report.anomaly_counts:
        return '<section id="anomalies"><h2>异常</h2><p>没有发现异常。</p></section>'
    kinds = [
        (kind.label, number(items), kind.meaning) for kind, items in report.anomaly_counts.items()
    ]
    listed = [
        (
            item.file,
            number(item.line),
            item.unit,
            item.column or "整行",
            item.value[:80],
            item.kind.label,
            item.detail,
        )
        for item in _examples(report)
    ]
    more = ""
    if report.anomaly_total > len(listed):
        more = (
            f'<p class="note">共 {number(report.anomaly_total)} 条，'
            f"此处每种列出前 {ANOMALIES_OF_A_KIND} 条；其余见 Excel 工作簿的“异常清单”。</p>"
        )
    summary = table(
        ("种类", "条数", "处理办法"), kinds, numeric=frozenset({1}), caption="按种类合计"
    )
    rows = table(
        ("文件", "行", "单位", "列", "原值", "种类", "说明"),
        listed,
        numeric=frozenset({1}),
        caption="逐条（行号含表头）",
    )
    return f'<section id="anomalies"><h2>异常</h2>{summary}<h3>逐条清单</h3>{rows}{more}</section>'


def _examples(report: MeasureReport) -> Iterator[Anomaly]:
    """Give the first anomalies of each kind, so that a common kind does not hide a rare one."""
    shown: Counter[Kind] = Counter()
    for item in sorted(report.anomalies, key=lambda item: list(Kind).index(item.kind)):
        shown[item.kind] += 1
        if shown[item.kind] <= ANOMALIES_OF_A_KIND:
            yield item


def _method(report: MeasureReport) -> str:
    entries = "".join(
        f"<dt>{escape(one.name)}</dt><dd>{escape(one.text)}</dd>" for one in definitions(report)
    )
    return f'<section id="method"><h2>方法与依据</h2><dl>{entries}</dl></section>'
