"""Registers of what was published, as CSV, JSON Lines and Excel."""

from gongkai.reports.register.values import COLUMNS, TITLES, RegisterEntry
from gongkai.reports.register.writing import (
    csv_chunks,
    jsonl_chunks,
    table_csv,
    write_table,
    write_workbook,
)

__all__ = [
    "COLUMNS",
    "TITLES",
    "RegisterEntry",
    "csv_chunks",
    "jsonl_chunks",
    "table_csv",
    "write_table",
    "write_workbook",
]
