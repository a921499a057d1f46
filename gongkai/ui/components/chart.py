"""Charts as inline SVG with their data table under them: readable without scripts and on paper."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext

from gongkai.ui.components.base import Component
from gongkai.ui.components.table import Column, Row, Table


class ChartKind(StrEnum):
    """Shapes of chart the product has."""

    BARS = "bars"  # one horizontal bar for each category: scores of units
    LINES = "lines"  # one line for each series over ordered categories: years
    DISTRIBUTION = "distribution"  # upright bars over ordered classes: how many units in each


@dataclass(frozen=True, slots=True)
class Series:
    """Named values, one for each category; ``None`` leaves a gap, never a zero."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A line to compare with, such as the threshold of a grade."""

    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Chart(Component):
    """A chart of ``categories`` × ``series``.

    ``summary`` is the sentence a reader takes away; it stands under the title and is what a
    screen reader hears. ``unit`` is added to figures (``分``, ``%``). ``ceiling`` fixes the end
    of the value axis, else it is chosen from the data; ``floor`` likewise (lines only; bars
    always begin at 0). ``highlight`` names one category to be set off.
    """

    template: ClassVar[str] = "ui/chart.html"
    kind: ChartKind
    title: str
    summary: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    category_title: str = ""
    floor: Decimal = Decimal(0)
    ceiling: Decimal | None = None
    references: tuple[Reference, ...] = ()
    highlight: str = ""

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise ValueError(
                    f"{self.title}: {one.name} has {len(one.values)} values, "
                    f"{len(self.categories)} categories are declared"
                )
        if self.kind is not ChartKind.LINES and len(self.series) != 1:
            raise ValueError(f"{self.title}: {self.kind} charts take exactly one series")

    @property
    def table(self) -> Table:
        """The same figures as a table."""
        head = Column("category", self.category_title or gettext("项目"), header=True)
        unit = f"（{self.unit}）" if self.unit else ""
        columns = [
            Column(f"s{number}", one.name + unit, numeric=True)
            for number, one in enumerate(self.series)
        ]
        rows = tuple(
            Row((category, *(one.values[index] for one in self.series)))
            for index, category in enumerate(self.categories)
        )
        return Table(self.title, (head, *columns), rows, compact=True, caption_hidden=True)
