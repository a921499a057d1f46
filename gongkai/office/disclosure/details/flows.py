"""A flow chart on the form: rows for its nodes, rows for its ways, and the drawing below."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext

from gongkai.disclosure.drawn_details import chart
from gongkai.office.disclosure.details import rows as of_rows
from gongkai.office.disclosure.details.rows import Raw, RowStep
from gongkai.policy.disclosure import FieldSpec
from gongkai.rules.flows import (
    Flow,
    NodeKind,
    flow_value,
    joined_in_order,
    problems_of,
    read_flow,
)
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

NODE: Final = ("id", "title", "kind", "who", "limit")
EDGE: Final = ("start", "end", "label")
_SAID: Final = ("title", "who", "limit")
_USUAL: Final = (NodeKind.START, NodeKind.STEP, NodeKind.STEP, NodeKind.END)


@dataclass(frozen=True, slots=True)
class TypedFlow:
    """Nodes and ways as typed."""

    nodes: list[Raw]
    edges: list[Raw]

    @property
    def flow(self) -> Flow:
        """The chart."""
        return read_flow({"nodes": self.nodes, "edges": self.edges})


def stored(value: object) -> TypedFlow:
    """Return a stored chart as it is typed."""
    found = flow_value(read_flow(value))
    return TypedFlow(found["nodes"], found["edges"])


def sent(given: Mapping[str, Any], name: str, step: RowStep | None) -> TypedFlow | None:
    """Return the chart in what a form sent, after the step it asks for; None where it had none.

    Ways from and to a node that is dropped are dropped with it.
    """
    node_rows = of_rows.sent(given, f"{name}-n", NODE)
    edge_rows = of_rows.sent(given, f"{name}-e", EDGE)
    if node_rows is None:
        return None
    nodes = node_rows.stepped(step, f"{name}-n")
    edges = edge_rows.stepped(step, f"{name}-e") if edge_rows is not None else []
    if step is not None and (step.act, step.name) == ("drop", f"{name}-n"):
        gone = node_rows.rows.get(step.number, {}).get("id", "")
        edges = [row for row in edges if gone not in {row.get("start"), row.get("end")}]
    typed = TypedFlow(of_rows.filled(nodes, _SAID), of_rows.filled(edges, EDGE))
    if step is not None and (step.act, step.name) == ("join", name):
        return stored(flow_value(joined_in_order(typed.flow)))
    return typed


def value_of(typed: TypedFlow) -> dict[str, Any] | None:
    """Return a typed chart as it is stored; None where nothing was typed."""
    return flow_value(typed.flow) if typed.nodes or typed.edges else None


def group(
    spec: FieldSpec, name: str, label: str, typed: TypedFlow, shown: Mapping[str, int], href: str
) -> ui.FieldGroup:
    """Return the part of the form; ``href`` answers with the drawing after each save."""
    nodes = _node_rows(typed, shown.get(f"{name}-n", 0))
    options = _node_options(nodes)
    edges = of_rows.with_empty(typed.edges, shown.get(f"{name}-e", 0))
    join = ui.Button(gettext("按上下顺序补上连线"), ui.ROW_BUTTON, f"join {name}", novalidate=True)
    hint = gettext("先逐行填写环节，再填写连线：从哪个环节到哪个环节，判断后面的连线要写条件。")
    return ui.FieldGroup(
        name,
        label,
        (
            _nodes(f"{name}-n", nodes),
            _edges(f"{name}-e", edges, options),
            ui.ButtonRow.of(join),
            ui.Live(href, drawing(spec.title, typed.flow), gettext("流程图预览")),
        ),
        hint=" ".join(filter(None, (spec.hint, hint))),
    )


def drawing(title: str, flow: Flow) -> tuple[ui.Component, ...]:
    """Return the chart as it will be shown, under what is still to be mended in it."""
    if not flow.nodes:
        return (ui.Prose(gettext("填写环节并保存后，这里显示流程图。")),)
    found = problems_of(flow)
    drawn = replace(chart(title, flow), open=False)
    if not found:
        return (drawn,)
    head = gettext("流程图有 %(count)s 处要改，改好才能送审") % {"count": len(found)}
    lines = tuple(
        gettext("%(what)s：%(mend)s") % {"what": one.place + one.title, "mend": one.mend}
        if not one.place
        else gettext("%(place)s：%(what)s。%(mend)s。")
        % {"place": one.place, "what": one.title, "mend": one.mend}
        for one in found
    )
    return (ui.Notice(head, tone=ui.Tone.WARN, items=lines), drawn)


def _node_rows(typed: TypedFlow, shown: int) -> list[Raw]:
    """Return the rows with empty ones behind them, each with an id of its own."""
    rows = of_rows.with_empty(typed.nodes, shown, len(_USUAL))
    ids = of_rows.fresh_ids(rows)
    made = [{**row, "id": row.get("id") or next(ids)} for row in rows]
    if not typed.nodes:
        for row, kind in zip(made, _USUAL, strict=False):
            row["kind"] = kind.value
    return made


def _node_options(nodes: list[Raw]) -> tuple[ui.Option, ...]:
    none = ui.Option("", gettext("请选择"))
    return (
        none,
        *(
            ui.Option(row["id"], f"{number} {row.get('title') or gettext('（未填）')}")
            for number, row in enumerate(nodes, 1)
        ),
    )


def _nodes(name: str, nodes: list[Raw]) -> ui.Rows:
    kinds = tuple(ui.Option(kind.value, in_language(kind.label)) for kind in NodeKind)
    columns = (gettext("环节名称"), gettext("类型"), gettext("由谁办理"), gettext("时限"))

    def fields(number: int, row: Raw) -> tuple[ui.Field, ...]:
        names = [f"{name}-{number}-{column}" for column in NODE[1:]]
        texts = [row.get(column, "") for column in NODE[1:]]
        return tuple(
            ui.Field(
                one,
                title,
                ui.FieldKind.SELECT if column == "kind" else ui.FieldKind.TEXT,
                (text or (NodeKind.STEP.value if column == "kind" else ""),),
                kinds if column == "kind" else (),
            )
            for one, title, column, text in zip(names, columns, NODE[1:], texts, strict=True)
        )

    return ui.Rows(
        name,
        gettext("环节"),
        columns,
        tuple(
            ui.TypedRow(number, fields(number, row), ((f"{name}-{number}-id", row["id"]),))
            for number, row in enumerate(nodes, 1)
        ),
        inner=True,
    )


def _edges(name: str, edges: list[Raw], options: tuple[ui.Option, ...]) -> ui.Rows:
    columns = (gettext("从"), gettext("到"), gettext("条件"))

    def fields(number: int, row: Raw) -> tuple[ui.Field, ...]:
        return tuple(
            ui.Field(
                f"{name}-{number}-{column}",
                title,
                ui.FieldKind.TEXT if column == "label" else ui.FieldKind.SELECT,
                (row.get(column, ""),),
                () if column == "label" else options,
            )
            for column, title in zip(EDGE, columns, strict=True)
        )

    return ui.Rows(
        name,
        gettext("连线"),
        columns,
        tuple(ui.TypedRow(number, fields(number, row)) for number, row in enumerate(edges, 1)),
        inner=True,
    )
