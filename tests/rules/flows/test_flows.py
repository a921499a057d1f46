"""Flow charts: every fault is named with its row and its mend, a whole chart is left alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.flows import (
    Edge,
    Flow,
    Node,
    NodeKind,
    drawable,
    flow_value,
    in_order,
    joined_in_order,
    problems_of,
    read_flow,
)

START, STEP, DECISION, END = NodeKind.START, NodeKind.STEP, NodeKind.DECISION, NodeKind.END
PERMIT = Flow(
    (
        Node("n1", "申请", START, "申请人"),
        Node("n2", "受理", STEP, "窗口", "当场"),
        Node("n3", "材料是否齐全", DECISION),
        Node("n4", "一次告知补正", STEP, "窗口", "5个工作日"),
        Node("n5", "送达", END),
    ),
    (
        Edge("n1", "n2"),
        Edge("n2", "n3"),
        Edge("n3", "n4", "不齐全"),
        Edge("n3", "n5", "齐全"),
        Edge("n4", "n2"),
    ),
)


def with_node(row: int, **changes: object) -> Flow:
    nodes = list(PERMIT.nodes)
    nodes[row - 1] = replace(nodes[row - 1], **changes)  # type: ignore[arg-type]
    return Flow(tuple(nodes), PERMIT.edges)


def with_edge(row: int, **changes: object) -> Flow:
    edges = list(PERMIT.edges)
    edges[row - 1] = replace(edges[row - 1], **changes)  # type: ignore[arg-type]
    return Flow(PERMIT.nodes, tuple(edges))


def without_edge(row: int) -> Flow:
    return Flow(PERMIT.nodes, PERMIT.edges[: row - 1] + PERMIT.edges[row:])


def found(flow: Flow) -> list[tuple[str, str]]:
    return [(one.place, one.title) for one in problems_of(flow)]


def test_a_whole_chart_is_left_alone() -> None:
    assert found(PERMIT) == []
    assert found(Flow()) == [], "what is not there has no faults"


LOST = "从“开始”走不到这里"
FAULTS = [
    (with_node(2, title=""), [("环节第2行", "没有写名称")]),
    (with_node(1, kind=STEP), [("", "没有“开始”环节")]),
    (with_node(2, kind=START), [("环节第2行“受理”", "不止一个“开始”环节")]),
    (
        with_node(5, kind=STEP),
        [("", "没有“结束”环节"), ("环节第5行“送达”", "走到这里就断了")],
    ),
    (with_edge(3, label=""), [("连线第3行", "判断“材料是否齐全”后面的连线没有写条件")]),
    (
        with_edge(3, label="齐全"),
        [
            ("连线第3行", "判断“材料是否齐全”后面有两条连线条件相同"),
            ("连线第4行", "判断“材料是否齐全”后面有两条连线条件相同"),
        ],
    ),
    (
        without_edge(3),
        [
            ("环节第3行“材料是否齐全”", "判断后面的连线不足两条"),
            ("环节第4行“一次告知补正”", LOST),
        ],
    ),
    (without_edge(5), [("环节第4行“一次告知补正”", "走到这里就断了")]),
    (with_edge(5, end="n4"), [
        ("环节第4行“一次告知补正”", "从这里走不到“结束”"),
        ("连线第5行", "从一个环节连到它自己"),
    ]),
    (with_edge(1, end=""), [
        ("环节第1行“申请”", "走到这里就断了"),
        ("环节第2行“受理”", LOST),
        ("环节第3行“材料是否齐全”", LOST),
        ("环节第4行“一次告知补正”", LOST),
        ("环节第5行“送达”", LOST),
        ("连线第1行", "没有选通向哪个环节"),
    ]),
    (with_edge(5, start="n9"), [
        ("环节第4行“一次告知补正”", "走到这里就断了"),
        ("连线第5行", "没有选对从哪个环节出发"),
    ]),
    (Flow(PERMIT.nodes, (*PERMIT.edges, PERMIT.edges[0])), [("连线第6行", "与上面的连线重复")]),
    (
        Flow(PERMIT.nodes, (*PERMIT.edges, Edge("n5", "n1"))),
        [("环节第5行“送达”", "“结束”后面还有连线")],
    ),
    (
        Flow((*PERMIT.nodes, Node("n4", "公示", STEP)), PERMIT.edges),
        [("环节第6行“公示”", "与其他环节的编号重复")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("flow", "faults"), FAULTS, ids=range(len(FAULTS)))
def test_every_fault_is_named_with_its_row(flow: Flow, faults: list[tuple[str, str]]) -> None:
    assert found(flow) == faults
    assert all(one.mend for one in problems_of(flow))


def test_a_circle_without_a_way_out_is_named() -> None:
    flow = Flow(
        (Node("a", "申请", START), Node("b", "退回", STEP), Node("c", "办结", END)),
        (Edge("a", "b"), Edge("b", "a")),
    )
    assert found(flow) == [
        ("环节第1行“申请”", "从这里走不到“结束”"),
        ("环节第2行“退回”", "从这里走不到“结束”"),
        ("环节第3行“办结”", LOST),
    ]


def test_an_old_text_reads_as_a_node_a_line() -> None:
    flow = read_flow("申请\n\n 受理 \n办结")
    assert [(one.title, one.kind) for one in flow.nodes] == [
        ("申请", START),
        ("受理", STEP),
        ("办结", END),
    ]
    assert found(flow) == []


def test_words_are_read_once_each() -> None:
    assert PERMIT.lines == (
        "申请，申请人",
        "受理，窗口，当场",
        "材料是否齐全",
        "一次告知补正，窗口，5个工作日",
        "送达",
        "不齐全",
        "齐全",
    )


def test_ways_in_order_are_added_only_where_nothing_leads_on() -> None:
    loose = Flow(PERMIT.nodes, (Edge("n3", "n4", "不齐全"), Edge("n3", "n5", "齐全")))
    joined = joined_in_order(loose)
    assert joined.edges[2:] == (Edge("n1", "n2"), Edge("n2", "n3"), Edge("n4", "n5"))
    assert joined_in_order(joined) == joined


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(("nodes", "edges", "id", "kind", "start", "x")), inner)
    ),
    max_leaves=20,
)
NAMES = st.sampled_from(("", "a", "b", "c"))
FLOWS = st.builds(
    Flow,
    st.lists(st.builds(Node, NAMES, NAMES, st.sampled_from(NodeKind)), max_size=5).map(tuple),
    st.lists(st.builds(Edge, NAMES, NAMES, NAMES), max_size=6).map(tuple),
)


@given(ANYTHING)
def test_whatever_is_stored_is_read(value: object) -> None:
    flow = read_flow(value)
    problems_of(flow)
    assert read_flow(flow_value(flow)) == flow


@given(FLOWS)
def test_what_is_stored_comes_back_and_can_be_drawn(flow: Flow) -> None:
    assert read_flow(flow_value(flow)) == flow
    shown = drawable(flow)
    ids = [node.id for node in shown.nodes]
    assert len(set(ids)) == len(ids)
    assert {end for e in shown.edges for end in (e.start, e.end)} <= set(ids)
    rows = len(flow.nodes), len(flow.edges)
    assert all(0 <= one.row <= max(rows) for one in problems_of(flow))


@given(st.lists(st.text(alphabet="申请受理办结 ", min_size=1, max_size=5), min_size=2, max_size=9))
def test_titles_in_order_make_a_whole_chart(titles: list[str]) -> None:
    flow = in_order(titles)
    if len(flow.nodes) > 1:
        assert problems_of(flow) == ()
