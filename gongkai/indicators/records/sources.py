"""The files to read: do they exist, and what are they."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from gongkai.indicators.records.problems import Problem, RecordsError


class Format(StrEnum):
    """The three shapes of a records file."""

    CSV = "csv"
    PARQUET = "parquet"
    JSONL = "jsonl"


_SUFFIXES: Final = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.CSV,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
}
# First bytes of files that offices send by mistake.
_FOREIGN: Final = (
    (b"PK\x03\x04", "这是 Excel 或压缩文件", "请在 Excel 中另存为“CSV UTF-8”后再试"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Excel 或 Word 文件", "请另存为“CSV UTF-8”后再试"),
    (b"%PDF", "这是 PDF 文件", "请改用 CSV、Parquet 或 JSONL 记录文件"),
    (b"\x1f\x8b", "这是 gzip 压缩文件", "请先解压"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One input file."""

    path: Path
    format: Format
    size: int

    @property
    def name(self) -> str:
        """Give the name shown in reports; the folder is the reader's own affair."""
        return self.path.name


def open_sources(paths: Sequence[Path | str]) -> tuple[Source, ...]:
    """Look at every file and refuse with all problems at once.

    Raises:
        RecordsError: a file is missing, a folder, empty, unreadable or of another kind.
    """
    if not paths:
        raise RecordsError(
            [Problem("记录文件", "没有给出文件", "请写明至少一个 CSV、Parquet 或 JSONL 文件")]
        )
    found = [_examine(Path(path)) for path in paths]
    problems = [item for item in found if isinstance(item, Problem)]
    if problems:
        raise RecordsError(problems)
    return tuple(item for item in found if isinstance(item, Source))


def _examine(path: Path) -> Source | Problem:
    place = str(path)
    if path.is_dir():
        return Problem(place, "这是文件夹，不是文件", "请写明其中的文件，例如 文件夹/*.csv")
    if not path.exists():
        return Problem(place, "文件不存在", "请检查路径和文件名")
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
        size = path.stat().st_size
    except OSError:
        return Problem(place, "文件无法读取", "请检查读取权限")
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        return Problem(place, "文件是空的", "请放入带表头的记录后再试")
    for magic, message, mend in _FOREIGN:
        if head.startswith(magic):
            return Problem(place, message, mend)
    return Source(path, _format(path, head), size)


def _format(path: Path, head: bytes) -> Format:
    """Judge by what the file holds where that is certain, else by its name."""
    if head.startswith(b"PAR1"):
        return Format.PARQUET
    if path.suffix.lower() in _SUFFIXES:
        return _SUFFIXES[path.suffix.lower()]
    return Format.JSONL if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else Format.CSV
