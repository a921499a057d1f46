"""Three thousand units, three components of a hundred items each: totals, grades, explanations.

Every one of 900,000 items is scored with its explanation (points, deductions with reasons, clause,
readings); three weighted components, one rounding, ranks and a quota of 30 % follow. Two cases:
one item in five has a deduction, as in a real year; and the worst, where every item has one and no
node can be shared. The peers get the same numbers and explain nothing: a plain loop over floats,
and LibreOffice recalculating a workbook with the same formulas. LibreOffice is measured on fewer
units and scaled; it has to open its file first, so the same cells as bare values, without any
formula, stand beside it. All totals are compared before any time is reported; times are those of
the processor.
"""

import csv
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import process_time

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from gongkai.rules.facts import Deduction, Facts, ItemFacts, UnitFacts
from gongkai.rules.grading import Graded, grade_units
from gongkai.rules.readings import Readings
from gongkai.rules.scheme import Dimension, Grade, Item, Method, Rubric, Scheme
from gongkai.rules.scoring import score_units

UNITS, ITEMS = 3_000, 100
WEIGHTS = (10, 50, 40)
SHEET_UNITS = 500
REPEATS = 5
SHARES = {"one item in five has a deduction": 0.2, "every item has a deduction": 1.0}

Table = list[list[float]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result: seconds for all units and how many times ours that is."""

    name: str
    seconds: float
    ratio: float


def scheme() -> Scheme:
    """Return a rubric whose three dimensions weigh 10, 50 and 40 of 100 points."""
    dimensions = tuple(
        Dimension(
            id=f"c{number}",
            title=f"构成{number}",
            points=Decimal(weight),
            cite=(f"k#{number}",),
            items=tuple(
                Item(
                    id=f"c{number}.i{index}",
                    title=f"第{index}项",
                    points=Decimal(weight) / ITEMS,
                    method=Method.DEDUCT,
                    cite=(f"k#{number}.{index}",),
                )
                for index in range(ITEMS)
            ),
        )
        for number, weight in enumerate(WEIGHTS)
    )
    grades = (
        Grade(
            id="good", title="优秀", cite=("k#9",), min=Decimal(90),
            max_share=Decimal("0.3"), overflow_to="pass",
        ),
        Grade(id="pass", title="合格", cite=("k#9",), min=Decimal(60)),
        Grade(id="fail", title="不合格", cite=("k#9",), min=Decimal(0)),
    )  # fmt: skip
    return Scheme(
        id="bench",
        version="1.0.0",
        title="基准",
        hash="",
        period="year",
        readings=Readings(),
        stated=(),
        grades=grades,
        rubrics=(Rubric(id="rubric", points=Decimal(100), dimensions=dimensions),),
    )


def facts(share: float) -> Facts:
    """Return units of which ``share`` of the items have one deduction; the same on every run."""
    dice = random.Random(20260101)
    steps = [Decimal("0.01"), Decimal("0.02"), Decimal("0.05")]
    units = []
    for number in range(UNITS):
        items = {
            f"c{c}.i{i}": ItemFacts((Deduction(dice.choice(steps), "缺少记录", "台账", "张三"),))
            for c in range(len(WEIGHTS))
            for i in range(ITEMS)
            if dice.random() < share
        }
        units.append(UnitFacts(id=f"u{number:04}", name=f"单位{number}", items=items))
    return Facts(units=tuple(units))


def as_table(given: Facts) -> Table:
    """Return the deductions as a spreadsheet holds them: one row a unit, nought where none is."""
    names = [f"c{c}.i{i}" for c in range(len(WEIGHTS)) for i in range(ITEMS)]
    nothing = ItemFacts()
    return [
        [float(sum(d.points for d in unit.items.get(name, nothing).deductions)) for name in names]
        for unit in given.units
    ]


def ours(of: Scheme, given: Facts) -> tuple[Graded, ...]:
    """Score, grade and rank with the full explanation, all of it kept."""
    return grade_units(of, given, score_units(of, given))[0]


def printed(graded: tuple[Graded, ...]) -> list[str]:
    """Return the totals as they are printed."""
    return [format(unit.score.total or 0, ".2f") for unit in graded]


def float_loop(table: Table) -> list[str]:
    """Score, grade and rank as a script over a spreadsheet does: floats, and no explanation."""
    points = [weight / ITEMS for weight in WEIGHTS for _ in range(ITEMS)]
    totals = []
    for row in table:
        total = 0.0
        for worth, lost in zip(points, row, strict=True):
            left = worth - lost
            if left > 0:
                total += left
        totals.append(round(total, 2))
    order = sorted(range(len(totals)), key=lambda unit: -totals[unit])
    places = int(len(totals) * 0.3)
    good = {unit for unit in order[:places] if totals[unit] >= 90}
    grades = ["good" if u in good else "pass" if t >= 60 else "fail" for u, t in enumerate(totals)]
    return [f"{total:.2f}" for total, _ in zip(totals, grades, strict=True)]


def workbook(table: Table, path: Path, *, formulas: bool) -> None:
    """Write deductions, item scores, component sums, total, rank and grade; or bare numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("考核")
    width = len(table[0])
    points = [weight / ITEMS for weight in WEIGHTS for _ in range(ITEMS)]
    for number, row in enumerate(table, start=1):
        cells: list[float | str] = [*row]
        for index, worth in enumerate(points, start=1):
            formula = f"=MAX(0,{worth}-{get_column_letter(index)}{number})"
            cells.append(formula if formulas else worth)
        cells += _sums(number, width, len(table)) if formulas else [1.0] * (len(WEIGHTS) + 3)
        sheet.append(cells)
    book.save(path)


def _sums(number: int, width: int, rows: int) -> list[float | str]:
    starts = [width + 1 + c * ITEMS for c in range(len(WEIGHTS))]
    sums = [
        f"=SUM({get_column_letter(s)}{number}:{get_column_letter(s + ITEMS - 1)}{number})"
        for s in starts
    ]
    first = 2 * width + 1
    parts = "+".join(f"{get_column_letter(first + c)}{number}" for c in range(len(WEIGHTS)))
    total = get_column_letter(first + len(WEIGHTS))
    rank = get_column_letter(first + len(WEIGHTS) + 1)
    return [
        *sums,
        f"=ROUND({parts},2)",
        f"=RANK({total}{number},{total}$1:{total}${rows})",
        (
            f'=IF(AND({total}{number}>=90,{rank}{number}<={rows}*0.3),"good",'
            f'IF({total}{number}>=60,"pass","fail"))'
        ),
    ]


def convert(path: Path) -> tuple[float, list[list[str]]]:
    """Let LibreOffice open a workbook and write its values; return seconds and the values."""
    start = _children()
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{path.parent}/profile", "--headless",
         "--convert-to", "csv", "--outdir", str(path.parent), str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    seconds = _children() - start
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return seconds, list(csv.reader(file))


def _children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def libreoffice(table: Table, expected: list[str]) -> tuple[float, float] | None:
    """Return LibreOffice's seconds with formulas and with bare values; None where it is absent."""
    if shutil.which("soffice") is None:
        return None
    some = table[:SHEET_UNITS]
    with tempfile.TemporaryDirectory() as folder:
        warm, bare, full = (Path(folder) / f"{name}.xlsx" for name in ("warm", "bare", "full"))
        workbook(some[:2], warm, formulas=False)
        workbook(some, bare, formulas=False)
        workbook(some, full, formulas=True)
        convert(warm)
        without = median(convert(bare)[0] for _ in range(3))
        seconds = median(convert(full)[0] for _ in range(3))
        _, values = convert(full)
    totals = [f"{float(row[-3]):.2f}" for row in values]
    assert totals == expected[:SHEET_UNITS], "LibreOffice and gongkai differ"
    scale = len(table) / len(some)
    return seconds * scale, without * scale


def run() -> list[Row]:
    """Measure and return the rows, ours first in each case. Raises if totals differ."""
    rows: list[Row] = []
    of = scheme()
    for name, share in SHARES.items():
        given = facts(share)
        table = as_table(given)
        expected = printed(ours(of, given))
        assert float_loop(table) == expected, "the float loop and gongkai differ"
        mine = _seconds(partial(ours, of, given))
        loop = _seconds(partial(float_loop, table))
        rows.append(Row(f"gongkai, explained; {name}", mine, 1.0))
        rows.append(Row("float loop, not explained", loop, loop / mine))
        sheet = libreoffice(table, expected)
        if sheet is None:
            sys.stderr.write("soffice is not installed: no spreadsheet was measured\n")
            continue
        scaled = f"{SHEET_UNITS} units scaled to {UNITS:,}"
        names = ("LibreOffice opens and recalculates", "LibreOffice opens bare values only")
        rows += [
            Row(f"{label}, {scaled}", seconds, seconds / mine)
            for label, seconds in zip(names, sheet, strict=True)
        ]
    return rows


def _seconds(work: Callable[[], object]) -> float:
    """Return the median of the processor's seconds: another program's work is not ours."""
    times = []
    for _ in range(REPEATS):
        start = process_time()
        result = work()
        times.append(process_time() - start)
        del result
    return median(times)


if __name__ == "__main__":
    for row in run():
        sys.stdout.write(f"{row.seconds:>12.4f} s {row.ratio:>12,.2f} ×  {row.name}\n")
