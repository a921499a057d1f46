"""Rubrics, bonus and veto of a pack."""

from gongkai.policy.cites import Cites
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.indicator_names import INDICATORS, read_known
from gongkai.policy.problems import suggestion
from gongkai.rules.numbers import HUNDRED, ZERO, plain
from gongkai.rules.readings import SurveyMap
from gongkai.rules.scheme import (
    Bonus,
    BonusGate,
    ComputedRule,
    Dimension,
    Item,
    Level,
    Method,
    Otherwise,
    Rubric,
    SurveyRule,
    Veto,
)

ITEM_METHODS = (Method.DEDUCT, Method.LEVELS, Method.SURVEY, Method.COMPUTED)


def read_rubrics(root: Cursor, cites: Cites, log: Log) -> tuple[Rubric, ...]:
    """Read ``rubric`` or ``rubrics``: one for all units, or one per group of units."""
    single = root.child("rubric", "rubric")
    rubrics = [single] if single else []
    rubrics += root.children("rubrics", "rubrics")
    return tuple(_rubric(cursor, cites) for cursor in rubrics)


def _rubric(cursor: Cursor, cites: Cites) -> Rubric:
    points = cursor.points("points")
    rubric = Rubric(
        id=cursor.text("id", "rubric"),
        points=HUNDRED if points is None else points,
        groups=cursor.texts("groups"),
        dimensions=tuple(
            _dimension(child, cites)
            for child in cursor.children("dimensions", "一级指标", required=True)
        ),
    )
    stated = [dimension.points for dimension in rubric.dimensions]
    if stated and all(value is not None for value in stated):
        total = sum((value for value in stated if value is not None), ZERO)
        if total != rubric.points:
            cursor.error(
                "points",
                "S-SUM",
                f"各一级指标合计 {plain(total)} 分，points 写的是 {plain(rubric.points)} 分",
            )
    cursor.done()
    return rubric


def _dimension(cursor: Cursor, cites: Cites) -> Dimension:
    title = cursor.text("title", required=True)
    cursor.what = f"一级指标“{title}”"
    dimension = Dimension(
        id=cursor.text("id", required=True),
        title=title,
        points=cursor.points("points"),
        cite=cites.of(cursor),
        veto_below=cursor.points("veto_below"),
        items=tuple(
            read_item(child, cites, ITEM_METHODS)
            for child in cursor.children("items", "考核项", required=True)
        ),
    )
    _check_sum(cursor, dimension)
    cursor.done()
    return dimension


def _check_sum(cursor: Cursor, dimension: Dimension) -> None:
    stated = [item.points for item in dimension.items]
    if dimension.points is None or not stated or any(value is None for value in stated):
        return
    total = sum((value for value in stated if value is not None), ZERO)
    if total != dimension.points:
        where = f"（{dimension.cite[0]}）" if dimension.cite else ""
        message = (
            f"{dimension.title}：各项合计 {plain(total)} 分，"
            f"points 写的是 {plain(dimension.points)} 分{where}"
        )
        cursor.error("points", "S-SUM", message)


def read_item(cursor: Cursor, cites: Cites, methods: tuple[Method, ...]) -> Item:
    """Read one item; the keys it may have depend on its method."""
    title = cursor.text("title") or _plain_title(cursor)
    cursor.what = f"考核项“{title}”"
    method = cursor.choice("method", Method, methods[0])
    if method not in methods:
        allowed = "、".join(methods)
        cursor.error("method", "T-CHOICE", f"“{title}”不能用 {method}，可用：{allowed}")
    item = Item(
        id=cursor.text("id", required=True),
        title=title,
        points=cursor.points("points"),
        method=method,
        cite=cites.of(cursor),
        scorer=cursor.text("scorer"),
        evidence=cursor.texts("evidence"),
        note=cursor.text("note"),
        levels=_levels(cursor) if method is Method.LEVELS else (),
        survey=_survey(cursor) if method is Method.SURVEY else None,
        computed=_computed(cursor) if method is Method.COMPUTED else None,
        known=read_known(cursor),
        categories=cursor.texts("categories"),
    )
    cursor.done()
    return item


def _plain_title(cursor: Cursor) -> str:
    """Return what an item without a title is called: its indicator, else its id."""
    indicator = cursor.text("indicator")
    return INDICATORS.get(indicator, "") or cursor.text("id")


def _levels(cursor: Cursor) -> tuple[Level, ...]:
    levels = []
    for child in cursor.children("levels", "档次", required=True):
        points = child.points("points", required=True)
        levels.append(
            Level(
                id=child.text("id", required=True),
                title=child.text("title", required=True),
                points=ZERO if points is None else points,
            )
        )
        child.done()
    top = cursor.points("points")
    if levels and top is not None and max(level.points for level in levels) != top:
        best = plain(max(level.points for level in levels))
        cursor.error("points", "L-MAX", f"最高档 {best} 分，points 写的是 {plain(top)} 分")
    return tuple(levels)


def _survey(cursor: Cursor) -> SurveyRule:
    how = cursor.text("map")
    if how and how not in set(SurveyMap):
        allowed = "、".join(SurveyMap)
        cursor.error("map", "T-CHOICE", f"“map”不能是 {how}，可用：{allowed}")
    return SurveyRule(
        survey=cursor.text("survey", required=True),
        questions=cursor.texts("questions"),
        map=how or None,
        min_answers=cursor.whole("min_answers"),
    )


def _computed(cursor: Cursor) -> ComputedRule:
    indicator = cursor.text("indicator", required=True)
    if indicator and indicator not in INDICATORS:
        near = suggestion(indicator, INDICATORS)
        cursor.error("indicator", "I-UNKNOWN", f"没有名为 {indicator} 的计算指标{near}")
    full = cursor.decimal("full_at_least", required=True)
    if full is not None and not ZERO < full <= 1:
        cursor.error("full_at_least", "T-RANGE", "full_at_least 是比率，应大于 0 且不超过 1")
    return ComputedRule(
        indicator=indicator,
        full_at_least=full if full else HUNDRED / HUNDRED,
        otherwise=cursor.choice("otherwise", Otherwise, Otherwise.DEDUCT),
    )


def read_bonus(root: Cursor, cites: Cites) -> Bonus | None:
    """Read bonus points: a cap, a gate on the base score, and the items that earn them."""
    cursor = root.child("bonus", "bonus")
    if cursor is None:
        return None
    top = cursor.points("max", required=True)
    bonus = Bonus(
        max=ZERO if top is None else top,
        gate=_gate(cursor),
        cite=cites.of(cursor),
        items=tuple(
            read_item(child, cites, (Method.BONUS,))
            for child in cursor.children("items", "加分项", required=True)
        ),
    )
    for item in bonus.items:
        if item.points is None:
            cursor.error("items", "K-MISSING", f"加分项“{item.title}”缺少 points（上限）")
    cursor.done()
    return bonus


def _gate(cursor: Cursor) -> BonusGate | None:
    gate = cursor.child("gate", "bonus.gate")
    if gate is None:
        return None
    above, least = gate.points("above"), gate.points("at_least")
    gate.done()
    if (above is None) == (least is None):
        cursor.error("gate", "B-GATE", "gate 只写 above（高于）或 at_least（不低于）之一")
    value = above if above is not None else least
    return BonusGate(value=ZERO if value is None else value, strict=above is not None)


def read_vetoes(root: Cursor, cites: Cites, last_grade: str) -> tuple[Veto, ...]:
    """Read findings that decide alone; without ``grade`` they give the lowest one."""
    vetoes = []
    for cursor in root.children("vetoes", "单项否决"):
        vetoes.append(
            Veto(
                id=cursor.text("id", required=True),
                title=cursor.text("title", required=True),
                cite=cites.of(cursor),
                grade=cursor.text("grade", last_grade),
                total=cursor.points("total"),
                stops=cursor.flag("stops", default=True),
            )
        )
        cursor.done()
    return tuple(vetoes)
