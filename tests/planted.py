"""Rows that many tests begin from, made once in a process and from then on copied."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

Table = frozenset[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was there, and what was there in addition afterwards, by table."""

    before: dict[str, Table]
    made: dict[str, Table]


_kept: dict[str, _Kept] = {}


def planted(name: str, make: Callable[[], object]) -> None:
    """Leave in the database what ``make`` adds to it, under a ``name`` of its own.

    Copied only where the database holds exactly what it held the first time, for the rows name each
    other by their numbers; otherwise made again. ``make`` may add rows and change none. On
    PostgreSQL, whose rows are no plain values, it is made each time.
    """
    if connection.vendor != "sqlite":
        make()
        return
    before = _rows()
    kept = _kept.get(name)
    if kept is not None and kept.before == before:
        _copy(kept.made)
        return
    make()
    after = _rows()
    changed = [table for table, rows in before.items() if not rows <= after[table]]
    assert changed == [], f"{name} changes rows of {changed}"
    made = {table: rows - before.get(table, frozenset()) for table, rows in after.items()}
    _kept[name] = _Kept(before, {table: rows for table, rows in made.items() if rows})


def _rows() -> dict[str, Table]:
    """Return the rows of every table that has any."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = frozenset(cursor.fetchall())
            if rows:
                found[table] = rows
    return found


def _copy(made: dict[str, Table]) -> None:
    # In one transaction: which table comes first does not matter, references are looked at last.
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in made.items():
            places = ", ".join(["%s"] * len(next(iter(rows))))
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", list(rows)
            )
