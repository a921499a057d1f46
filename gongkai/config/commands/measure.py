"""``gongkai measure``: indicators of real governments from their published records alone."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gongkai.config.console import write_output


class Format(StrEnum):
    """What the report is written as."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


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
) -> None:
    """Measure governments from records files."""
    raise NotImplementedError(f"{records} {as_of} {output} {out} {date} {write_output}")
