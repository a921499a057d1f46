"""Readings of a pack: names, values and labels, with local choices laid over them."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from gongkai.policy.cites import Cites
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.problems import Place, suggestion
from gongkai.policy.tree import Branch, Leaf, Node
from gongkai.rules.numbers import RoundMode
from gongkai.rules.readings import (
    KINDS,
    Boundary,
    DeductFloor,
    Missing,
    NoCases,
    NotApplicable,
    Origin,
    QuotaBase,
    QuotaRound,
    ReadingKind,
    Readings,
    ReadingType,
    RoundAt,
    Rounding,
    StatedReading,
    SurveyMap,
    UnsetPoints,
    label,
)

_MAY_BE_NEEDLESS = frozenset({"unset_points", "min_answers"})
_ENUMS: Mapping[str, type[StrEnum]] = {
    "boundary": Boundary,
    "deduct_floor": DeductFloor,
    "map": SurveyMap,
    "no_cases": NoCases,
    "not_applicable": NotApplicable,
    "missing_component": Missing,
    "missing_item": Missing,
    "unset_points": UnsetPoints,
    "quota_base": QuotaBase,
    "quota_round": QuotaRound,
}


def read_readings(node: Node | None, cites: Cites, log: Log) -> dict[str, StatedReading]:
    """Read the ``readings`` of a pack: each a bare value, or a mapping with value, why and cite."""
    if node is None or (isinstance(node, Leaf) and node.text is None):
        return {}
    stated: dict[str, StatedReading] = {}
    for name, place, value in Cursor(node, log, "readings").entries():
        kind = known_kind(name, place, log)
        if kind is not None:
            stated[name] = _stated(kind, value, cites, log)
    return stated


def known_kind(name: str, place: Place, log: Log) -> ReadingKind | None:
    """Return the kind of reading ``name``, or note the nearest known name."""
    kind = KINDS.get(name)
    if kind is None:
        log.error(place, "R-UNKNOWN", f"没有名为 {name} 的口径{suggestion(name, KINDS)}")
    return kind


def _stated(kind: ReadingKind, node: Node, cites: Cites, log: Log) -> StatedReading:
    why = ""
    cite: tuple[str, ...] = ()
    question = kind.question
    place = node.place
    value_node: Node | None = node
    if isinstance(node, Branch) and "value" in node.entries:
        cursor = Cursor(node, log, f"口径 {kind.name}")
        value_node = cursor.node("value")
        why = cursor.text("why")
        question = cursor.text("question", kind.question)
        cite = cites.of(cursor, required=False)
        cursor.done()
    value = read_value(kind, value_node, place, log)
    return StatedReading(
        name=kind.name,
        title=kind.title,
        value=value,
        label=label(kind, value),
        question=question,
        need=kind.need,
        why=why,
        cite=cite,
        where=str(place),
    )


def read_value(kind: ReadingKind, node: Node | None, place: Place, log: Log) -> object:
    """Return the typed value of a reading; None for an explicit null."""
    if node is None or (isinstance(node, Leaf) and node.text is None):
        return None
    holder = Cursor(Branch(place, {"value": node}, {"value": place}), log, f"口径 {kind.name}")
    if kind.type is ReadingType.ROUNDING:
        return _rounding(holder)
    if kind.type is ReadingType.NAMES:
        return holder.texts("value")
    if kind.type is ReadingType.DECIMAL:
        return holder.points("value")
    if kind.type is ReadingType.COUNT:
        return holder.whole("value")
    if kind.type is ReadingType.CHOICE and isinstance(node, Leaf):
        return _choice(kind, node, holder)
    return holder.text("value")


def _choice(kind: ReadingKind, leaf: Leaf, holder: Cursor) -> object:
    enum = _ENUMS.get(kind.name)
    if enum is not None:
        return holder.member(leaf, enum, kind.name)
    if leaf.text not in kind.choices:
        allowed = "、".join(kind.choices)
        holder.log.error(
            leaf.place, "T-CHOICE", f"“{kind.name}”不能是 {leaf.text}，可用：{allowed}"
        )
        return None
    return leaf.text


def _rounding(holder: Cursor) -> Rounding | None:
    cursor = holder.child("value", "口径 round")
    if cursor is None:
        return None
    digits = cursor.whole("digits")
    rounding = Rounding(
        at=cursor.choice("at", RoundAt, RoundAt.TOTAL),
        digits=2 if digits is None else min(digits, 10),
        mode=cursor.choice("mode", RoundMode, RoundMode.HALF_UP),
    )
    cursor.done()
    return rounding


def with_local(
    stated: dict[str, StatedReading], node: Node | None, log: Log
) -> dict[str, StatedReading]:
    """Lay the choices of ``--readings`` over those of the pack."""
    if node is None:
        return stated
    root = Cursor(node, log, "口径文件")
    inner = root.node("readings") if root.has("readings") else node
    local = read_readings(inner, Cites(), log)
    result = dict(stated)
    for name, reading in local.items():
        base = stated.get(name)
        result[name] = StatedReading(
            name=name,
            title=reading.title,
            value=reading.value,
            label=reading.label,
            question=reading.question,
            need=reading.need,
            why=reading.why or (f"规则包默认：{base.label}" if base else ""),
            cite=base.cite if base else (),
            origin=Origin.LOCAL,
            where=reading.where,
        )
    return result


def with_fallbacks(
    stated: dict[str, StatedReading], relevant: set[str], where: str
) -> dict[str, StatedReading]:
    """Add the house default of every relevant reading that the pack does not mention.

    ``where`` is the file that does not mention it.

    An open choice that nothing waits for any more falls away: once an overlay has set every
    point, nobody has to say what happens to items without points (Q19).
    """
    result = {
        name: reading
        for name, reading in stated.items()
        if reading.value is not None or name in relevant or name not in _MAY_BE_NEEDLESS
    }
    for name in KINDS:
        if name in relevant and name not in result:
            kind = KINDS[name]
            result[name] = StatedReading(
                name=name,
                title=kind.title,
                value=kind.fallback,
                label=label(kind, kind.fallback),
                question=kind.question,
                need=kind.need,
                why="规则包未写，按平台默认",
                origin=Origin.FALLBACK,
                where=where,
            )
    return {name: result[name] for name in KINDS if name in result}


def typed(stated: Mapping[str, StatedReading]) -> Readings:
    """Return the readings as the engine takes them."""
    values = {name: reading.value for name, reading in stated.items()}
    step = values.get("deduct_step")
    if step is not None and not isinstance(step, Decimal):
        raise TypeError("deduct_step is not a number")
    return Readings(**values)  # type: ignore[arg-type]
