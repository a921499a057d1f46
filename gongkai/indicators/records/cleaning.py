"""From raw text to the clean tables the indicators read: `units`, `records`, `series`, `numbers`.

`records(row_id, unit_id, issued_on, published_on)` holds the rows that count; `row_id` is the
row's place in `raw`, where title, address and further columns stay. A row left out is in
`anomalies` with its reason. Cells in the usual spelling are read by SQL (the macros of `store.py`);
every other distinct spelling is read once by the Python rules and joined.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

import pyarrow as pa

from gongkai.indicators.records.dates import parse_date
from gongkai.indicators.records.numbers import read_numbers
from gongkai.indicators.records.store import append_rows

BATCH: Final = 20_000
# A series that counts through all years (令) has this year in the tables: SQL joins lose nulls.
NO_YEAR: Final = 0

_UNITS: Final = """
CREATE TABLE units AS
WITH names AS (SELECT trimmed(unit) AS written, min(rowid) AS first_row FROM raw GROUP BY 1)
SELECT CAST(row_number() OVER (ORDER BY first_row) - 1 AS INTEGER) AS unit_id,
       coalesce(nullif(written, ''), no_unit()) AS unit, written
FROM names
"""

_ODD_DATES: Final = """
WITH cells AS (
  SELECT DISTINCT trimmed(issued_on) AS cell FROM raw
  UNION SELECT DISTINCT trimmed(published_on) FROM raw)
SELECT cell FROM cells WHERE cell <> '' AND plain_date(cell) IS NULL
"""

_ODD_NUMBERS: Final = """
WITH cells AS (SELECT DISTINCT trimmed(document_number) AS cell FROM raw)
SELECT cell FROM cells WHERE cell <> '' AND plain_number(cell).issuer_code = ''
"""

_NUMBER_MAP: Final = """
CREATE TABLE number_map (
  cell VARCHAR, issuer_code VARCHAR, number_year INTEGER, number_seq INTEGER)
"""

_TYPED: Final = """
CREATE TABLE typed AS
WITH cells AS (
  SELECT rowid AS row_id, trimmed(unit) AS written, trimmed(url) AS address,
         trimmed(issued_on) AS issued, trimmed(published_on) AS published,
         trimmed(document_number) AS number FROM raw),
days AS (
  SELECT row_id, unit_id, address, issued, published, number,
         plain_number(number) AS plain,
         coalesce(plain_date(issued), i.day) AS issued_on,
         coalesce(plain_date(published), p.day) AS published_on
  FROM cells JOIN units USING (written)
  LEFT JOIN date_map i ON issued = i.cell LEFT JOIN date_map p ON published = p.cell)
SELECT row_id, unit_id, CASE WHEN address <> '' THEN hash(address) END AS url_hash,
       issued_on, published_on,
       issued_on IS NULL AND issued <> '' AS issued_bad,
       published_on IS NULL AND published <> '' AS published_bad,
       coalesce(coalesce(published_on, issued_on) > $as_of, false) AS late,
       nullif(plain.issuer_code, '') AS issuer_code,
       TRY_CAST(plain.number_year AS INTEGER) AS number_year,
       TRY_CAST(plain.number_seq AS INTEGER) AS number_seq,
       plain.issuer_code = '' AND number <> '' AS number_odd
FROM days
"""

# Equal hashes only nominate; the addresses themselves decide.
_REPEATED: Final = """
CREATE TABLE repeated AS
WITH nominated AS (
  SELECT url_hash FROM typed WHERE url_hash IS NOT NULL AND NOT late
  GROUP BY url_hash HAVING count(*) > 1)
SELECT row_id, kept_row FROM (
  SELECT t.row_id, min(t.row_id) OVER (PARTITION BY trimmed(r.url)) AS kept_row
  FROM typed t JOIN nominated USING (url_hash) JOIN raw r ON r.rowid = t.row_id WHERE NOT t.late)
WHERE row_id <> kept_row
"""

_RECORDS: Final = """
CREATE TABLE records AS
SELECT row_id, unit_id, issued_on, published_on
FROM typed ANTI JOIN repeated USING (row_id) WHERE NOT late
"""

_FOUND: Final = """
CREATE TABLE found AS
WITH counted AS (SELECT * FROM typed ANTI JOIN repeated USING (row_id) WHERE NOT late)
SELECT row_id, unit_id, issuer_code, number_year, number_seq
FROM counted WHERE issuer_code IS NOT NULL
UNION ALL
SELECT c.row_id, c.unit_id, m.issuer_code, m.number_year, m.number_seq
FROM counted c JOIN raw r ON r.rowid = c.row_id
JOIN number_map m ON trimmed(r.document_number) = m.cell WHERE c.number_odd
"""

_SERIES: Final = """
CREATE TABLE series AS
WITH keys AS (
  SELECT DISTINCT unit_id, issuer_code, number_year FROM found WHERE issuer_code IS NOT NULL),
ordered AS (
  SELECT *, row_number() OVER (ORDER BY unit_id, issuer_code, number_year) AS place FROM keys)
SELECT CAST(place - 1 AS INTEGER) AS series_id, unit_id, issuer_code, number_year FROM ordered
"""

_NUMBERS: Final = """
CREATE TABLE numbers AS
SELECT f.row_id, s.series_id, f.number_seq
FROM found f JOIN series s USING (unit_id, issuer_code, number_year)
"""


def clean(connection: Any, as_of: date | None, step: Callable[[int, int], None]) -> None:
    """Build the clean tables from `raw`; `step` gets the steps done and their number."""
    last_day = as_of or date.max
    steps: list[Callable[[], Any]] = [
        lambda: connection.execute(_UNITS),
        lambda: _map_dates(connection),
        lambda: connection.execute(_TYPED, {"as_of": last_day}),
        lambda: connection.execute(_REPEATED),
        lambda: connection.execute(_RECORDS),
        lambda: _map_numbers(connection),
        lambda: connection.execute(_FOUND),
        lambda: connection.execute(_SERIES),
        lambda: connection.execute(_NUMBERS),
    ]
    for done, run in enumerate(steps):
        step(done, len(steps))
        run()
    step(len(steps), len(steps))


def _map_dates(connection: Any) -> None:
    """Read every spelling of a date that SQL does not know, each once."""
    connection.execute("CREATE TABLE date_map (cell VARCHAR, day DATE)")
    for batch in _batches(connection, _ODD_DATES):
        days = pa.array([parse_date(cell) for cell in batch], pa.date32())
        append_rows(connection, "date_map", pa.table({"cell": batch, "day": days}))


def _map_numbers(connection: Any) -> None:
    """Read every document number in another spelling; a cell that holds none maps to nulls."""
    connection.execute(_NUMBER_MAP)
    for batch in _batches(connection, _ODD_NUMBERS):
        found = [(cell, number) for cell in batch for number in read_numbers(cell) or (None,)]
        years = [number and (number.year or NO_YEAR) for _, number in found]
        rows = pa.table(
            {
                "cell": pa.array([cell for cell, _ in found], pa.string()),
                "issuer_code": pa.array([n and n.issuer_code for _, n in found], pa.string()),
                "number_year": pa.array(years, pa.int32()),
                "number_seq": pa.array([n and n.sequence for _, n in found], pa.int32()),
            }
        )
        append_rows(connection, "number_map", rows)


def _batches(connection: Any, sql: str) -> Iterator[list[str]]:
    """Yield the one column of a query in bounded lists, while other statements run."""
    cursor = connection.cursor()
    cursor.execute(sql)
    while rows := cursor.fetchmany(BATCH):
        yield [row[0] for row in rows]
    cursor.close()
