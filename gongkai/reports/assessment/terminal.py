"""The result of an assessment as a table in the terminal."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from gongkai.assessment.results import Assessment
from gongkai.assessment.whatif import Shift
from gongkai.reports.assessment.basis import reading_rows
from gongkai.reports.assessment.figures import grade_text, ordered
from gongkai.reports.assessment.sentences import quota_text, remarks
from gongkai.rules.grading import Graded

_WIDTH = 120


def table(assessment: Assessment, heading: str) -> Table:
    """Return the ranking as a rich table."""
    made = Table(title=heading, title_style="bold", header_style="bold", expand=False)
    for title, justify in (
        ("名次", "right"),
        ("单位", "left"),
        ("总分", "right"),
        ("等次", "left"),
    ):
        made.add_column(title, justify=justify, no_wrap=title != "单位")  # type: ignore[arg-type]
    made.add_column("说明", overflow="fold")
    for unit in ordered(assessment):
        made.add_row(*_row(unit))
    return made


def _row(unit: Graded) -> tuple[str, str, str, Text, str]:
    total = unit.score.total
    grade = Text(grade_text(unit), style="" if unit.grade else "yellow")
    return (
        str(unit.rank) if unit.rank else "—",
        unit.score.unit.name,
        "—" if total is None else format(total, "f"),
        grade,
        "；".join(remarks(unit)),
    )


def screen(assessment: Assessment, heading: str, moves: Sequence[Shift] = ()) -> RenderableType:
    """Return everything the terminal shows: ranking, quotas, what-if, readings."""
    parts: list[RenderableType] = [table(assessment, heading)]
    for effect in assessment.quotas:
        parts += [Text(line) for line in quota_text(effect, assessment)]
    if moves:
        parts.append(_moves(moves))
    parts += [Text(""), _readings(assessment)]
    scheme = assessment.scheme
    parts.append(Text(f"规则包 {scheme.id} {scheme.version}，校验值 {scheme.hash}", style="dim"))
    return Group(*parts)


def _moves(moves: Iterable[Shift]) -> RenderableType:
    made = Table(title="试算前后", title_style="bold", header_style="bold")
    for title in ("单位", "总分", "等次", "名次"):
        made.add_column(title)
    moved = [shift for shift in moves if shift.moved]
    for shift in moved:
        old, new = shift.before, shift.after
        made.add_row(
            new.score.unit.name,
            _change(old.score.total, new.score.total),
            _change(grade_text(old), grade_text(new)),
            _change(old.rank, new.rank),
        )
    return made if moved else Text("试算前后没有变化。")


def _change(old: object, new: object) -> str:
    before, after = ("—" if value is None else str(value) for value in (old, new))
    return before if before == after else f"{before} → {after}"


def _readings(assessment: Assessment) -> Table:
    made = Table(title="采用的口径", title_style="bold", header_style="bold")
    for title in ("口径", "取值", "由谁定"):
        made.add_column(title, overflow="fold")
    for title, value, _, _, _, origin in reading_rows(assessment.scheme):
        made.add_row(title, value, origin)
    return made


def text(assessment: Assessment, heading: str, moves: Sequence[Shift] = ()) -> str:
    """Return the screen as plain text, wide enough for the longest name and no wider."""
    widest = max((cell_len(unit.score.unit.name) for unit in assessment.units), default=0)
    console = Console(file=StringIO(), width=max(_WIDTH, widest + 80), color_system=None)
    with console.capture() as capture:
        console.print(screen(assessment, heading, moves))
    return capture.get()
