"""Rows and flow charts compared: told in words, and nothing that differs is passed over."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.comparison import (
    Change,
    FieldKind,
    FieldValue,
    LineChange,
    compare_editions,
    compare_flows,
    compare_rows,
    summary,
)
from gongkai.rules.flows import Edge, Flow, Node, NodeKind

COLUMNS = ("材料", "形式", "份数")
MATERIALS = (("身份证", "原件", "1"), ("申请书", "原件", "1"), ("户口簿", "复印件", "2"))


def told(lines: Iterable[LineChange]) -> list[str]:
    """Return lines as ``place: [-removed][+added]``."""
    marks = {Change.SAME: "{}", Change.ADDED: "[+{}]", Change.REMOVED: "[-{}]"}
    return [
        f"{one.place}: " + "".join(marks[s.change].format(s.text) for s in one.segments)
        for one in lines
    ]


def test_rows_are_told_by_number_and_only_with_what_differs() -> None:
    new = (("居民身份证", "原件", "2"), ("户口簿", "复印件", ""), ("照片", "", "1"))
    assert told(compare_rows(COLUMNS, MATERIALS, new)) == [
        "第1行: 材料：[-身份证][+居民身份证]；份数：[-1][+2]",
        "原第2行: [-申请书　原件　1]",
        "第2行: 户口簿；份数：[-2]",
        "第3行: [+照片　1]",
    ]
    assert compare_rows(COLUMNS, MATERIALS, MATERIALS) == ()


def test_entries_of_one_column_need_no_name() -> None:
    old, new = (("提出申请",), ("入户核实",)), (("提出书面申请",), ("公示",), ("入户核实",))
    assert told(compare_rows(("步骤",), old, new)) == ["第1行: 提出[+书面]申请", "第2行: [+公示]"]


FLOW = Flow(
    (
        Node("n1", "申请", NodeKind.START),
        Node("n2", "受理", NodeKind.STEP, "窗口", "5个工作日"),
        Node("n3", "办结", NodeKind.END),
    ),
    (Edge("n1", "n2"), Edge("n2", "n3", "齐全")),
)


def test_a_flow_chart_is_told_node_by_node_and_way_by_way() -> None:
    new = Flow(
        (
            FLOW.nodes[0],
            Node("n2", "受理审查", NodeKind.STEP, "窗口", "3个工作日"),
            Node("n4", "公示", limit="7天"),
            FLOW.nodes[2],
        ),
        (Edge("n1", "n2"), Edge("n2", "n3", "材料齐全"), Edge("n2", "n4")),
    )
    assert told(compare_flows(FLOW, new)) == [
        "环节: 名称：[-受理][+受理审查]；时限：[-5个工作日][+3个工作日]",
        "环节: [+公示（步骤，7天）]",
        "连线: 受理审查 → 办结；条件：[-齐全][+材料齐全]",
        "连线: [+受理审查 → 公示]",
    ]
    assert told(compare_flows(new, FLOW))[1] == "环节: [-公示（步骤，7天）]"


def test_a_chart_typed_anew_is_the_same_by_its_titles() -> None:
    names = {"n1": "x", "n2": "y", "n3": "z"}
    again = Flow(
        tuple(replace(node, id=names[node.id]) for node in FLOW.nodes),
        tuple(Edge(names[e.start], names[e.end], e.label) for e in FLOW.edges),
    )
    assert compare_flows(FLOW, again) == ()
    turned = Flow(FLOW.nodes[::-1], FLOW.edges)
    assert told(compare_flows(FLOW, turned)) == [": 先后顺序有调整"]


def test_fields_with_rows_and_charts_stand_in_the_line_by_name() -> None:
    def fields(rows: tuple[tuple[str, ...], ...], flow: Flow) -> list[FieldValue]:
        table = FieldValue(
            id="m", title="办理材料", kind=FieldKind.TABLE, columns=COLUMNS, rows=rows
        )
        return [table, FieldValue(id="c", title="流程图", kind=FieldKind.FLOW, flow=flow)]

    found = compare_editions(fields(MATERIALS, Flow()), fields(MATERIALS[:1], FLOW))
    assert summary(found) == "改了办理材料；增加了流程图"
    assert [len(one.lines) for one in found.changed] == [2, 5]
    same = compare_editions(fields(MATERIALS, FLOW), fields(MATERIALS, FLOW))
    assert same.changed == ()


ROWS = st.lists(st.tuples(*(st.sampled_from(("", "甲", "乙丙")),) * 3), max_size=5).map(tuple)


@given(ROWS, ROWS)
def test_rows_that_differ_are_told(
    old: tuple[tuple[str, ...], ...], new: tuple[tuple[str, ...], ...]
) -> None:
    assert bool(compare_rows(COLUMNS, old, new)) is (old != new)
