"""The manifest of a generation: what each page is, what it depends on, and where pages were.

An SQLite file beside the pages. Its transaction is what decides a publication: with the new state
it notes the moves of files that lead there, and they are struck out once they are made. A process
killed before the commit has changed nothing; one killed after it leaves moves for the next.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

# Question marks in one statement; SQLite takes 32,766 of them.
_BATCH: Final = 500
_BUSY_SECONDS: Final = 60.0
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS pages (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, sha256 BLOB NOT NULL,
    size INTEGER NOT NULL, media_type TEXT NOT NULL, modified TEXT NOT NULL,
    withdrawn INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS pages_withdrawn ON pages (address) WHERE withdrawn;
CREATE TABLE IF NOT EXISTS dependencies (
    key TEXT NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (key, page)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dependencies_page ON dependencies (page);
CREATE TABLE IF NOT EXISTS absences (address TEXT PRIMARY KEY, location TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS moves (
    address TEXT PRIMARY KEY, staged TEXT, compressed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stale (what TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What the manifest knows of one page; ``sha256`` is of the bytes before compression."""

    address: str
    sha256: bytes
    size: int
    media_type: str
    modified: datetime
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A file that has to come to its place; without ``staged`` the place has to be empty."""

    address: str
    staged: str | None
    compressed: bool = False


class Manifest:
    """An open manifest. Changes hold only inside :meth:`transaction`."""

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self._db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
        if not self._db.execute("PRAGMA table_info(moves)").fetchall():
            self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all changes made inside, or none of them if it ends with an error."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # a full disk may have ended it already
                self._db.execute("ROLLBACK")
            raise

    def page(self, address: str) -> PageRecord | None:
        """Return what is known of one page."""
        row = self._db.execute(f"{_PAGES} WHERE address = ?", (address,)).fetchone()
        return _record(row) if row else None

    def pages(self) -> Iterator[PageRecord]:
        """Every page, by address."""
        for row in self._db.execute(f"{_PAGES} ORDER BY address"):
            yield _record(row)

    def dependents(self, keys: Iterable[str]) -> set[str]:
        """Return the addresses of pages made from any of the keys."""
        wanted = sorted(set(keys))
        found: set[str] = set()
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            found.update(address for (address,) in self._db.execute(_dependents(len(batch)), batch))
        return found

    def dependencies(self, address: str) -> frozenset[str]:
        """Return the keys one page was made from."""
        rows = self._db.execute(
            "SELECT key FROM dependencies JOIN pages ON pages.id = page WHERE address = ?",
            (address,),
        )
        return frozenset(key for (key,) in rows)

    def put_page(self, page: PageRecord, depends: frozenset[str]) -> None:
        """Note a page in place of whatever was known of its address."""
        before = self.page(page.address)
        if page.withdrawn != (before is not None and before.withdrawn):
            self.mark_lists_stale()
        self.drop_absence(page.address)
        (number,) = self._db.execute(
            "INSERT INTO pages (address, sha256, size, media_type, modified, withdrawn)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO UPDATE SET"
            " sha256 = excluded.sha256, size = excluded.size, media_type = excluded.media_type,"
            " modified = excluded.modified, withdrawn = excluded.withdrawn RETURNING id",
            (
                page.address,
                page.sha256,
                page.size,
                page.media_type,
                page.modified.isoformat(),
                page.withdrawn,
            ),
        ).fetchone()
        self._put_dependencies(number, depends)

    def drop_page(self, address: str) -> bool:
        """Forget a page, and say whether there was one."""
        row = self._db.execute(
            "SELECT id, withdrawn FROM pages WHERE address = ?", (address,)
        ).fetchone()
        if row is None:
            return False
        number, withdrawn = row
        self._db.execute("DELETE FROM dependencies WHERE page = ?", (number,))
        self._db.execute("DELETE FROM pages WHERE id = ?", (number,))
        if withdrawn:
            self.mark_lists_stale()
        return True

    def put_absence(self, address: str, location: str | None) -> bool:
        """Note that a page was here: moved to ``location``, or removed for good.

        Says whether that is news.
        """
        cursor = self._db.execute(
            "INSERT INTO absences VALUES (?, ?) ON CONFLICT (address) DO UPDATE"
            " SET location = excluded.location WHERE location IS NOT excluded.location",
            (address, location),
        )
        return self._lists_changed(cursor)

    def drop_absence(self, address: str) -> bool:
        """Forget that a page was here, and say whether it was known."""
        cursor = self._db.execute("DELETE FROM absences WHERE address = ?", (address,))
        return self._lists_changed(cursor)

    def absences(self) -> Iterator[tuple[str, str | None]]:
        """Addresses where pages were, with the location each moved to, if it did."""
        yield from self._db.execute("SELECT address, location FROM absences ORDER BY address")

    def withdrawn(self) -> list[str]:
        """Return the addresses of pages that show a notice in place of the content."""
        rows = self._db.execute("SELECT address FROM pages WHERE withdrawn ORDER BY address")
        return [address for (address,) in rows]

    def compared(self, before: Path) -> tuple[list[str], list[str], list[str], int]:
        """Return what was added, removed and changed since another manifest, and how many stayed.

        Not inside a transaction.
        """
        self._db.execute("ATTACH ? AS before", (str(before),))
        try:
            added, removed, changed = (
                [address for (address,) in self._db.execute(query)] for query in _COMPARED
            )
            (same,) = self._db.execute(_SAME).fetchone()
        finally:
            self._db.execute("DETACH before")
        return added, removed, changed, same

    def put_move(self, move: Move) -> None:
        """Note a move of this publication."""
        self._db.execute(
            "INSERT OR REPLACE INTO moves VALUES (?, ?, ?)",
            (move.address, move.staged, move.compressed),
        )

    def moves(self) -> list[Move]:
        """Moves that are decided and perhaps not yet made; removals first."""
        rows = self._db.execute("SELECT * FROM moves ORDER BY staged IS NOT NULL, address")
        return [Move(address, staged, bool(compressed)) for address, staged, compressed in rows]

    def mark_lists_stale(self) -> None:
        """Note that what servers read of absences has to be written anew."""
        self._db.execute("INSERT OR IGNORE INTO stale VALUES ('lists')")

    def lists_are_stale(self) -> bool:
        """Whether servers read an old state of the absences."""
        return self._db.execute("SELECT 1 FROM stale").fetchone() is not None

    def strike_moves(self) -> None:
        """Note that all moves are made and the lists of absences written."""
        self._db.execute("DELETE FROM moves")
        self._db.execute("DELETE FROM stale")

    def _lists_changed(self, cursor: sqlite3.Cursor) -> bool:
        if cursor.rowcount > 0:
            self.mark_lists_stale()
        return cursor.rowcount > 0

    def _put_dependencies(self, page: int, depends: frozenset[str]) -> None:
        rows = self._db.execute("SELECT key FROM dependencies WHERE page = ?", (page,))
        known = {key for (key,) in rows}
        self._db.executemany(
            "DELETE FROM dependencies WHERE key = ? AND page = ?",
            ((key, page) for key in known - depends),
        )
        self._db.executemany(
            "INSERT INTO dependencies VALUES (?, ?)", ((key, page) for key in depends - known)
        )


_PAGES: Final = "SELECT address, sha256, size, media_type, modified, withdrawn FROM pages"

_COMPARED: Final = (
    "SELECT address FROM main.pages EXCEPT SELECT address FROM before.pages ORDER BY 1",
    "SELECT address FROM before.pages EXCEPT SELECT address FROM main.pages ORDER BY 1",
    """SELECT address FROM main.pages AS new JOIN before.pages AS old USING (address)
       WHERE new.sha256 != old.sha256 ORDER BY 1""",
)
_SAME: Final = """SELECT count(*) FROM main.pages AS new JOIN before.pages AS old USING (address)
    WHERE new.sha256 = old.sha256"""


def _dependents(keys: int) -> str:
    marks = ", ".join("?" * keys)
    pages = f"SELECT page FROM dependencies WHERE key IN ({marks})"  # noqa: S608  marks only
    return f"SELECT address FROM pages WHERE id IN ({pages})"  # noqa: S608


def _record(row: tuple[str, bytes, int, str, str, int]) -> PageRecord:
    address, sha256, size, media_type, modified, withdrawn = row
    return PageRecord(
        address, sha256, size, media_type, datetime.fromisoformat(modified), bool(withdrawn)
    )
