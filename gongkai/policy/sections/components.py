"""Weighted components of a pack."""

from gongkai.policy.cites import Cites
from gongkai.policy.cursor import Cursor
from gongkai.rules.numbers import HUNDRED, ZERO, plain
from gongkai.rules.scheme import Component, PollRule, Source


def read_components(root: Cursor, cites: Cites) -> tuple[Component, ...]:
    """Read ``components``; the weights must add up to 100, at every level of nesting."""
    components = tuple(
        _component(cursor, cites) for cursor in root.children("components", "得分构成")
    )
    total = sum((component.weight for component in components), ZERO)
    if components and total != HUNDRED:
        root.error("components", "W-SUM", f"得分构成权重合计 {plain(total)}，应为 100")
    return components


def _component(cursor: Cursor, cites: Cites) -> Component:
    title = cursor.text("title", required=True)
    cursor.what = f"得分构成“{title}”"
    weight = cursor.points("weight", required=True)
    top = cursor.points("max")
    parts = tuple(_component(child, cites) for child in cursor.children("parts", "得分构成"))
    source = Source.PARTS if parts else cursor.choice("from", Source, Source.SCORE)
    component = Component(
        id=cursor.text("id", required=True),
        title=title,
        weight=ZERO if weight is None else weight,
        cite=cites.of(cursor),
        scorer=cursor.text("scorer"),
        source=source,
        max=HUNDRED if top is None else top,
        absorbs=cursor.texts("absorbs"),
        parts=parts,
        group=cursor.text("group"),
        poll=_poll(cursor) if source is Source.POLL else None,
    )
    _check(cursor, component)
    cursor.done()
    return component


def _check(cursor: Cursor, component: Component) -> None:
    inner = sum((part.weight for part in component.parts), ZERO)
    if component.parts and inner != component.weight:
        message = (
            f"“{component.title}”的各部分权重合计 {plain(inner)}，"
            f"weight 写的是 {plain(component.weight)}"
        )
        cursor.error("weight", "W-SUM", message)
    if component.max == ZERO:
        cursor.error("max", "T-RANGE", "max 应大于 0")
    if component.source is Source.SUBORDINATES and not component.group:
        cursor.error("from", "K-MISSING", f"“{component.title}”取下属单位得分，须写 group")


def _poll(cursor: Cursor) -> PollRule:
    rule = cursor.child("poll", "互评规则")
    if rule is None:
        return PollRule(high_at=None, max_high=None, trim_over=None)
    poll = PollRule(
        high_at=rule.points("high_at"),
        max_high=rule.whole("max_high"),
        trim_over=rule.whole("trim_over"),
    )
    if poll.trim_over is not None and poll.trim_over < 2:
        rule.error("trim_over", "T-RANGE", "去掉最高最低分至少要有 3 人，trim_over 不能小于 2")
    rule.done()
    return poll
