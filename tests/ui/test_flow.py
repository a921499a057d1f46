"""Flow charts: every node and way is drawn, lines run through no node, words are complete."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongkai.ui import components as ui
from gongkai.ui.components.flow_layout import Drawing, PlacedBox
from gongkai.ui.components.flow_text import wrapped
from gongkai.ui.gallery_flow import PERMIT, REVIEW
from gongkai.ui.templatetags.ui import draw

SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def charts(draw_from: st.DrawFn) -> ui.FlowChart:
    """Any chart: loops, several beginnings, parts that hang together with nothing."""
    count = draw_from(st.integers(1, 12))
    names = [f"n{number}" for number in range(count)]
    kinds = st.sampled_from(ui.FlowKind)
    titles = st.text(alphabet="申请受理审查（）,a1 ", max_size=20)
    nodes = tuple(ui.FlowNode(name, draw_from(titles), draw_from(kinds)) for name in names)
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names))
    labels = st.sampled_from(("", "齐全", "不齐"))
    edges = draw_from(st.lists(st.tuples(ends, labels), max_size=16))
    return ui.FlowChart(
        "流程", nodes, tuple(ui.FlowEdge(start, end, label) for (start, end), label in edges)
    )


def crosses(box: PlacedBox, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether a line runs through the inside of a node."""
    left, right = sorted((one[0], two[0]))
    top, low = sorted((one[1], two[1]))
    return left < box.x + box.width and right > box.x and top < box.y + box.height and low > box.y


def faults(drawing: Drawing) -> list[str]:
    """Return everything that a reader would stumble over."""
    found = []
    for one, two in combinations(drawing.boxes, 2):
        if crosses(one, (two.x, two.y), (two.x + two.width, two.y + two.height)):
            found.append(f"{one.id} lies on {two.id}")
    for number, link in enumerate(drawing.links):
        for start, end in pairwise(link.points):
            if start[0] != end[0] and start[1] != end[1]:
                found.append(f"line {number} runs aslant")
            found += [
                f"line {number} through {b.id}" for b in drawing.boxes if crosses(b, start, end)
            ]
    places = [point for link in drawing.links for point in link.points]
    places += [(b.x + b.width, b.y + b.height) for b in drawing.boxes]
    if any(not (0 <= x <= drawing.width and 0 <= y <= drawing.height) for x, y in places):
        found.append("something stands outside")
    return found


@given(charts())
def test_nothing_overlaps_and_no_line_runs_through_a_node(chart: ui.FlowChart) -> None:
    drawing = chart.drawing
    assert faults(drawing) == []
    assert sorted(drawing.order) == sorted(node.id for node in chart.nodes)
    assert len(drawing.links) == len(chart.edges)


@given(charts())
def test_a_line_begins_below_its_node_and_arrives_from_above(chart: ui.FlowChart) -> None:
    drawing = chart.drawing
    boxes = {box.id: box for box in drawing.boxes}
    for edge, link in zip(chart.edges, drawing.links, strict=True):
        start, end = boxes[edge.start], boxes[edge.end]
        assert link.points[0] == (start.middle, start.y + start.height)
        assert link.points[-1] == (end.middle, end.y)
        assert link.points[-2][1] < end.y


@given(charts())
def test_the_list_says_every_way_the_drawing_shows(chart: ui.FlowChart) -> None:
    items = chart.items
    assert [item.number for item in items] == list(range(1, len(chart.nodes) + 1))
    assert sum(len(item.ways) for item in items) == len(chart.edges)


def test_steps_stand_below_what_leads_to_them_and_loops_go_back() -> None:
    order = PERMIT.drawing.order
    for edge in PERMIT.edges:
        back = (edge.start, edge.end) == ("mend", "check")
        assert (order.index(edge.start) < order.index(edge.end)) is not back


def test_a_simple_chart_is_straight() -> None:
    nodes = tuple(ui.FlowNode(name, name) for name in "abc")
    chart = ui.FlowChart("流程", nodes, (ui.FlowEdge("a", "b"), ui.FlowEdge("b", "c")))
    assert {point[0] for link in chart.drawing.links for point in link.points} == {
        chart.drawing.boxes[0].middle
    }


def test_two_columns_fit_on_a_phone_and_a_crowd_scrolls() -> None:
    assert not PERMIT.drawing.wide
    nodes = tuple(ui.FlowNode(str(number), "步骤") for number in range(7))
    assert ui.FlowChart("流程", nodes, ()).drawing.wide


def test_a_chart_without_nodes_is_drawn_as_nothing() -> None:
    assert ui.FlowChart("流程", (), ()).drawing.boxes == ()


@pytest.mark.parametrize(
    ("nodes", "edges", "said"),
    [
        ("aa", (), "several nodes are called a"),
        ("a", (("a", "x"), ("y", "a")), "no node is called x, y"),
    ],
)
def test_a_chart_that_contradicts_itself_is_refused(
    nodes: str, edges: tuple[tuple[str, str], ...], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        ui.FlowChart(
            "流程",
            tuple(ui.FlowNode(name, name) for name in nodes),
            tuple(ui.FlowEdge(*edge) for edge in edges),
        )


@given(st.text(alphabet="申请受理，。（）a1 ", max_size=40), st.integers(3, 12))
def test_breaking_a_text_loses_nothing_and_keeps_closing_marks(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert not any(line[:1] in "，。）" for line in lines[1:] if len(lines[0]) > 1)


def test_lines_are_of_similar_length() -> None:
    assert wrapped("县政务服务中心窗口", 8) == ["县政务服务", "中心窗口"]


def test_the_page_holds_drawing_and_list_and_no_style() -> None:
    page = draw(PERMIT)
    assert "style=" not in page
    assert "文字版流程" in page
    assert "不齐：转到 3. 一次告知补正" in " ".join(page.split())


def test_the_file_is_svg_of_its_own_with_every_word() -> None:
    root = etree.fromstring(ui.flow_svg(REVIEW).encode())
    assert root.tag == f"{SVG}svg"
    words = "".join(str(part) for part in root.itertext())
    for node in REVIEW.nodes:
        assert all(part in words for part in (node.title[:4], node.who[:4]))
    assert len(root.findall(f".//{SVG}polyline")) == len(REVIEW.edges)


def test_words_of_data_are_escaped() -> None:
    chart = ui.FlowChart("<b>", (ui.FlowNode("a", "<script>"),), ())
    assert "<script>" not in draw(chart)
    etree.fromstring(ui.flow_svg(chart).encode())
