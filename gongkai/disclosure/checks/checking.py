"""One file in, its findings out: the reader by kind of file, then the rules."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from gongkai.disclosure.checks.packages import open_package
from gongkai.disclosure.checks.scanning import findings_of, words_in
from gongkai.disclosure.checks.sheet_reader import read_sheets
from gongkai.disclosure.checks.text_reader import (
    decode,
    pdf_reading,
    read_csv,
    read_html,
    read_pdf,
    read_text_file,
)
from gongkai.disclosure.checks.values import FileReport, Finding, Notice, Piece, Reading
from gongkai.disclosure.checks.word_reader import read_word
from gongkai.disclosure.checks.word_structure import READABLE
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.rules.references import NO_REFERENCES, ReferenceRules
from gongkai.rules.text import Grade, WordRule, any_word, mask_personal

_READERS: dict[str, Callable[[Path, str], Reading]] = {
    ".docx": read_word,
    ".xlsx": read_sheets,
    ".csv": read_csv,
    ".txt": read_text_file,
    ".md": read_text_file,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
}
# What these hold stands in them letter by letter, so that one look at all of it may be enough.
_AS_IT_STANDS = {".csv", ".txt", ".md"}
_WORD_OLD = {".doc", ".wps", ".rtf", ".docm", ".dot", ".dotx", ".odt"}
_SHEET_OLD = {".xls", ".et", ".xlsm", ".xlsb", ".ods"}
# What a text file never begins with: archives, PDF, old Office, images.
_NOT_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"Rar!")
_DEEPEST = 3


def check_file(
    path: Path, rules: Iterable[WordRule], references: ReferenceRules = NO_REFERENCES
) -> FileReport:
    """Return the findings of a file; one that cannot be read is blocked, for it was not checked.

    Never raises for what is in the file. The name in the report is masked too.
    """
    shown = mask_personal(str(path))
    try:
        reading = read_file(path, shown)
    except ProblemsError as error:
        return FileReport(shown, tuple(_unread(problem) for problem in error.problems))
    whole = replace(reading, pieces=(_named(path.name), *reading.pieces))
    return FileReport(shown, findings_of(whole, rules, references))


def check_pdf_text(
    name: str, text: str, rules: Iterable[WordRule], references: ReferenceRules = NO_REFERENCES
) -> tuple[Finding, ...]:
    """Return the findings of a PDF whose text was taken out of it beforehand."""
    reading = pdf_reading(text)
    whole = replace(reading, pieces=(_named(name), *reading.pieces))
    return findings_of(whole, rules, references)


def _named(name: str) -> Piece:
    return Piece(place="文件名", text=name, writing=False)


def marked_secret_name(name: str, rules: Iterable[WordRule]) -> Finding | None:
    """Return the first secrecy marking of the name of a file."""
    return next(words_in([_named(name)], _secrecy(rules)), None)


def marked_secret_pdf(text: str, rules: Iterable[WordRule]) -> Finding | None:
    """Return the first secrecy marking in the text of a PDF."""
    return next(words_in(pdf_reading(text).pieces, _secrecy(rules)), None)


def marked_secret_docx(data: bytes, rules: Iterable[WordRule]) -> Finding | None:
    """Return the first secrecy marking in a Word file that a program has written."""
    with TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / "copy.docx"
        path.write_bytes(data)
        return marked_secret(path, rules)


def marked_secret(path: Path, rules: Iterable[WordRule]) -> Finding | None:
    """Return the first secrecy marking of a file, its name included, and look for nothing else.

    A file that cannot be read has none that could be found; what may be kept decides others.
    """
    secrecy = _secrecy(rules)
    pieces = [_named(path.name)]
    with suppress(ProblemsError):
        if path.suffix.lower() not in _AS_IT_STANDS or any_word(secrecy)(decode(path, "").text):
            pieces += read_file(path, path.name).pieces
    return next(words_in(pieces, secrecy), None)


def marked_secret_text(text: str, rules: Iterable[WordRule]) -> Finding | None:
    """Return the first secrecy marking of a text typed into a form."""
    return next(words_in(_lines(text), _secrecy(rules)), None)


def _secrecy(rules: Iterable[WordRule]) -> tuple[WordRule, ...]:
    """Return the rules whose words this system must not even keep (密级标志)."""
    return tuple(one for one in rules if one.grade is Grade.BLOCK and one.id.startswith("secrecy."))


def check_text(
    text: str, rules: Iterable[WordRule], references: ReferenceRules = NO_REFERENCES
) -> tuple[Finding, ...]:
    """Return the findings of a text typed into a form, a piece a line."""
    return findings_of(Reading(_lines(text)), rules, references)


def _lines(text: str) -> tuple[Piece, ...]:
    lines = enumerate(text.splitlines(), start=1)
    return tuple(Piece(place=f"第{n}段", text=line) for n, line in lines if line.strip())


def read_file(path: Path, name: str, depth: int = 0) -> Reading:
    """Read a file with everything embedded in it; raises :class:`ProblemsError`."""
    suffix = path.suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        raise ProblemsError([Problem(Place(name), "F-KIND", _other_kind(suffix))])
    if reader in {read_csv, read_html, read_text_file}:
        _refuse_disguise(path, name)
    reading = reader(path, name)
    if suffix not in READABLE:
        return reading
    return _with_embedded(reading, path, name, depth)


def _with_embedded(reading: Reading, path: Path, name: str, depth: int) -> Reading:
    """Add what is in Word and Excel files inside the file; the data of every chart is one."""
    package = open_package(path, name)
    pieces, notices = list(reading.pieces), list(reading.notices)
    inner = [part for part in package.parts if part.lower().endswith(READABLE)]
    for number, part in enumerate(sorted(inner), start=1):
        place = f"内嵌文件{number}"
        if depth >= _DEEPEST:
            notices.append(_unchecked(place, "嵌套太深"))
            continue
        with TemporaryDirectory(prefix="gongkai-") as folder:
            copy = Path(folder) / f"part{PurePosixPath(part).suffix.lower()}"
            copy.write_bytes(package.parts[part])
            try:
                held = read_file(copy, place, depth + 1)
            except ProblemsError as error:
                notices.append(_unchecked(place, error.problems[0].message))
                continue
        pieces += (replace(one, place=f"{place} {one.place}", row=None) for one in held.pieces)
        notices += (replace(one, place=f"{place} {one.place}") for one in held.notices)
    return Reading(tuple(pieces), tuple(notices))


def _unchecked(place: str, why: str) -> Notice:
    mend = "把内嵌文件改成图片或文字，或删去"
    return Notice(place, "file.object", "内嵌文件未能检查", Grade.BLOCK, mend, why)


def _unread(problem: Problem) -> Finding:
    return Finding("全文", problem.code, "文件未能检查", Grade.BLOCK, "", problem.message)


def _other_kind(suffix: str) -> str:
    if suffix in _WORD_OLD:
        return f"{suffix} 文件不能检查；请另存为“Word 文档（.docx）”"
    if suffix in _SHEET_OLD:
        return f"{suffix} 文件不能检查；请另存为“Excel 工作簿（.xlsx）”"
    known = "、".join(_READERS)
    return f"{suffix or '没有后缀的'} 文件不能检查；可检查 {known}"


def _refuse_disguise(path: Path, name: str) -> None:
    """Refuse an archive or an image under the suffix of a text."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError:
        return  # the reader says why
    if head.startswith(_NOT_TEXT):
        message = "内容与后缀不符，不是文本文件；请核对文件，改用正确的后缀"
        raise ProblemsError([Problem(Place(name), "F-KIND", message)])
