"""Scoring weighted components, nested as deep as the scheme nests them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import UnitFacts
from gongkai.rules.numbers import ZERO
from gongkai.rules.readings import Missing, Readings
from gongkai.rules.scheme import Component, Source
from gongkai.rules.scoring.polls import PollScore

_NO_READING: Mapping[str, str] = {}


class Below(NamedTuple):
    """The totals of the units below one unit, and of whom there should be one but is not."""

    totals: Mapping[str, Decimal]
    without: tuple[str, ...] = ()


class Sources(NamedTuple):
    """What the components of one unit may draw on beside its own component scores."""

    rubric: TraceNode | None
    polls: Mapping[str, PollScore]
    subordinates: Mapping[str, Below]


def score_components(
    components: tuple[Component, ...], unit: UnitFacts, sources: Sources, readings: Readings
) -> TraceNode:
    """Return the weighted total of a unit; without a value when a missing part blocks it."""
    nodes = tuple(_component(component, unit, sources, readings) for component in components)
    weight = sum((component.weight for component in components), ZERO)
    whole = _combined("components", "加权合成", weight, nodes, (), readings)
    if "not_applicable" in whole.inputs:
        return whole._replace(inputs={"missing": "没有一项得分构成有得分"})
    return whole


def _component(
    component: Component, unit: UnitFacts, sources: Sources, readings: Readings
) -> TraceNode:
    if component.parts:
        nodes = tuple(_component(part, unit, sources, readings) for part in component.parts)
        return _combined(
            component.id, component.title, component.weight, nodes, component.cite, readings
        )
    score, inputs, children = _leaf(component, unit, sources)
    if score is None:
        return _missing(component, inputs, children, readings)
    value = component.weight * score / component.max
    inputs |= {"weight": component.weight, "score_max": component.max}
    if not children:
        inputs["score"] = score
    return _node(component, value, inputs, children)


def _node(
    component: Component,
    value: Decimal | None,
    inputs: Mapping[str, object],
    children: tuple[TraceNode, ...] = (),
    reading: Mapping[str, str] = _NO_READING,
) -> TraceNode:
    return TraceNode(
        component.id,
        component.title,
        "weighted",
        value,
        component.weight,
        inputs,
        component.cite,
        reading,
        children,
    )


def _leaf(
    component: Component, unit: UnitFacts, sources: Sources
) -> tuple[Decimal | None, dict[str, object], tuple[TraceNode, ...]]:
    """Return a component's score, the inputs it rests on, and the nodes below it."""
    if component.id in unit.components:
        return unit.components[component.id], {}, ()
    if component.source is Source.RUBRIC and sources.rubric is not None:
        return sources.rubric.value, {}, (sources.rubric,)
    if component.source is Source.POLL and component.id in sources.polls:
        return _polled(sources.polls[component.id])
    if component.source is Source.SUBORDINATES and component.group in sources.subordinates:
        return _from_below(component, sources.subordinates[component.group])
    return None, {}, ()


def _polled(poll: PollScore) -> tuple[Decimal | None, dict[str, object], tuple[TraceNode, ...]]:
    inputs: dict[str, object] = {"ballots": poll.ballots, "void_ballots": poll.void}
    if poll.trimmed:
        inputs["trimmed"] = "去掉一个最高分和一个最低分"
    if poll.mean is None:
        inputs["missing"] = f"没有有效的互评票（作废 {poll.void} 张）"
    return poll.mean, inputs, ()


def _from_below(
    component: Component, below: Below
) -> tuple[Decimal | None, dict[str, object], tuple[TraceNode, ...]]:
    """Return the mean of the units below. One of them without a total blocks: a mean over the
    others would pass for the whole."""
    inputs: dict[str, object] = {"mean_of": dict(sorted(below.totals.items()))}
    if below.without or not below.totals:
        names = "、".join(sorted(below.without)) or component.group
        inputs["missing"] = f"下属单位 {names} 没有总分"
        return None, inputs, ()
    mean = sum(below.totals.values(), ZERO) / len(below.totals)
    if mean > component.max:
        # Bonus points may carry a unit past the scale that its superior is weighed on.
        inputs["mean"] = mean
    return min(mean, component.max), inputs, ()


def _missing(
    component: Component,
    inputs: dict[str, object],
    children: tuple[TraceNode, ...],
    readings: Readings,
) -> TraceNode:
    """Say what a component without a score means.

    Only one that nobody scored is missing (Q14). One that was scored but is blocked inside, by an
    item that still waits for its facts or by a subordinate, stays blocked under every reading.
    """
    if component.weight == ZERO:
        inputs["not_applicable"] = "只列示，不计分"
        return _node(component, None, inputs, children)
    absent = not children and not inputs.get("mean_of")
    inputs.setdefault("missing", f"缺少{component.title}得分")
    how = readings.missing_component
    if how is Missing.BLOCK or how is None or not absent:
        return _node(component, None, inputs, children, {"missing_component": str(Missing.BLOCK)})
    reading = {"missing_component": str(how)}
    if how is Missing.ZERO:
        return _node(component, ZERO, {**inputs, "fixed": ZERO}, children, reading)
    inputs["not_applicable"] = inputs["missing"]
    return _node(component, None, inputs, children, reading)


def _combined(
    node_id: str,
    title: str,
    weight: Decimal,
    nodes: tuple[TraceNode, ...],
    cite: tuple[str, ...],
    readings: Readings,
) -> TraceNode:
    """Add weighted parts; absent parts are reweighted only where the reading says so."""
    inputs: dict[str, object] = {}
    reading: Mapping[str, str] = _NO_READING
    value: Decimal | None = None
    absent = [node for node in nodes if node.value is None]
    counted = weight - sum((node.max or ZERO for node in absent), ZERO)
    if all("not_applicable" in node.inputs for node in absent):
        if counted > ZERO:
            value = sum((node.value or ZERO for node in nodes), ZERO)
        elif weight > ZERO:
            inputs["not_applicable"] = "各部分都没有得分"
        if ZERO < counted < weight:
            inputs |= {"scale_from": counted, "scale_to": weight}
            reading = {"missing_component": str(readings.missing_component)}
            value = (value or ZERO) * weight / counted
    return TraceNode(node_id, title, "weighted", value, weight, inputs, cite, reading, nodes)
