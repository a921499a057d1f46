"""The contenders of the search benchmark, each as its users would set it up.

All index the same pairs of characters, so their totals must agree; the row "words" has what the
segmenter cuts instead, which is less to search and finds less.
"""

import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Protocol

from gongkai.search import PUBLIC, Document, Index, rebuild, search
from gongkai.search.folding import fold
from gongkai.search.words import characters, index_words, pairs

Answer = tuple[int, dict[str, int]]
"""The exact total and the counts by year."""

_FACTS: Final = ("unit", "col", "kind", "year", "validity")
_SHOWN: Final = "level = 'public' AND validity NOT IN ('repealed', 'expired')"


class Contender(Protocol):
    """What is measured of each."""

    def build(self, documents: Iterable[Document]) -> None:
        """Index everything."""

    def ask(self, words: list[str]) -> Answer:
        """Top 20 by relevance with title and text, exact total, counts by five facets."""

    def add(self, document: Document) -> None:
        """Put one more document in, durably and visibly."""

    def megabytes(self) -> float:
        """Size of everything on disk, texts included."""

    def close(self) -> None:
        """Leave nothing behind."""


class Gongkai:
    """This project's search, through its public functions, excerpts with marks included."""

    def __init__(self, folder: Path) -> None:
        self._index = Index.create(folder / "index")

    def build(self, documents: Iterable[Document]) -> None:
        rebuild(self._index.folder, documents)

    def ask(self, words: list[str]) -> Answer:
        text = " ".join(f'"{word}"' for word in words)
        results = search(self._index, text, levels=[PUBLIC])
        return results.total, {one.key: one.count for one in results.facets.years}

    def add(self, document: Document) -> None:
        self._index.upsert([document])

    def megabytes(self) -> float:
        files = [path for path in self._index.folder.rglob("*") if path.is_file()]
        return sum(path.stat().st_size for path in files) / 2**20

    def close(self) -> None:
        shutil.rmtree(self._index.folder)


class SQLite:
    """FTS5 over a column of titles, of texts and of single characters, joined with the facts."""

    def __init__(self, folder: Path, *, words: bool = False) -> None:
        self._path = folder / "search.sqlite"
        self._words = words
        self._db = sqlite3.connect(self._path)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute(
            "CREATE TABLE docs (id INTEGER PRIMARY KEY, title, body, level, unit, col, kind,"
            " year INTEGER, validity)"
        )
        self._db.execute(
            "CREATE VIRTUAL TABLE fts USING fts5(title, text, chars, content='',"
            ' tokenize="unicode61 remove_diacritics 0")'
        )

    def build(self, documents: Iterable[Document]) -> None:
        for number, document in enumerate(documents):
            self._insert(number, document)
        self._db.commit()

    def _insert(self, number: int, document: Document) -> None:
        marks = "?, ?, ?, ?, ?, ?, ?, ?, ?"
        self._db.execute(f"INSERT INTO docs VALUES ({marks})", (number, *facts(document)))
        cells = (number, *cut(document, words=self._words))
        self._db.execute("INSERT INTO fts (rowid, title, text, chars) VALUES (?, ?, ?, ?)", cells)

    def ask(self, words: list[str]) -> Answer:
        query = " AND ".join(map(self._one, words))
        found = f"FROM fts JOIN docs ON docs.id = fts.rowid WHERE fts MATCH ? AND {_SHOWN}"
        top = f"SELECT title, body {found} ORDER BY bm25(fts, 4, 1, 0) LIMIT 20"
        top = top.replace("title, body", "docs.title, docs.body")
        self._db.execute(top, (query,)).fetchall()
        kinds = " UNION ALL ".join(
            f"SELECT '{fact}', {fact}, count(*) FROM found GROUP BY {fact}" for fact in _FACTS
        )
        counts = f"WITH found AS MATERIALIZED (SELECT {', '.join(_FACTS)} {found}) {kinds}"
        return answer(self._db.execute(counts, (query,)).fetchall())

    def _one(self, word: str) -> str:
        if len(word) == 1:
            return f'{{chars}} : "{word}"'
        terms = [word] if self._words else pairs(word)
        return f'{{title text}} : "{" ".join(terms)}"'

    def add(self, document: Document) -> None:
        last = self._db.execute("SELECT max(id) FROM docs").fetchone()[0]
        self._insert(last + 1, document)
        self._db.commit()

    def megabytes(self) -> float:
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self._path.stat().st_size / 2**20

    def close(self) -> None:
        self._db.close()
        self._path.unlink()


class SQLiteWords(SQLite):
    """The same over words."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, words=True)


class PostgreSQL:
    """A tsvector with weighted title, GIN, ranked by ts_rank; characters in one of their own."""

    def __init__(self, folder: Path) -> None:
        import psycopg

        self._schema = "gongkai_bench_search"
        self._db = psycopg.connect("host=127.0.0.1 port=5432 user=root dbname=test")
        run = self._db.execute
        run(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE")
        run(f"CREATE SCHEMA {self._schema}")
        run(f"SET search_path TO {self._schema}")
        run(
            "CREATE TABLE docs (id integer, title text, body text, level text, unit text, col text,"
            " kind text, year integer, validity text, cut tsvector, chars tsvector)"
        )

    def build(self, documents: Iterable[Document]) -> None:
        run = self._db.execute
        run(
            "CREATE UNLOGGED TABLE raw (id integer, title text, body text, level text, unit text,"
            " col text, kind text, year integer, validity text, t text, b text, c text)"
        )
        with self._db.cursor().copy("COPY raw FROM STDIN") as copy:
            for number, document in enumerate(documents):
                copy.write_row((number, *facts(document), *cut(document)))
        run(f"INSERT INTO docs {self._vectors('FROM raw')}")
        run("DROP TABLE raw")
        run("SET maintenance_work_mem = '1GB'")
        run("CREATE INDEX docs_cut ON docs USING gin (cut)")
        run("CREATE INDEX docs_chars ON docs USING gin (chars)")
        run("CREATE UNIQUE INDEX docs_id ON docs (id)")
        self._db.commit()
        self._db.autocommit = True
        run("VACUUM ANALYZE docs")

    def _vectors(self, source: str) -> str:
        return (
            "SELECT id, title, body, level, unit, col, kind, year, validity,"
            " setweight(to_tsvector('simple', t), 'A') || to_tsvector('simple', b),"
            f" to_tsvector('simple', c) {source}"
        )

    def ask(self, words: list[str]) -> Answer:
        conditions, values = [], []
        for word in words:
            conditions.append(f"{'chars' if len(word) == 1 else 'cut'} @@ %s::tsquery")
            values.append(" <-> ".join(f"'{term}'" for term in pairs(word)))
        found = f"FROM docs WHERE {' AND '.join(conditions)} AND {_SHOWN}"
        rank = " + ".join(["ts_rank(cut, %s::tsquery)"] * len(words))
        self._db.execute(
            f"SELECT title, body {found} ORDER BY {rank} DESC LIMIT 20",
            [*values, *values],
        ).fetchall()
        sets = ", ".join(f"({fact})" for fact in _FACTS)
        rows = self._db.execute(
            f"SELECT {', '.join(_FACTS)}, count(*) {found} GROUP BY GROUPING SETS ({sets})",
            values,
        ).fetchall()
        return answer(list(_flat(rows)))

    def add(self, document: Document) -> None:
        names = "id, title, body, level, unit, col, kind, year, validity, t, b, c"
        casts = "%s::int, %s, %s, %s, %s, %s, %s, %s::int, %s, %s, %s, %s"
        source = f"FROM (VALUES ({casts})) AS one ({names})"
        row = (time.time_ns() % 2**31, *facts(document), *cut(document))
        self._db.execute(f"INSERT INTO docs {self._vectors(source)}", row)

    def megabytes(self) -> float:
        size = self._db.execute("SELECT pg_total_relation_size('docs')").fetchone()
        return float(size[0]) / 2**20 if size else 0.0

    def close(self) -> None:
        self._db.execute(f"DROP SCHEMA {self._schema} CASCADE")
        self._db.close()


CONTENDERS: Final[dict[str, Any]] = {
    "gongkai": Gongkai,
    "SQLite FTS5, pairs": SQLite,
    "SQLite FTS5, words": SQLiteWords,
    "PostgreSQL GIN, pairs": PostgreSQL,
}


def facts(document: Document) -> tuple[Any, ...]:
    """What the peers keep beside the index."""
    return (
        document.title,
        document.body,
        document.level,
        document.unit.id,
        document.columns[0].id,
        document.kind.id if document.kind else None,
        document.year,
        document.validity.value,
    )


def cut(document: Document, *, words: bool = False) -> tuple[str, str, str]:
    """Title, whole text and characters, cut as this project's index cuts them."""
    title = fold(document.title)
    text = "\n".join((title, fold(document.number), fold(document.body), fold(document.unit.name)))
    cutting = index_words if words else pairs
    return " ".join(cutting(title)), " ".join(cutting(text)), " ".join(characters(text))


def answer(rows: list[Any]) -> Answer:
    """From rows of facet, value, count."""
    years = {str(value): int(number) for fact, value, number in rows if fact == "year"}
    return sum(years.values()), years


def _flat(rows: list[Any]) -> Iterator[tuple[str, Any, int]]:
    for *values, number in rows:
        for fact, value in zip(_FACTS, values, strict=True):
            if value is not None:
                yield fact, value, number
