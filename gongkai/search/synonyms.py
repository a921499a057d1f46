"""What people say and what documents say (俗称 and 规范词), read from ``data/synonyms.txt``."""

from functools import cache

from gongkai.search.words import data_lines, names_in


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, dict[str, None]] = {}
    for line in data_lines("synonyms.txt"):
        common, _, official = line.partition("=>")
        for one in names_in(common):
            table.setdefault(one, {}).update(dict.fromkeys(names_in(official)))
        for one in names_in(official):
            table.setdefault(one, {}).update(dict.fromkeys(names_in(common)))
    return {one: tuple(others) for one, others in table.items()}


def synonyms(word: str) -> tuple[str, ...]:
    """Other words for the same thing, the official one first; none for most words."""
    return _table().get(word, ())
