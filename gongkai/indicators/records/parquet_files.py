"""Parquet: typed columns are read as the text a person would have written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from gongkai.indicators.records.columns import CHINESE_NAMES, COLUMNS, read_header
from gongkai.indicators.records.problems import Problem, RecordsError
from gongkai.indicators.records.progress import execute_with_progress
from gongkai.indicators.records.sql_text import load_statement, quoted, select_columns


def load_parquet(
    connection: Any, path: Path, shown: Path, number: int, tell: Callable[[float], None]
) -> None:
    """Load one Parquet file into `raw`; rows count from 1, there is no header row.

    Raises:
        RecordsError: the file is damaged, or has none of the contract's columns.
    """
    table = f"read_parquet({quoted(str(path))})"
    try:
        described = connection.execute(f"DESCRIBE FROM {table}").fetchall()
        names = tuple(str(row[0]) for row in described)
        header = read_header(names)
        if header.positions:
            columns = select_columns(header, names)
            execute_with_progress(connection, load_statement(number, 1, columns, table), tell)
            return
    except duckdb.Error:
        problem = Problem(str(shown), "Parquet 文件已损坏，读不出来", "请重新导出或下载该文件")
        raise RecordsError([problem]) from None
    known = "、".join(f"{name}（{CHINESE_NAMES[name]}）" for name in COLUMNS)
    message = f"没有一列认得出来，现有列：{'、'.join(names[:8])}"
    raise RecordsError([Problem(str(shown), message, f"请至少有一列：{known}")])
