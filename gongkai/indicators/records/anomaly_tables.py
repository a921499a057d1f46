"""The list of everything not counted, filled from the clean tables, and its sums by unit."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gongkai.indicators.records.anomalies import Anomaly, Kind
from gongkai.indicators.records.columns import CHINESE_NAMES
from gongkai.rules.text import harmless

# One statement per kind of anomaly; `reasons` names each row once for each reason it has.
_FILL: Final = """
INSERT INTO anomalies
WITH reasons AS (
  SELECT row_id, 'url' AS column_name, 'duplicate_url' AS kind,
         '首条在“' || s.name || '”第 ' || k.line || ' 行' AS detail
  FROM repeated d JOIN raw k ON k.rowid = d.kept_row JOIN sources s ON s.source = k.source
  UNION ALL
  SELECT row_id, 'issued_on', 'unparsed_date', ''
  FROM typed ANTI JOIN repeated USING (row_id) WHERE issued_bad AND NOT late
  UNION ALL
  SELECT row_id, 'published_on', 'unparsed_date', ''
  FROM typed ANTI JOIN repeated USING (row_id) WHERE published_bad AND NOT late
  UNION ALL
  SELECT row_id, 'document_number', 'unparsed_number', '' FROM found WHERE issuer_code IS NULL
  UNION ALL
  SELECT row_id, 'published_on', 'published_before_issued',
         '成文 ' || issued_on || '，发布 ' || published_on
  FROM records WHERE published_on < issued_on
  UNION ALL
  SELECT row_id, 'issued_on', 'outside_calendar', '成文 ' || issued_on || '，发布 ' || published_on
  FROM records JOIN days i ON issued_on = i.day JOIN days p ON published_on = p.day
  WHERE published_on >= issued_on AND (i.cumulative IS NULL OR p.cumulative IS NULL)
  UNION ALL
  SELECT row_id, 'unit', 'empty_unit', '' FROM typed JOIN units USING (unit_id) WHERE written = ''
  UNION ALL
  SELECT row_id, 'published_on', 'after_as_of', '' FROM typed WHERE late)
SELECT r.source, r.line, u.unit, column_name,
       CASE column_name WHEN 'url' THEN r.url WHEN 'issued_on' THEN r.issued_on
         WHEN 'published_on' THEN coalesce(nullif(r.published_on, ''), r.issued_on)
         WHEN 'document_number' THEN r.document_number ELSE '' END,
       kind, detail
FROM reasons JOIN typed t USING (row_id) JOIN units u USING (unit_id)
JOIN raw r ON r.rowid = row_id
"""

_SUMS: Final = """
WITH all_rows AS (
  SELECT unit_id, count(*) FILTER (NOT late) AS rows, count(*) FILTER (late) AS after_as_of
  FROM typed GROUP BY unit_id),
again AS (
  SELECT unit_id, count(*) AS duplicates
  FROM repeated JOIN typed USING (row_id) GROUP BY unit_id),
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
SELECT s.name, a.line, coalesce(a.unit, ''), coalesce(a.column_name, ''), coalesce(a.value, ''),
       a.kind, coalesce(a.detail, '')
FROM anomalies a JOIN sources s USING (source)
ORDER BY a.source, a.line, a.kind
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
    connection.execute(_FILL)


def unit_rows(connection: Any) -> tuple[UnitRows, ...]:
    """Give every unit in the order of its first row."""
    return tuple(
        UnitRows(int(unit_id), str(unit), *(int(count) for count in counts))
        for unit_id, unit, *counts in connection.execute(_SUMS).fetchall()
    )


def count_by_kind(connection: Any) -> dict[Kind, int]:
    """Give the number of anomalies of each kind that occurs."""
    rows = connection.execute("SELECT kind, count(*) FROM anomalies GROUP BY kind").fetchall()
    found = {Kind(kind): int(items) for kind, items in rows}
    return {kind: found[kind] for kind in Kind if kind in found}


def read_anomalies(connection: Any, limit: int) -> tuple[Anomaly, ...]:
    """Give the first `limit` anomalies in the order of files and rows."""
    return tuple(_anomaly(row) for row in _rows(connection, f"{_LISTED} LIMIT {int(limit)}"))


def write_anomalies(connection: Any, path: Path) -> int:
    """Write all of them as CSV (UTF-8 with BOM, so that Excel opens it); give their number."""
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["文件", "行", "单位", "列", "原值", "种类", "说明"])
        for row in _rows(connection, _LISTED):
            item = _anomaly(row)
            writer.writerow(
                [
                    harmless(item.file),
                    item.line,
                    harmless(item.unit),
                    harmless(item.column),
                    harmless(item.value),
                    item.kind.label,
                    harmless(item.message),
                ]
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
