"""A masked copy of a file, or none at all: what still holds personal data is never written.

The copy is read again by the same checks as every other file, so a part the masker cannot reach
(a cache, a picture's description) stops it instead of slipping through.
"""

import csv
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.disclosure.checks.checking import check_file, read_file
from gongkai.disclosure.checks.masking_sheet import masked_sheets
from gongkai.disclosure.checks.masking_word import ROUNDS, masked_word
from gongkai.disclosure.checks.scanning import personal_of
from gongkai.disclosure.checks.text_reader import csv_pieces, csv_rows, decode, delimiter_of
from gongkai.disclosure.checks.values import FileReport
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.rules.text import Grade, WordRule, mask_personal, masked


def masked_copy(path: Path, rules: Iterable[WordRule]) -> bytes:
    """Return the file with personal data masked.

    Raises :class:`ProblemsError` naming what could not be masked: then nothing may be written.
    """
    name = mask_personal(str(path))
    mask = _MASKERS.get(path.suffix.lower())
    if mask is None:
        message = f"不能生成脱敏副本；可用 {'、'.join(_MASKERS)}"
        raise ProblemsError([Problem(Place(name), "M-KIND", message)])
    data = mask(path, name)
    report = _verified(data, path.suffix.lower(), rules)
    left = [one for one in report.findings if _forbids(one.grade, one.code, one.title)]
    if left:
        raise ProblemsError(
            Problem(Place(name, cell=one.place), "M-LEFT", f"{one.title}不能自动脱敏，{one.mend}")
            for one in left
        )
    return data


def _forbids(grade: Grade, code: str, title: str) -> bool:
    """Whether a finding may not be left in a masked copy: all that blocks, all that is personal."""
    personal = code.startswith("personal.") and "单位联系方式" not in title
    return grade is Grade.BLOCK or personal


def _verified(data: bytes, suffix: str, rules: Iterable[WordRule]) -> FileReport:
    with TemporaryDirectory(prefix="gongkai-") as folder:
        copy = Path(folder) / f"masked{suffix}"
        copy.write_bytes(data)
        return check_file(copy, rules)


def _masked_text(path: Path, name: str) -> bytes:
    read_file(path, name)
    decoded = decode(path, name)
    lines = decoded.text.splitlines(keepends=True)
    return "".join(map(mask_personal, lines)).encode(decoded.encoding)


def _masked_csv(path: Path, name: str) -> bytes:
    """Mask the cells, each under the head of its column; encoding and separator stay."""
    decoded = decode(path, name)
    rows = csv_rows(decoded.text, name)
    for _ in range(ROUNDS):
        pieces = list(csv_pieces(rows))
        found = personal_of(pieces)
        if not any(found):
            break
        for piece, detected in zip(pieces, found, strict=True):
            if isinstance(piece.source, tuple):
                row, column = piece.source
                rows[row][column] = masked(piece.text, detected)
    out = StringIO(newline="")
    end = "\r\n" if "\r\n" in decoded.text else "\n"
    csv.writer(out, delimiter=delimiter_of(decoded.text), lineterminator=end).writerows(rows)
    return out.getvalue().encode(decoded.encoding)


_MASKERS: dict[str, Callable[[Path, str], bytes]] = {
    ".txt": _masked_text,
    ".md": _masked_text,
    ".csv": _masked_csv,
    ".docx": masked_word,
    ".xlsx": masked_sheets,
}

MASKABLE = frozenset(_MASKERS)
"""The endings of files a masked copy can be made of."""
