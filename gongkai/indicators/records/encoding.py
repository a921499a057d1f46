"""Which encoding a text file is in, by strictly decoding all of it in chunks."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from gongkai.indicators.records.problems import Problem, RecordsError

CHUNK: Final = 4 * 1024 * 1024
# So many Chinese characters before the first bad byte mean a damaged UTF-8 file, not another
# encoding: GB18030 text fails as UTF-8 within a few characters.
_CERTAINLY_UTF8: Final = 16


class Encoding(StrEnum):
    """Encodings that are read."""

    UTF_8 = "utf-8"
    GB18030 = "gb18030"
    UTF_16 = "utf-16"

    @property
    def label(self) -> str:
        """Give the name people know."""
        return {"utf-8": "UTF-8", "gb18030": "GB18030（GBK）", "utf-16": "UTF-16"}[self.value]


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What one pass over a text file tells."""

    encoding: Encoding
    has_nul: bool = False
    damaged: bool = False

    @property
    def clean(self) -> bool:
        """Tell whether the file can go to the fast reader as it is."""
        return self.encoding is Encoding.UTF_8 and not self.has_nul and not self.damaged


def inspect_text(path: Path, tell: Callable[[int], None]) -> TextFacts:
    """Decode the whole file strictly; `tell` gets the bytes done.

    Raises:
        RecordsError: neither UTF-8, UTF-16 nor GB18030, or not text at all.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _, position, _ = _decode(path, Encoding.UTF_16, tell)
        if position is None:
            return TextFacts(Encoding.UTF_16)
        raise _unreadable(path, position)
    if head.count(b"\0") * 20 > len(head):
        raise RecordsError(
            [
                Problem(
                    str(path), "这是二进制文件，不是文本", "请改用 CSV、Parquet 或 JSONL 记录文件"
                )
            ]
        )
    has_nul, bad_utf8, characters = _decode(path, Encoding.UTF_8, tell)
    if bad_utf8 is None:
        return TextFacts(Encoding.UTF_8, has_nul)
    if characters >= _CERTAINLY_UTF8:
        return TextFacts(Encoding.UTF_8, has_nul=True, damaged=True)
    has_nul, bad_gb, _ = _decode(path, Encoding.GB18030, tell)
    if bad_gb is None:
        return TextFacts(Encoding.GB18030, has_nul)
    raise _unreadable(path, bad_gb)


def transcode(path: Path, encoding: Encoding, target: Path) -> None:
    """Write the file again as UTF-8, chunk by chunk."""
    decoder = codecs.getincrementaldecoder(encoding.value)(errors="strict")
    with path.open("rb") as stream, target.open("wb") as out:
        while chunk := stream.read(CHUNK):
            out.write(decoder.decode(chunk).encode("utf-8"))
        out.write(decoder.decode(b"", final=True).encode("utf-8"))


def _decode(
    path: Path, encoding: Encoding, tell: Callable[[int], None]
) -> tuple[bool, int | None, int]:
    """Give: a NUL byte was seen; where the first bad byte stands; Chinese characters before it."""
    decoder = codecs.getincrementaldecoder(encoding.value)(errors="strict")
    has_nul, done, wide = False, 0, 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(CHUNK)
            has_nul = has_nul or (encoding is not Encoding.UTF_16 and b"\0" in chunk)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                good = error.object[: error.start].decode(encoding.value, errors="ignore")
                return has_nul, done + error.start, wide + _wide(good)
            if not chunk:
                return has_nul, None, wide
            wide = wide or _wide(text[:4096])
            done += len(chunk)
            tell(done)


def _wide(text: str) -> int:
    return sum(1 for character in text if "\u3000" <= character <= "\u9fff")


def _unreadable(path: Path, position: int) -> RecordsError:
    with path.open("rb") as stream:
        line = 1 + sum(
            chunk.count(b"\n")
            for chunk in iter(lambda: stream.read(min(CHUNK, position - stream.tell())), b"")
        )
    place = f"{path} 第 {line} 行"
    return RecordsError(
        [
            Problem(
                place,
                "文字编码既不是 UTF-8 也不是 GB18030",
                "请用记事本或 Excel 另存为 UTF-8 编码后再试",
            )
        ]
    )
