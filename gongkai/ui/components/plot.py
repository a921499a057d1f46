"""Geometry of charts. Widths are percentages and heights multiples of the type size (``em``), so
a chart fills any column, its words keep their size, and large type makes room for itself.
Nothing needs a style attribute, which the security policy forbids.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

from gongkai.ui.components.chart import Chart, ChartKind, Series

HUNDRED: Final = Decimal(100)
BAR_PITCH: Final = Decimal("2.6")
BAR_TOP: Final = Decimal("1.4")
BAR_HEIGHT: Final = Decimal(1)
AXIS: Final = Decimal(2)
PLOT_HEIGHT: Final = Decimal(16)
MOST_STEPS: Final = 5
LABEL_LIMIT: Final = 12
# Characters of all labels together that still fit under a chart on a phone.
CROWDED: Final = 26


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar or point: place, size, what it says.

    ``x`` and ``width`` in percent, ``y`` and ``height`` in em. ``minor`` labels are left out
    where space is narrow, all but the ``end`` ones where it is narrower still.
    """

    label: str
    text: str
    x: str
    width: str
    y: str
    height: str = "0"
    minor: bool = False
    end: bool = False
    highlight: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A series as drawn: unbroken runs of ``x,y`` points, and the points themselves."""

    name: str
    runs: tuple[str, ...]
    points: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the plot: a tick of the value axis or a reference."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything the template of one chart draws."""

    height: str
    full_height: str
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()
    ticks: tuple[Rule, ...] = ()
    references: tuple[Rule, ...] = ()
    label_size: str = "s"


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values between ``low`` and ``high`` to a share of the axis."""

    low: Decimal
    high: Decimal
    step: Decimal

    def share(self, value: Decimal) -> Decimal:
        """Return the place of a value between 0 and 1, kept inside the axis."""
        part = (value - self.low) / (self.high - self.low)
        return min(max(part, Decimal(0)), Decimal(1))

    def percent(self, value: Decimal) -> str:
        """Return the place in percent."""
        return f"{self.share(value) * HUNDRED:.2f}"

    def drop(self, value: Decimal) -> str:
        """Return the distance from the top of the plot."""
        return em(PLOT_HEIGHT * (1 - self.share(value)))

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """Values at even steps from ``low``, not beyond ``high``."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * number for number in range(count + 1))


def plot(chart: Chart) -> Plot:
    """Return the geometry of a chart."""
    match chart.kind:
        case ChartKind.BARS:
            return _bars(chart)
        case ChartKind.DISTRIBUTION:
            return _columns(chart)
        case ChartKind.LINES:
            return _lines(chart)


def em(length: Decimal) -> str:
    """Print a length; a hundredth of the type size is finer than any screen."""
    return f"{length:.2f}"


def figure(value: Decimal) -> str:
    """Print a tick: no exponent, no idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def scale_of(chart: Chart) -> Scale:
    """Choose the value axis: the stated ends, else from the floor to a round step above all."""
    present = [value for one in chart.series for value in one.values if value is not None]
    top = max([*present, *(one.value for one in chart.references)], default=Decimal(1))
    low = chart.floor if chart.kind is ChartKind.LINES else Decimal(0)
    span = (top if chart.ceiling is None else chart.ceiling) - low
    span = span if span > 0 else Decimal(1)
    step = _step(span, least=Decimal(chart.kind is ChartKind.DISTRIBUTION))
    if chart.ceiling is None:
        span = step * (span / step).to_integral_value(ROUND_CEILING)
    return Scale(low, low + span, step)


def _step(span: Decimal, *, least: Decimal) -> Decimal:
    """Return the finest of 1, 2, 5 × a power of ten that cuts ``span`` in at most five.

    Counts have no halves, so distributions state 1 as the ``least``.
    """
    power = Decimal(10) ** ((span / MOST_STEPS).adjusted())
    steps = (power * Decimal(factor) for factor in (1, 2, 5, 10))
    return max(least, next(step for step in steps if step * MOST_STEPS >= span))


def _bars(chart: Chart) -> Plot:
    scale = scale_of(chart)
    marks = tuple(
        Mark(
            label=_short(label),
            text=_said(value, chart.unit),
            x="0",
            width=scale.percent(value) if value is not None else "0",
            y=em(BAR_TOP + number * BAR_PITCH),
            height=em(BAR_HEIGHT),
            highlight=label == chart.highlight,
            title=label,
        )
        for number, (label, value) in enumerate(
            zip(chart.categories, chart.series[0].values, strict=True)
        )
    )
    height = em(BAR_TOP + len(marks) * BAR_PITCH - BAR_HEIGHT / 2)
    references = tuple(Rule(scale.percent(one.value), one.label) for one in chart.references)
    longest = max((len(mark.label) for mark in marks), default=0)
    size = "s" if longest <= 4 else "m" if longest <= 8 else "l"
    return Plot(height, height, marks, references=references, label_size=size)


def _columns(chart: Chart) -> Plot:
    scale = scale_of(chart)
    slot = HUNDRED / max(len(chart.categories), 1)
    marks = tuple(
        Mark(
            label=label,
            text=_said(value, ""),
            x=f"{slot * number + slot * Decimal('0.14'):.2f}",
            width=f"{slot * Decimal('0.72'):.2f}",
            y=scale.drop(value or Decimal(0)),
            height=em(PLOT_HEIGHT * scale.share(value or Decimal(0))),
            minor=minor,
            end=number in {0, len(chart.categories) - 1},
            highlight=label == chart.highlight,
            title=f"{label} {_said(value, chart.unit)}",
        )
        for number, (label, value, minor) in enumerate(
            zip(chart.categories, chart.series[0].values, _minor(chart.categories), strict=True)
        )
    )
    return Plot(em(PLOT_HEIGHT), em(PLOT_HEIGHT + AXIS), marks, ticks=_ticks(scale))


def _lines(chart: Chart) -> Plot:
    scale = scale_of(chart)
    places = _places(len(chart.categories))
    axis = tuple(
        Mark(
            label,
            "",
            f"{x:.2f}",
            "0",
            em(PLOT_HEIGHT),
            minor=minor,
            end=x in places[:: len(places) - 1 or 1],
        )
        for label, x, minor in zip(chart.categories, places, _minor(chart.categories), strict=True)
    )
    lines = tuple(
        Line(one.name, tuple(_runs(one.values, places, scale)), _points(chart, one, places, scale))
        for one in chart.series
    )
    references = tuple(Rule(scale.drop(one.value), one.label) for one in chart.references)
    height = em(PLOT_HEIGHT + AXIS)
    return Plot(em(PLOT_HEIGHT), height, axis, lines, _ticks(scale), references)


def _points(
    chart: Chart, series: Series, places: tuple[Decimal, ...], scale: Scale
) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            label="",
            text=_said(value, chart.unit),
            x=f"{x:.2f}",
            width="0",
            y=scale.drop(value),
            title=f"{series.name} {label}：{_said(value, chart.unit)}",
        )
        for label, value, x in zip(chart.categories, series.values, places, strict=True)
        if value is not None
    )


def _places(count: int) -> tuple[Decimal, ...]:
    """Return the middle of each of ``count`` even slots, in percent."""
    return tuple(HUNDRED * (2 * number + 1) / (2 * count) for number in range(count))


def _runs(
    values: tuple[Decimal | None, ...], places: tuple[Decimal, ...], scale: Scale
) -> Iterator[str]:
    """Yield the points of each stretch without a gap."""
    run: list[str] = []
    for value, x in zip(values, places, strict=True):
        if value is None:
            if run:
                yield " ".join(run)
            run = []
        else:
            run.append(f"{x:.2f},{scale.drop(value)}")
    if run:
        yield " ".join(run)


def _ticks(scale: Scale) -> tuple[Rule, ...]:
    return tuple(Rule(scale.drop(value), figure(value)) for value in scale.ticks)


def _minor(labels: tuple[str, ...]) -> tuple[bool, ...]:
    """Mark labels a phone leaves out: every so many when together they are too long."""
    length = sum(len(label) for label in labels)
    every = int((Decimal(length) / CROWDED).to_integral_value(ROUND_CEILING))
    return tuple(every > 1 and number % every != 0 for number in range(len(labels)))


def _short(label: str) -> str:
    return label if len(label) <= LABEL_LIMIT else label[: LABEL_LIMIT - 1] + "…"


def _said(value: Decimal | None, unit: str) -> str:
    return "—" if value is None else format(value, "f") + unit
