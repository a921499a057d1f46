"""The list of everything not counted, filled from the clean tables, and its sums by unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gongkai.indicators.records.anomalies import Anomaly, Kind
from gongkai.indicators.records.columns import CHINESE_NAMES
from gongkai.indicators.records.sql_text import quoted, trimmed

_HEAD: Final = "INSERT INTO anomalies SELECT r.source, r.line, u.unit"
_JOIN: Final = "JOIN raw r ON r.rowid = t.row_id JOIN units u USING (unit_id)"
_BOTH_DATES: Final = "'成文 ' || t.issued_on || '，发布 ' || t.published_on"

_STATEMENTS: Final = (
    f"""{_HEAD}, 'url', r.url, {quoted(Kind.DUPLICATE)},
      '首条在“' || s.name || '”第 ' || k.line || ' 行'
      FROM repeated d JOIN typed t USING (row_id) {_JOIN}
      JOIN raw k ON k.rowid = d.kept_row JOIN sources s ON s.source = k.source""",
    f"""{_HEAD}, 'issued_on', r.issued_on, {quoted(Kind.UNPARSED_DATE)}, ''
      FROM typed t {_JOIN} JOIN records c USING (row_id) WHERE t.issued_bad""",
    f"""{_HEAD}, 'published_on', r.published_on, {quoted(Kind.UNPARSED_DATE)}, ''
      FROM typed t {_JOIN} JOIN records c USING (row_id) WHERE t.published_bad""",
    f"""{_HEAD}, 'document_number', r.document_number, {quoted(Kind.UNPARSED_NUMBER)}, ''
      FROM found t {_JOIN} WHERE t.issuer_code IS NULL""",
    f"""{_HEAD}, 'published_on', r.published_on, {quoted(Kind.PUBLISHED_BEFORE_ISSUED)}, {_BOTH_DATES}
      FROM records t {_JOIN} WHERE t.published_on < t.issued_on""",
    f"""{_HEAD}, 'issued_on', r.issued_on, {quoted(Kind.OUTSIDE_CALENDAR)}, {_BOTH_DATES}
      FROM records t {_JOIN} JOIN days i ON t.issued_on = i.day JOIN days p ON t.published_on = p.day
      WHERE t.published_on >= t.issued_on AND (i.cumulative IS NULL OR p.cumulative IS NULL)""",
    f"""{_HEAD}, 'unit', '', {quoted(Kind.EMPTY_UNIT)}, ''
      FROM typed t {_JOIN} WHERE {trimmed("r.unit")} = ''""",
    f"""{_HEAD}, 'published_on', coalesce(nullif(r.published_on, ''), r.issued_on),
      {quoted(Kind.AFTER_AS_OF)}, '' FROM typed t {_JOIN} WHERE t.late""",
)

_SUMS: Final = """
WITH all_rows AS (
  SELECT unit_id, count(*) FILTER (NOT late) AS rows, count(*) FILTER (late) AS after_as_of
  FROM typed GROUP BY unit_id),
again AS (SELECT unit_id, count(*) AS duplicates FROM repeated JOIN typed USING (row_id) GROUP BY unit_id),
bad_dates AS (
  SELECT unit_id, sum(issued_bad::INTEGER + published_bad::INTEGER) AS unparsed_date
  FROM typed ANTI JOIN repeated USING (row_id) WHERE NOT late GROUP BY unit_id),
bad_numbers AS (
  SELECT unit_id, count(*) AS unparsed_number FROM found WHERE issuer_code IS NULL GROUP BY unit_id)
SELECT unit_id, unit, coalesce(rows, 0), coalesce(duplicates, 0), coalesce(unparsed_date, 0),
       coalesce(unparsed_number, 0), coalesce(after_as_of, 0)
FROM units LEFT JOIN all_rows USING (unit_id) LEFT JOIN again USING (unit_id)
LEFT JOIN bad_dates USING (unit_id) LEFT JOIN bad_numbers USING (unit_id)
ORDER BY unit_id
"""

_LISTED: Final = """
SELECT s.name, a.line, coalesce(a.unit, ''), coalesce(a.column_name, ''), coalesce(a.value, ''), a.kind,
       coalesce(a.detail, '')
FROM anomalies a JOIN sources s USING (source)
"""


@dataclass(frozen=True, slots=True)
class UnitRows:
    """Row counts of one unit, from reading alone."""

    unit_id: int
    unit: str
    rows: int
    duplicates: int
    unparsed_date: int
    unparsed_number: int
    after_as_of: int


def list_anomalies(connection: Any) -> None:
    """Fill the table `anomalies` (the readers have put in the faults of form already)."""
    for statement in _STATEMENTS:
        connection.execute(statement)


def unit_rows(connection: Any) -> tuple[UnitRows, ...]:
    """Give every unit in the order of its first row."""
    return tuple(UnitRows(*(part if i == 1 else int(part) for i, part in enumerate(row))) for row in connection.execute(_SUMS).fetchall())


def count_by_kind(connection: Any) -> dict[Kind, int]:
    """Give the number of anomalies of each kind that occurs."""
    rows = connection.execute("SELECT kind, count(*) FROM anomalies GROUP BY kind").fetchall()
    found = {Kind(kind): int(items) for kind, items in rows}
    return {kind: found[kind] for kind in Kind if kind in found}


def read_anomalies(connection: Any, limit: int) -> tuple[Anomaly, ...]:
    """Give the first `limit` anomalies in the order of files and rows."""
    sql = f"{_LISTED} ORDER BY a.source, a.line, a.kind LIMIT {int(limit)}"
    return tuple(_anomaly(row) for row in _rows(connection, sql))


def write_anomalies(connection: Any, path: Path) -> int:
    """Write all of them as CSV (UTF-8 with BOM, so that Excel opens it); give their number."""
    import csv

    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["文件", "行", "单位", "列", "原值", "种类", "说明"])
        for row in _rows(connection, f"{_LISTED} ORDER BY a.source, a.line, a.kind"):
            item = _anomaly(row)
            writer.writerow(
                [item.file, item.line, item.unit, item.column, item.value, item.kind.title, item.message]
            )
            written += 1
    return written


def _rows(connection: Any, sql: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.execute(sql)
    while rows := cursor.fetchmany(10_000):
        yield from rows


def _anomaly(row: tuple[Any, ...]) -> Anomaly:
    file, line, unit, column, value, kind, detail = row
    return Anomaly(file, int(line), unit, CHINESE_NAMES.get(column, ""), value, Kind(kind), detail)
