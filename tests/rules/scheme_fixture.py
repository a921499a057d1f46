"""Small schemes and units, written short, for tests that name every number."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from gongkai.rules.facts import Deduction, Facts, ItemFacts, UnitFacts
from gongkai.rules.readings import Readings
from gongkai.rules.scheme import (
    Component,
    ComputedRule,
    Dimension,
    Grade,
    Item,
    Level,
    Method,
    Otherwise,
    Rubric,
    Scheme,
    SurveyRule,
)
from gongkai.rules.scoring import UnitScore, score_units

GRADES = (
    Grade(id="pass", title="合格", cite=("k#5",), min=Decimal(85)),
    Grade(id="basic", title="基本合格", cite=("k#5",), min=Decimal(70)),
    Grade(id="fail", title="不合格", cite=("k#5",), min=Decimal(0)),
)
BOWANG = (
    Grade(
        id="excellent",
        title="优秀",
        cite=("k#16",),
        min=Decimal(90),
        max_share=Decimal("0.70"),
        overflow_to="qualified",
    ),
    Grade(id="qualified", title="合格", cite=("k#16",), min=Decimal(60)),
    Grade(id="fail", title="不合格", cite=("k#16",), min=Decimal(0)),
)


def item(name: str, points: str | None = "10", **more: object) -> Item:
    held = Item(
        id=name,
        title=name,
        points=None if points is None else Decimal(points),
        method=Method.DEDUCT,
        cite=("k#1",),
    )
    return replace(held, **more)  # type: ignore[arg-type]


def survey(name: str, points: str = "10", least: int | None = None) -> Item:
    rule = SurveyRule(survey="s", questions=(), map=None, min_answers=least)
    return item(name, points, method=Method.SURVEY, survey=rule)


def computed(name: str, points: str = "10", otherwise: Otherwise = Otherwise.DEDUCT) -> Item:
    rule = ComputedRule(
        indicator="requests.done_ratio", full_at_least=Decimal("0.95"), otherwise=otherwise
    )
    return item(name, points, method=Method.COMPUTED, computed=rule)


def levels(name: str, *points: str) -> Item:
    steps = tuple(Level(id=f"l{p}", title=f"{p} 分档", points=Decimal(p)) for p in points)
    return item(name, points[0], method=Method.LEVELS, levels=steps)


def dimension(name: str, *items: Item, veto_below: str | None = None) -> Dimension:
    known = [one.points for one in items if one.points is not None]
    whole = sum(known, Decimal(0)) if len(known) == len(items) else None
    line = Decimal(veto_below) if veto_below else None
    return Dimension(id=name, title=name, points=whole, items=items, cite=("k#2",), veto_below=line)


def scheme(
    *dimensions: Dimension,
    readings: Readings = Readings(),  # noqa: B008 - frozen
    components: tuple[Component, ...] = (),
    points: str | None = None,
    **more: object,
) -> Scheme:
    given = sum((d.points or Decimal(0) for d in dimensions), Decimal(0))
    whole = Decimal(points) if points else given
    held = Scheme(
        id="s",
        version="1.0.0",
        title="示例办法",
        hash="",
        period="year",
        readings=readings,
        stated=(),
        grades=GRADES,
        max=Decimal(100) if components else whole,
        rubrics=(Rubric(id="r", points=whole, dimensions=dimensions),) if dimensions else (),
        components=components,
    )
    return replace(held, **more)  # type: ignore[arg-type]


def component(name: str, weight: str, **more: object) -> Component:
    held = Component(id=name, title=name, weight=Decimal(weight), cite=("k#3",))
    return replace(held, **more)  # type: ignore[arg-type]


def taken(*points: str) -> ItemFacts:
    return ItemFacts(deductions=tuple(Deduction(Decimal(p), "缺记录") for p in points))


def unit(name: str = "u", scores: Mapping[str, str] | None = None, **more: object) -> UnitFacts:
    components = {key: Decimal(value) for key, value in (scores or {}).items()}
    held = UnitFacts(id=name, name=name, components=components)
    return replace(held, **more)  # type: ignore[arg-type]


def score(of: Scheme, one: UnitFacts, *others: UnitFacts) -> UnitScore:
    """Return the score of the first unit."""
    return score_units(of, Facts(units=(one, *others)))[0]
