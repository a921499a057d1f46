"""The national pack in the terminal: dated values with their articles, reasons, decisions."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.markup import escape
from rich.tree import Tree

from gongkai.policy.national_values import (
    DatedValue,
    FeeScale,
    Level,
    MonthDay,
    NationalPack,
    ParameterValue,
    Remedy,
    ValueUnit,
)
from gongkai.reports.elements import chosen, facts_table
from gongkai.rules.numbers import plain
from gongkai.rules.spelling import chinese_date, clause_text
from gongkai.rules.workdays import Certainty

_UNITS = {
    ValueUnit.WORKING_DAYS: "个工作日",
    ValueUnit.DAYS: "日",
    ValueUnit.MONTHS: "个月",
    ValueUnit.HOURS: "小时",
}
_REMEDIES = {
    Remedy.REVIEW_FIRST: "复议前置：先申请行政复议，对决定不服再起诉",
    Remedy.FREE_CHOICE: "申请行政复议或者提起行政诉讼，由申请人选择",
}
_LEVELS = {
    Level.STATE: "国家",
    Level.PROVINCE: "省级",
    Level.CITY: "设区的市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡镇",
}
UNCHECKED = "未核对"


def national_view(law: NationalPack) -> RenderableType:
    """Return the national pack as a tree, newest values first; unchecked values are marked."""
    head = f"[bold]{escape(law.title)}[/] {law.id}@{law.version} {law.hash[:12]}"
    tree = Tree(head)
    parameters = tree.add("期限和数值")
    for parameter in law.parameters:
        twig = parameters.add(f"{escape(parameter.title)} [dim]{parameter.id}[/]")
        for dated in parameter.values:
            twig.add(_dated_line(dated, _amount(dated.value, parameter.unit), law))
    remedies = tree.add("救济途径")
    for rule in law.remedies:
        twig = remedies.add(f"{escape(rule.title)} [dim]{rule.id}[/]")
        for held in rule.values:
            twig.add(_dated_line(held, _REMEDIES[held.value], law))
    _add(tree, "不予公开的理由", ((e.id, e.title, e.cite) for e in law.reasons), law)
    _add(tree, "答复类型", ((e.id, e.title, e.cite) for e in law.decisions), law)
    _add(tree, "主动公开的内容", ((e.id, e.title, e.cite) for e in law.categories), law)
    tree.add(_calendar_text(law))
    sources = tree.add("来源")
    for source in law.sources:
        sources.add(f"{source.id}：{escape(source.title)} {source.part}".rstrip())
    return tree


def _add(
    tree: Tree, title: str, entries: Iterable[tuple[str, str, tuple[str, ...]]], law: NationalPack
) -> None:
    branch = tree.add(title)
    for name, words, cites in entries:
        branch.add(f"{escape(words)} [dim]{name}　{escape(_cites(cites, law))}[/]")


def _dated_line(dated: DatedValue[ParameterValue] | DatedValue[Remedy], text: str,
                law: NationalPack) -> str:  # fmt: skip
    mark = "" if dated.verified else f" [yellow]{UNCHECKED}[/]"
    note = f"（{escape(dated.note)}）" if dated.note else ""
    start = f"自{chinese_date(dated.start)}起"
    return f"{start} {escape(text)}{mark}{note} [dim]{escape(_cites(dated.cite, law))}[/]"


def _amount(value: ParameterValue, unit: ValueUnit) -> str:
    if isinstance(value, MonthDay):
        return f"每年 {value.month} 月 {value.day} 日前"
    if isinstance(value, FeeScale):
        return "；".join(_tiers(value))
    return f"{value} {_UNITS[unit]}"


def _tiers(scale: FeeScale) -> Iterator[str]:
    for tier in scale.tiers:
        rate = f"超过 {tier.over} 件（页）的部分，每件（页）{plain(tier.rate)} 元"
        if tier.every:
            rate += f"，每再多 {tier.every} 件（页）加 {plain(tier.step)} 元"
        yield rate


def _cites(cites: tuple[str, ...], law: NationalPack) -> str:
    titles = {source.id: source for source in law.sources}
    told = []
    for cite in cites:
        source_id, _, clause = cite.partition("#")
        source = titles.get(source_id)
        name = f"《{source.title}》" if source else source_id
        told.append(name + clause_text(clause, source.article if source else "条"))
    return "、".join(told)


def _calendar_text(law: NationalPack) -> str:
    years = [entry.year for entry in law.calendar.years]
    expected = [
        str(entry.year) for entry in law.calendar.years if entry.status is Certainty.PROVISIONAL
    ]
    later = (
        f"，其中 {'、'.join(expected)} 年的安排尚未公布，按周末和法定假日推算" if expected else ""
    )
    return f"工作日历：{min(years)}—{max(years)} 年{later}" if years else "工作日历：没有年份"


def national_explained(law: NationalPack, element: str) -> RenderableType:
    """Return one element of the national pack with its article; without one, every parameter.

    Raises :class:`ProblemsError` naming the nearest id.
    """
    parameters = [parameter.id for parameter in law.parameters]
    return chosen(dict(_elements(law)), element, parameters, law.id)


def _elements(law: NationalPack) -> Iterator[tuple[str, RenderableType]]:
    for category in law.categories:
        levels = "、".join(_LEVELS[level] for level in Level if level in category.levels)
        yield (
            category.id,
            facts_table(category.title, [("公开主体", levels), _row(category.cite, law)]),
        )
    for reason in law.reasons:
        asked = "涉及第三方，须先书面征求意见" if reason.third_party else ""
        may = "可以不公开，由行政机关裁量" if reason.discretion else ""
        rows = [("第三方", asked), ("裁量", may), ("说明", reason.note), _row(reason.cite, law)]
        yield reason.id, facts_table(reason.title, rows)
    for decision in law.decisions:
        remedy = next(rule.title for rule in law.remedies if rule.id == decision.remedy)
        rows = [("年度报告表三", decision.row), ("救济", remedy), ("说明", decision.note)]
        yield decision.id, facts_table(decision.title, [*rows, _row(decision.cite, law)])
    for rule in law.remedies:
        lines = [_value_row(held, _REMEDIES[held.value], law) for held in rule.values]
        yield rule.id, facts_table(rule.title, lines)
    for parameter in law.parameters:
        lines = [
            _value_row(dated, _amount(dated.value, parameter.unit), law)
            for dated in parameter.values
        ]
        yield parameter.id, facts_table(f"{parameter.title}（{parameter.id}）", lines)


def _value_row(
    dated: DatedValue[ParameterValue] | DatedValue[Remedy], text: str, law: NationalPack
) -> tuple[str, str]:
    parts = [text, _cites(dated.cite, law), dated.note, "" if dated.verified else UNCHECKED]
    return f"自{chinese_date(dated.start)}起", "；".join(part for part in parts if part)


def _row(cites: tuple[str, ...], law: NationalPack) -> tuple[str, str]:
    return "出处", _cites(cites, law)
