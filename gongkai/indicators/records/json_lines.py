"""JSON Lines: one object a line; DuckDB when every line is one, line by line otherwise."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from gongkai.indicators.records.anomalies import Kind
from gongkai.indicators.records.columns import ALIASES, CHINESE_NAMES, COLUMNS, canonical
from gongkai.indicators.records.problems import Problem, RecordsError
from gongkai.indicators.records.rows import Oddity, RawRow
from gongkai.indicators.records.sql_text import load_statement, quoted

_SHOWN: Final = 200
_PROBE: Final = 100


def fast_sql(path: Path, number: int, shown: Path) -> str | None:
    """Give the statement that loads a file whose every line is an object with plain names."""
    _require_known_name(path, shown)
    cells = ", ".join(f"{_cell(column)} AS {column}" for column in COLUMNS)
    known = ", ".join(f'"{name}":null' for name in (*COLUMNS, *ALIASES))
    kept = f"nullif(CAST(json_merge_patch(json, {quoted('{' + known + '}')}) AS VARCHAR), '{{}}')"
    objects = f"read_ndjson_objects({quoted(str(path))})"
    only = "WHERE json_type(json) = 'OBJECT' OR error('not an object')"
    return load_statement(number, 1, f"{cells}, {kept}", f"{objects} {only}")


def careful_rows(path: Path, shown: Path) -> Iterator[RawRow | Oddity]:
    """Read line by line; a line that is no object is reported and left out."""
    _require_known_name(path, shown)
    offset = 0
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as stream:
        for line, text in enumerate(stream, start=1):
            offset += len(text.encode())
            if text.strip():
                yield from _checked(line, text, offset)


def _checked(line: int, text: str, offset: int) -> Iterator[RawRow | Oddity]:
    place, shown = f"文件第 {line} 行", text.strip()[:_SHOWN]
    if "\0" in text:
        yield Oddity(line, Kind.NUL_BYTES, shown.replace("\0", "␀"), place)
        text = text.replace("\0", "")
    if "\ufffd" in text:
        yield Oddity(line, Kind.BAD_BYTES, shown, place)
    item = _object(text)
    if item is None:
        yield Oddity(line, Kind.BROKEN_JSON, shown.replace("\0", "␀"), place)
        return
    cells: dict[str, str] = {}
    extras: dict[str, Any] = {}
    for name, value in item.items():
        column = canonical(name)
        if column is None:
            extras[name] = value
        elif value is not None and (column not in cells or name == column):
            cells[column] = (
                value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            )
    kept = json.dumps(extras, ensure_ascii=False) if extras else None
    yield RawRow(line, tuple(cells.get(column, "") for column in COLUMNS), kept, offset)


def _object(text: str) -> dict[str, Any] | None:
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return item if isinstance(item, dict) else None


def _cell(column: str) -> str:
    names = [column, *(alias for alias, name in ALIASES.items() if name == column)]
    paths = ", ".join(f"json ->> {quoted('$.' + chr(34) + name + chr(34))}" for name in names)
    return f"coalesce({paths}, '')"


def _require_known_name(path: Path, shown: Path) -> None:
    """Refuse a file none of whose first objects has a name the contract knows."""
    seen: list[str] = []
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as stream:
        for _, text in zip(range(_PROBE), stream, strict=False):
            seen.extend(_object(text) or ())
    if any(canonical(name) for name in seen):
        return
    known = "、".join(f"{name}（{CHINESE_NAMES[name]}）" for name in COLUMNS)
    message = f"前 {_PROBE} 行没有一个认得出来的字段"
    raise RecordsError(
        [Problem(str(shown), message, f"每行写一个 JSON 对象，字段名至少有一个：{known}")]
    )
