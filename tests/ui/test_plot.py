"""The geometry of charts: inside the frame, in proportion, and honest about gaps."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.ui.components import Chart, ChartKind, Reference, Series
from gongkai.ui.components.plot import figure, plot, scale_of

D = Decimal
VALUES = st.lists(st.none() | st.decimals(0, 1_000_000, places=2), min_size=1, max_size=15).map(
    tuple
)


def chart(kind: ChartKind, values: tuple[Decimal | None, ...], **more: object) -> Chart:
    categories = tuple(f"{2010 + number}年" for number in range(len(values)))
    return Chart(kind, "图", "说明", categories, (Series("甲", values),), **more)  # type: ignore[arg-type]


@given(VALUES)
def test_bars_are_in_proportion_and_inside_the_frame(values: tuple[Decimal | None, ...]) -> None:
    drawn = plot(chart(ChartKind.BARS, values))
    widths = [D(mark.width) for mark in drawn.marks]
    assert all(0 <= width <= 100 for width in widths)
    present = [(v, w) for v, w in zip(values, widths, strict=True) if v is not None]
    assert [w for _, w in sorted(present)] == sorted(w for _, w in present)
    assert all(mark.text == "—" for v, mark in zip(values, drawn.marks, strict=True) if v is None)


@given(VALUES)
def test_ticks_are_few_even_and_reach_above_everything(
    values: tuple[Decimal | None, ...],
) -> None:
    for kind in ChartKind:
        scale = scale_of(chart(kind, values))
        ticks = scale.ticks
        assert 2 <= len(ticks) <= 6
        assert len({b - a for a, b in pairwise(ticks)}) == 1
        assert all(value <= ticks[-1] for value in values if value is not None)


@given(VALUES)
def test_a_line_breaks_where_a_value_is_missing(values: tuple[Decimal | None, ...]) -> None:
    line = plot(chart(ChartKind.LINES, values)).lines[0]
    points = [point for run in line.runs for point in run.split(" ")]
    assert len(points) == len(line.points) == sum(value is not None for value in values)
    stretches = "".join("x" if value is not None else " " for value in values).split()
    assert len(line.runs) == len(stretches)


def test_counts_have_whole_ticks() -> None:
    drawn = plot(chart(ChartKind.DISTRIBUTION, (D(1), D(0), D(2))))
    assert [rule.text for rule in drawn.ticks] == ["0", "1", "2"]


def test_stated_ends_hold_and_ticks_are_round() -> None:
    drawn = plot(chart(ChartKind.LINES, (D("81.5"), D("97.3")), floor=D(50), ceiling=D(100)))
    assert [rule.text for rule in drawn.ticks] == ["50", "60", "70", "80", "90", "100"]
    assert drawn.ticks[0].at == "16.00"
    assert drawn.ticks[-1].at == "0.00"


def test_a_reference_above_every_value_still_fits() -> None:
    drawn = plot(chart(ChartKind.BARS, (D(3),), references=(Reference(D(9), "目标"),)))
    assert D(drawn.references[0].at) <= 100


def test_a_long_name_is_cut_but_told_in_full() -> None:
    name = "示例县住房和城乡建设局（县人民防空办公室）"
    one = Chart(ChartKind.BARS, "图", "说明", (name,), (Series("甲", (D(1),)),))
    mark = plot(one).marks[0]
    assert mark.label.endswith("…")
    assert mark.title == name


def test_a_chart_refuses_values_without_categories() -> None:
    with pytest.raises(ValueError, match="甲 has 2 values, 1 categories"):
        Chart(ChartKind.BARS, "图", "说明", ("一",), (Series("甲", (D(1), D(2))),))


def test_bars_take_one_series() -> None:
    with pytest.raises(ValueError, match="exactly one series"):
        Chart(ChartKind.BARS, "图", "说明", (), (Series("甲", ()), Series("乙", ())))


def test_the_table_under_a_chart_has_the_same_figures() -> None:
    table = chart(ChartKind.LINES, (D("81.50"), None), unit="%", category_title="年份").table
    assert [column.title for column in table.columns] == ["年份", "甲（%）"]
    assert [row.cells for row in table.rows] == [("2010年", D("81.50")), ("2011年", None)]


def test_ticks_are_printed_without_idle_zeros() -> None:
    assert [figure(D(text)) for text in ("100", "0.50", "1E+3", "2.0")] == [
        "100",
        "0.5",
        "1000",
        "2",
    ]
