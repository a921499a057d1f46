"""Facts about items: which keys an item may have follows from its method."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from gongkai.assessment.facts_names import by_title
from gongkai.policy.cursor import Cursor
from gongkai.policy.problems import suggestion
from gongkai.policy.tree import Leaf, Node, Row
from gongkai.rules.facts import Award, Deduction, ItemFacts
from gongkai.rules.numbers import ZERO, plain, to_decimal
from gongkai.rules.readings import SurveyMap
from gongkai.rules.scheme import Item, Method, Otherwise, Rubric, Scheme
from gongkai.rules.scoring.points import item_points


def read_items(unit: Cursor, scheme: Scheme, group: str) -> dict[str, ItemFacts]:
    """Read ``items`` of a unit: id to facts, or the bare score for short."""
    child = unit.child("items", f"{unit.what}的考核项")
    if child is None:
        return {}
    rubric = scheme.rubric_for(group)
    known = {item.id: item for item in rubric.items()} if rubric else {}
    known |= {item.id: item for item in scheme.bonus.items} if scheme.bonus else {}
    points = _split_points(rubric, scheme)
    found = {}
    titles = {item.id: item.title for item in known.values()}
    for said, place, node in child.entries():
        name = by_title(said, titles, place)
        item = known.get(name)
        if item is None:
            near = suggestion(said, [*known, *titles.values()] if place.cell else known)
            unit.log.error(place, "U-ITEM", f"没有考核项 {said}{near}")
            continue
        if name in found:
            message = f"“{item.title}”一处写编号，一处写名称，请统一写编号 {name}"
            unit.log.error(place, "U-DUP", message)
        # Where a person chose to split unset points, the bound of a score follows from it (Q19).
        worth = item if item.points is not None else replace(item, points=points.get(name))
        found[name] = _item(worth, node, unit, scheme)
    return found


def _split_points(rubric: Rubric | None, scheme: Scheme) -> Mapping[str, Decimal]:
    if rubric is None or scheme.readings.unset_points is None:
        return {}
    return item_points(rubric, scheme.readings)


def _item(item: Item, node: Node, unit: Cursor, scheme: Scheme) -> ItemFacts:
    if isinstance(node, Leaf):
        return _bare_score(item, node, unit)
    cursor = Cursor(node, unit.log, f"{unit.what}的“{item.title}”")
    facts = ItemFacts(
        deductions=_deductions(cursor, item, scheme) if _may_deduct(item) else (),
        awards=_awards(cursor) if item.method is Method.BONUS else (),
        score=_score(cursor, item) if _may_deduct(item) else None,
        level=_level(cursor, item) if item.method is Method.LEVELS else None,
    )
    if item.method is Method.COMPUTED:
        facts = _computed(cursor, item, facts)
    if item.method is Method.SURVEY:
        facts = _survey(cursor, facts)
        _check_ratio(cursor, item, facts, scheme)
    if facts.score is not None and facts.deductions:
        cursor.error("score", "U-BOTH", "score 与 deduct 只写一种")
    cursor.done()
    return facts


def _may_deduct(item: Item) -> bool:
    by_assessor = item.computed is not None and item.computed.otherwise is Otherwise.DEDUCT
    return item.method is Method.DEDUCT or by_assessor


def _bare_score(item: Item, leaf: Leaf, unit: Cursor) -> ItemFacts:
    """Read ``org.attention: "3.5"``: a score, or the level of a levels item."""
    if item.method is Method.LEVELS and leaf.text:
        return ItemFacts(level=_known_level(item, leaf.text, leaf, unit))
    value = to_decimal(leaf.text) if leaf.text else None
    if value is None or not _may_deduct(item):
        message = f"“{item.title}”应写成键值，例如 {{deduct: [...]}}；{item.method} 不能只写一个值"
        unit.log.error(leaf.place, "U-VALUE", message)
        return ItemFacts()
    if _out_of_range(item, value, leaf, unit):
        return ItemFacts()
    return ItemFacts(score=value)


def _score(cursor: Cursor, item: Item) -> Decimal | None:
    score = cursor.decimal("score")
    node = cursor.node("score")
    if score is None or not isinstance(node, Leaf):
        return None
    return None if _out_of_range(item, score, node, cursor) else score


def _out_of_range(item: Item, value: Decimal, leaf: Leaf, cursor: Cursor) -> bool:
    top = item.points
    if value >= ZERO and (top is None or value <= top):
        return False
    limit = plain(top) if top is not None else "该项分值"
    message = f"“{item.title}”得 {plain(value)} 分，应在 0 到 {limit} 之间"
    cursor.log.error(leaf.place, "U-RANGE", message)
    return True


def _deductions(cursor: Cursor, item: Item, scheme: Scheme) -> tuple[Deduction, ...]:
    step = scheme.readings.deduct_step
    found = []
    for child in cursor.children("deduct", "扣分"):
        points = child.points("points", required=True)
        if points is not None and step and points % step:
            message = f"扣 {plain(points)} 分不是 {plain(step)} 分的整数倍（口径 deduct_step）"
            child.error("points", "U-STEP", message)
        entry = Deduction(
            points=points if points is not None else ZERO,
            reason=child.text("reason", required=True),
            evidence=child.text("evidence"),
            by=child.text("by"),
            on=child.day("on"),
        )
        child.done()
        found.append(entry)
    return tuple(found)


def _awards(cursor: Cursor) -> tuple[Award, ...]:
    found = []
    for child in cursor.children("award", "加分", required=True):
        points = child.points("points", required=True)
        entry = Award(
            points=points if points is not None else ZERO,
            reason=child.text("reason", required=True),
            evidence=child.text("evidence"),
            by=child.text("by"),
            on=child.day("on"),
        )
        child.done()
        found.append(entry)
    return tuple(found)


def _level(cursor: Cursor, item: Item) -> str | None:
    text = cursor.text("level", required=True)
    node = cursor.node("level")
    if not text or not isinstance(node, Leaf):
        return None
    return _known_level(item, text, node, cursor)


def _known_level(item: Item, text: str, leaf: Leaf, cursor: Cursor) -> str | None:
    known = {level.id: level.title for level in item.levels}
    text = by_title(text, known, leaf.place)
    if text in known:
        return text
    message = f"“{item.title}”没有档次 {text}{suggestion(text, known)}（有：{'、'.join(known)}）"
    cursor.log.error(leaf.place, "U-LEVEL", message)
    return None


def _check_full(
    cursor: Cursor,
    item: Item,
    facts: ItemFacts,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> None:
    """Refuse a deduction from a rate that has full points by its own rule: it would be lost."""
    if item.computed is None or numerator is None or denominator is None:
        return
    full = numerator >= item.computed.full_at_least * denominator
    if full and (facts.deductions or facts.score is not None):
        message = f"“{item.title}”已达到满分线，按办法得满分，不能再扣分"
        cursor.error("deduct" if facts.deductions else "score", "U-BOTH", message)


def _computed(cursor: Cursor, item: Item, facts: ItemFacts) -> ItemFacts:
    numerator = cursor.points("numerator", required=True)
    denominator = cursor.points("denominator", required=True)
    if numerator is not None and denominator is not None and numerator > denominator:
        message = f"分子 {plain(numerator)} 大于分母 {plain(denominator)}"
        cursor.error("numerator", "U-RATE", message)
    _check_full(cursor, item, facts, numerator, denominator)
    return facts._replace(
        numerator=numerator, denominator=denominator, records=cursor.text("records")
    )


def _survey(cursor: Cursor, facts: ItemFacts) -> ItemFacts:
    mean = cursor.decimal("mean", required=True)
    scale = _scale(cursor)
    answers = cursor.whole("answers")
    if answers is None and not cursor.has("answers"):
        cursor.log.error(cursor.place, "K-MISSING", f"{cursor.what}缺少“answers”（答卷数）")
    if mean is not None and scale is not None and not scale[0] <= mean <= scale[1]:
        message = f"均值 {plain(mean)} 不在量表 {plain(scale[0])}—{plain(scale[1])} 之内"
        cursor.error("mean", "U-RANGE", message)
    return facts._replace(mean=mean, scale=scale, answers=answers)


def _check_ratio(cursor: Cursor, item: Item, facts: ItemFacts, scheme: Scheme) -> None:
    how = (item.survey.map if item.survey else None) or scheme.readings.map
    if how == SurveyMap.RATIO and facts.scale is not None and facts.scale[0] < ZERO:
        message = "均值除以量表上限（口径 map: ratio）时，量表不能有负数"
        cursor.error("scale", "U-SCALE", message)


def _scale(cursor: Cursor) -> tuple[Decimal, Decimal] | None:
    node = cursor.node("scale", required=True)
    items = node.items if isinstance(node, Row) else []
    values = [
        to_decimal(leaf.text) if isinstance(leaf, Leaf) and leaf.text else None for leaf in items
    ]
    if len(values) == 2 and values[0] is not None and values[1] is not None:
        low, high = values[0], values[1]
        if low < high and high > ZERO:
            return low, high
    if node is not None:
        cursor.error("scale", "U-SCALE", "量表应写成 [最低, 最高]，例如 [1, 5]")
    return None
