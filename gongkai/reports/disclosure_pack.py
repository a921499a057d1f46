"""A disclosure pack in the terminal: catalogues as trees, one element explained, differences."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from gongkai.policy.changes import KIND_TITLES
from gongkai.policy.diff import Difference
from gongkai.policy.disclosure import CategoryNode, ContentType, DisclosurePack, FieldSpec
from gongkai.reports.elements import chosen, facts_table
from gongkai.rules.obligations.values import (
    Fresh,
    Periodic,
    Staged,
    Term,
    Timing,
    TimingRule,
    Within,
    Yearly,
)
from gongkai.rules.publishing.chains import ReviewChain, ReviewStep
from gongkai.rules.spelling import clause_text

_SECTIONS = {
    "channels": "公开渠道",
    "forms": "解读形式",
    "timing": "时限规则",
    "chains": "审核流程",
    "content_types": "体裁",
    "releases": "发布规则",
    "nodes": "公开类别",
}


def disclosure_view(pack: DisclosurePack) -> RenderableType:
    """Return a disclosure pack as a tree: catalogues, content types, chains, timing, channels."""
    tree = Tree(f"[bold]{escape(pack.title)}[/] {pack.id}@{pack.version} {pack.hash[:12]}")
    for catalogue in pack.catalogues:
        branch = tree.add(f"公开目录：{escape(catalogue.title)} [dim]{catalogue.id}[/]")
        for node in catalogue.nodes:
            _add_node(branch, node, pack)
    types = tree.add("体裁") if pack.content_types else tree
    for entry in pack.content_types:
        needed = "、".join(spec.title for spec in entry.required)
        types.add(f"{escape(entry.title)} [dim]{entry.id}　{escape(needed)}[/]")
    chains = tree.add("审核流程") if pack.chains else tree
    for chain in pack.chains:
        chains.add(f"{escape(chain.title)}：{escape(_steps(chain))} [dim]{chain.id}[/]")
    rules = tree.add("时限规则") if pack.timing else tree
    for rule in pack.timing:
        rules.add(f"{escape(rule.title)}：{timing_text(rule.timing)} [dim]{rule.id}[/]")
    channels = "、".join(channel.title for channel in pack.channels)
    if channels:
        tree.add(f"公开渠道：{escape(channels)}")
    sources = tree.add("来源")
    for source in pack.sources:
        sources.add(f"{source.id}：{escape(source.title)} {source.part}".rstrip())
    return tree


def _add_node(tree: Tree, node: CategoryNode, pack: DisclosurePack) -> None:
    branch = tree.add(f"{escape(node.title)} [dim]{node.id}　{_rule_titles(node, pack)}[/]")
    for child in node.children:
        _add_node(branch, child, pack)


def _rule_titles(node: CategoryNode, pack: DisclosurePack) -> str:
    if not node.leaf:
        return ""
    return escape("；".join(pack.timing_rule(rule).title for rule in node.timing))


def _steps(chain: ReviewChain) -> str:
    return " → ".join((chain.drafting, *map(_step, chain.steps), chain.publishing))


def _step(step: ReviewStep) -> str:
    if not step.when:
        return step.title
    when = "、".join(sorted(condition.label for condition in step.when))
    return f"{step.title}（{when}）"


def timing_text(timing: Timing) -> str:
    """Return a timing rule in words."""
    match timing:
        case Within():
            return f"形成或变更后 {timing.term}内"
        case Periodic():
            grace = f"，期满后宽限 {timing.grace}" if timing.grace.number else ""
            return f"{timing.period.label}至少 {timing.at_least} 次{grace}"
        case Fresh():
            return _fresh_text(timing)
        case Staged():
            return "；".join(f"{stage.title}后 {stage.term}内" for stage in timing.stages)
        case Yearly():
            about = {0: "", 1: "（上一年度的）"}.get(timing.lag, f"（{timing.lag} 年前的）")
            return f"每年 {timing.month} 月 {timing.day} 日前{about}"


def _fresh_text(timing: Fresh) -> str:
    def told(words: str, term: Term | None) -> str:
        return f"{words} {term}" if term is not None else ""

    parts = (
        told("首次公开不超过", timing.first),
        told("更新间隔不超过", timing.at_most),
        told("变更后不超过", timing.changed),
    )
    return "，".join(part for part in parts if part)


def disclosure_explained(pack: DisclosurePack, element: str) -> RenderableType:
    """Return one element with its source; without one, every timing rule.

    Raises :class:`ProblemsError` naming the nearest id.
    """
    known = dict(_elements(pack))
    return chosen(known, element, [rule.id for rule in pack.timing], pack.id)


def _elements(pack: DisclosurePack) -> Iterator[tuple[str, RenderableType]]:
    for rule in pack.timing:
        yield rule.id, _timing_table(rule, pack)
    for chain in pack.chains:
        rows = [("环节", _steps(chain)), *_source(chain.cite, "chains", chain.id, pack)]
        yield chain.id, facts_table(chain.title, rows)
    for channel in pack.channels:
        evidence = "要留存照片或样本" if channel.evidence else ""
        rows = [
            ("计数", channel.counted_in),
            ("依据", evidence),
            ("出处", _cited(channel.cite, pack)),
        ]
        yield channel.id, facts_table(channel.title, rows)
    for entry in pack.content_types:
        yield entry.id, _type_table(entry, pack)
    for catalogue in pack.catalogues:
        for node in catalogue.walk():
            yield node.id, _node_table(node, pack)


def _timing_table(rule: TimingRule, pack: DisclosurePack) -> RenderableType:
    warned = f"到期前 {rule.warn_days} 天" if rule.warn_days else ""
    rows = [("期限", timing_text(rule.timing)), ("提醒", warned)]
    return facts_table(rule.title, [*rows, *_source(rule.cite, "timing", rule.id, pack)])


def _type_table(entry: ContentType, pack: DisclosurePack) -> RenderableType:
    review = f"每 {entry.review_months} 个月" if entry.review_months else ""
    rules = pack.releases_of(entry.id)
    rows = [
        ("必填", "、".join([*sorted(c.label for c in entry.common), *_names(entry.required)])),
        ("选填", "、".join(_names(tuple(s for s in entry.fields if not s.required)))),
        ("有效性", "标注" if entry.validity else ""),
        ("复核", review),
        ("解读", "；".join(rule.title for rule in rules)),
    ]
    return facts_table(entry.title, [*rows, *_source(entry.cite, "content_types", entry.id, pack)])


def _names(specs: tuple[FieldSpec, ...]) -> list[str]:
    return [spec.title for spec in specs]


def _node_table(node: CategoryNode, pack: DisclosurePack) -> RenderableType:
    rows = [
        ("位置", " / ".join(entry.title for entry in pack.path(node.id))),
        ("公开要素", "、".join(node.elements)),
        ("公开属性", node.attribute.label),
        ("公开对象", " ".join((node.audience.label, node.audience_note)).strip()),
        ("公开方式", "、".join(sorted(mode.label for mode in node.modes))),
        ("公开主体", node.responsible),
        ("时限", "；".join(pack.timing_rule(rule).title for rule in node.timing)),
        ("渠道", "、".join(pack.channel(name).title for name in node.channels)),
        ("体裁", "、".join(pack.content_type(name).title for name in node.content_types)),
        ("公开依据", node.basis),
        ("说明", node.note),
        ("出处", _cited(node.cite, pack)),
    ]
    return facts_table(node.title, rows)


def _source(
    cite: tuple[str, ...], section: str, name: str, pack: DisclosurePack
) -> list[tuple[str, str]]:
    return [("说明", pack.remark(section, name)), ("出处", _cited(cite, pack))]


def _cited(cites: tuple[str, ...], pack: DisclosurePack) -> str:
    titles = {source.id: source for source in pack.sources}
    told = []
    for cite in cites:
        source_id, _, clause = cite.partition("#")
        source = titles[source_id]
        told.append(f"《{source.title}》{clause_text(clause, source.article)}")
    return "、".join(told)


def disclosure_difference_view(differences: tuple[Difference, ...]) -> RenderableType:
    """Return the differences of two disclosure packs as a table; says so where there is none."""
    if not differences:
        return "两个规则包没有差别。"
    table = Table("部分", "编号", "名称", "变化", "内容")
    for one in differences:
        changed = "\n".join(f"{f.name}：{f.before} → {f.after}" for f in one.fields)
        kind = KIND_TITLES[one.kind]
        table.add_row(
            _SECTIONS[one.section], one.new or one.old, escape(one.title), kind, escape(changed)
        )
    return table
