"""Finding the documents a text names: 国发〔2023〕5号, 国务院令第711号, 《办法》."""

import re
from collections.abc import Iterator

from gongkai.rules.document_numbers import MAX_CODE, parse
from gongkai.rules.references.values import Reference, ReferenceKind
from gongkai.rules.text.normal import normal

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_GAP = r"[ \t\u200b]*"
_NUMBER = re.compile(
    rf"(?<![{_HAN}])(?P<code>[{_HAN}]{{1,60}}?){_GAP}[〔\[(【〖{{<〈﹝]{_GAP}(?P<year>[0-9]{{4}})"
    rf"{_GAP}年?{_GAP}[〕\])】〗}}>〉﹞]{_GAP}第?{_GAP}(?P<sequence>[0-9]{{1,6}}){_GAP}号"
)
_ORDER = re.compile(
    rf"(?<![{_HAN}])(?P<code>[{_HAN}]{{2,60}}?)(?:"
    rf"令{_GAP}\(?{_GAP}第?{_GAP}(?P<after>[0-9]{{1,6}}){_GAP}号"
    rf"|{_GAP}第?{_GAP}(?P<before>[0-9]{{1,6}}){_GAP}号令)"
)
_TITLE = re.compile(r"《(?P<title>[^《》]{2,120}(?:《[^《》]{1,120}》[^《》]{0,120})*)》")
_STATE = "中华人民共和国"
# One character before a code that belongs to the sentence: 按国办发…, 经示政发….
_JOINS = "按经由以和及与对在将见依据的是因至从并或"
_LEAD = re.compile(
    r".*(?:根据|依据|按照|依照|遵照|关于|以及|执行|落实|贯彻|适用|废止|修改|修订|按|了)"
)
_YEAR = re.compile(r"\([^()]{0,30}(?:修订|修正|修改|年)\)$")


def find_references(text: str) -> tuple[Reference, ...]:
    """Return every document that a text names, in order. Never raises; linear in the length."""
    plain = normal(text)
    found = [*_numbers(plain, text), *_orders(plain, text), *_titles(plain, text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def number_key(text: str) -> str:
    """Return a document number as it is looked up, empty where the text is none."""
    number = next((one for one in find_references(text) if one.kind is ReferenceKind.NUMBER), None)
    if number is not None:
        return number.key
    parsed = parse(text)
    return parsed.canonical if parsed else ""


def title_key(title: str) -> str:
    """Return a title as it is looked up: no marks, no spaces, no year of revision in brackets."""
    bare = "".join(normal(title).replace("\u200b", "").split()).strip("《》")
    return _YEAR.sub("", bare).removeprefix(_STATE)


def _numbers(plain: str, text: str) -> Iterator[Reference]:
    for match in _NUMBER.finditer(plain):
        start = _code_start(match)
        code = plain[start : match.end("code")]
        number = parse(f"{code}〔{match['year']}〕{int(match['sequence'])}号")
        if number is not None:
            yield _reference(ReferenceKind.NUMBER, number.canonical, start, match.end(), text)


def _orders(plain: str, text: str) -> Iterator[Reference]:
    """Orders count through: 国务院令第492号, 国务院第492号令, 国务院令（第492号）."""
    for match in _ORDER.finditer(plain):
        start = _code_start(match)
        code = plain[start : match.end("code")]
        sequence = int(match["after"] or match["before"])
        if code and sequence:
            key = f"{code}令第{sequence}号".removeprefix(_STATE)
            yield _reference(ReferenceKind.NUMBER, key, start, match.end(), text)


def _titles(plain: str, text: str) -> Iterator[Reference]:
    for match in _TITLE.finditer(plain):
        yield _reference(
            ReferenceKind.TITLE, title_key(match["title"]), match.start(), match.end(), text
        )


def _code_start(match: re.Match[str]) -> int:
    """Return where the issuer's code begins: the run before it may hold half a sentence."""
    code = match["code"]
    lead = _LEAD.match(code)
    cut = lead.end() if lead and lead.end() < len(code) else 0
    cut = max(cut, len(code) - MAX_CODE)
    while cut < len(code) - 2 and code[cut] in _JOINS:
        cut += 1
    return match.start("code") + cut


def _reference(kind: ReferenceKind, key: str, start: int, end: int, text: str) -> Reference:
    return Reference(kind, key, start, end, text[start:end])
