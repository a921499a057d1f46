"""Small pieces of SQL text used by the loaders and the cleaning."""

from pathlib import Path

from gongkai.indicators.records.columns import COLUMNS, Header


def quoted(text: str) -> str:
    """Write a text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Write a column name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def plain_path(folder: Path, path: Path, number: int) -> Path:
    """Give a path DuckDB takes literally: `*`, `?` and `[` in a name would be read as a pattern."""
    if not any(mark in str(path.resolve()) for mark in "*?["):
        return path.resolve()
    link = folder / f"source-{number}{path.suffix}"
    link.unlink(missing_ok=True)
    link.symlink_to(path.resolve())
    return link


def select_columns(header: Header, names: tuple[str, ...]) -> str:
    """Give the select list of the six columns and the further ones as JSON text.

    `names` are the columns as the reader calls them, position by position.
    """
    picked = []
    for column in COLUMNS:
        position = header.positions.get(column)
        cell = (
            "''"
            if position is None
            else f"coalesce(CAST({identifier(names[position])} AS VARCHAR), '')"
        )
        picked.append(f"{cell} AS {column}")
    extras = ", ".join(
        f"{identifier(header.names[i])} := {identifier(names[i])}" for i in header.extras
    )
    kept = f"CAST(to_json(struct_pack({extras})) AS VARCHAR)" if extras else "NULL"
    return ", ".join([*picked, f"{kept} AS extra"])


def load_statement(number: int, first_line: int, picked: str, table: str) -> str:
    """Give the statement that reads a file into `raw`, its rows numbered from `first_line`."""
    line = f"row_number() OVER () + {first_line - 1}"
    # Whatever comes from outside (paths, headers) has passed `quoted` or `identifier`.
    return f"INSERT INTO raw SELECT {number}, {line}, {picked} FROM {table}"  # noqa: S608
