"""``gongkai measure``: indicators of real governments from their published records alone."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.config.console import Exit, UsageError, say, stop, write_output

if TYPE_CHECKING:
    from gongkai.indicators.records.progress import Progress, Report
    from gongkai.indicators.report import MeasureReport


class Format(StrEnum):
    """What the report is written as; ``markdown`` is the table of chosen number series."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"
    MARKDOWN = "markdown"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("measure", help="只凭已公开的记录测量：按时公开率、文号连续率、间隔和异常。")(
        measure_command
    )


def measure_command(
    records: Annotated[list[Path], typer.Argument(help="记录文件：csv、parquet 或 jsonl")],
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="截至日期")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option("--out", help="写到文件")] = None,
    anomalies: Annotated[
        Path | None, typer.Option("--anomalies", help="把全部异常另写成 csv")
    ] = None,
    series: Annotated[
        str, typer.Option("--series", help="机关代字，用逗号分开（配合 markdown）")
    ] = "",
    years: Annotated[str, typer.Option("--years", help="年度范围，如 2008-2022")] = "",
) -> None:
    """Measure governments from records files."""
    from gongkai.indicators.records.problems import RecordsError
    from gongkai.reports.measure import render

    chosen = _chosen_series(series, years) if output is Format.MARKDOWN else None
    try:
        report = _measured(records, as_of.date() if as_of else None, anomalies)
    except RecordsError as error:
        for problem in error.problems:
            say(str(problem))
        say(f"共 {len(error.problems)} 处错误。")
        stop(Exit.ERRORS)
    if chosen is None:
        write_output(render(report, output.value), out)
        return
    from gongkai.reports.measure.series_table import series_table

    write_output(series_table(report, *chosen), out)


def _chosen_series(series: str, years: str) -> tuple[list[str], list[int]]:
    """Return the issuer codes and years of the Markdown table."""
    codes = [code.strip() for code in series.replace("，", ",").split(",") if code.strip()]
    first, _, last = years.partition("-")
    if not codes or not first.isdigit() or not (last or first).isdigit():
        raise UsageError("markdown 表须写明 --series 国发,国办发 和 --years 2008-2022")
    return codes, list(range(int(first), int(last or first) + 1))


def _measured(records: list[Path], as_of: date | None, anomalies: Path | None) -> "MeasureReport":
    from gongkai.indicators.lookups import DatedLimit
    from gongkai.indicators.measure import measure
    from gongkai.policy.national import load_national

    law = load_national()
    limits = [
        DatedLimit(held.start, held.value)
        for held in law.parameter("disclosure.limit").values
        if isinstance(held.value, int)
    ]
    with _progress_bar() as tell:
        return measure(
            records,
            calendar=law.calendar,
            limit=limits,
            as_of=as_of,
            progress=tell,
            anomalies_out=anomalies,
        )


@contextmanager
def _progress_bar() -> "Iterator[Report | None]":
    """Show a progress bar on standard error where a person is watching."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, object] = {}

        def tell(progress: "Progress") -> None:
            stage = progress.stage.value
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage)
            rows = f" {progress.rows:,} 行" if progress.rows else ""
            bar.update(
                tasks[stage],  # type: ignore[arg-type]
                completed=progress.done,
                total=progress.total or 1,
                description=f"{stage}{rows}",
            )

        yield tell
