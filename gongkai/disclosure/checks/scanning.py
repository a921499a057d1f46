"""Pieces of text become findings: place, what it is, masked text, mend."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from gongkai.disclosure.checks.values import Finding, Notice, Piece, Reading, Row
from gongkai.rules.references import NO_REFERENCES, ReferenceRules, find_stale
from gongkai.rules.text import (
    Certainty,
    Detected,
    Form,
    Grade,
    Kind,
    WordRule,
    any_word,
    cell_name,
    find_form_faults,
    find_personal,
    find_words,
    is_name_label,
    mask_personal,
)

_MENDS = {
    Kind.RESIDENT_ID: "改为 {mask}，或删去",
    Kind.MOBILE: "改为 {mask}，或换成办公电话",
    Kind.LANDLINE: "个人电话改为 {mask}；办公电话请注明是哪个单位的",
    Kind.BANK_CARD: "改为 {mask}，或删去",
    Kind.PASSPORT: "改为 {mask}，或删去",
    Kind.PLATE: "私人车辆改为 {mask}；公务车辆请核对",
    Kind.EMAIL: "个人邮箱改为 {mask}，或换成公务邮箱",
    Kind.ADDRESS: "住址只写到乡镇、街道：{mask}",
    Kind.NAME: "与个人信息放在一起的姓名改为 {mask}，或删去旁边的个人信息",
}
_OFFICE_MEND = "属单位公开的联系方式则不必改；属个人的请删去"
_WARN_MEND = "；请先核对是不是个人信息"
_FORM_GRADES = {Form.PUNCTUATION: Grade.NOTE, Form.DATE_PADDED: Grade.NOTE}
_ORDER = (Grade.BLOCK, Grade.WARN, Grade.NOTE)
_AROUND = 12


def findings_of(
    reading: Reading, rules: Iterable[WordRule], references: ReferenceRules = NO_REFERENCES
) -> tuple[Finding, ...]:
    """Return all findings of one file, the gravest first, else in the order of the file."""
    found = [_noticed(notice) for notice in reading.notices]
    found += (finding for _, finding in findings_by_piece(reading.pieces, rules, references))
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: _ORDER.index(finding.grade)))


def findings_by_piece(
    pieces: tuple[Piece, ...],
    rules: Iterable[WordRule],
    references: ReferenceRules = NO_REFERENCES,
) -> Iterator[tuple[Piece, Finding]]:
    """Yield the findings of the pieces in their order, each with the piece it stands in."""
    rules = tuple(rules)
    worded = any_word(rules)
    for piece, detected in zip(pieces, _personal(pieces), strict=True):
        for one in detected:
            yield piece, _person(piece, one)
        for finding in (*_written(piece, rules, worded), *_referred(piece, references)):
            yield piece, finding


def personal_of(pieces: Iterable[Piece]) -> list[tuple[Detected, ...]]:
    """Return the personal data of every piece that no office may leave as it is."""
    return [tuple(one for one in found if not one.office) for found in _personal(tuple(pieces))]


def grade_of(one: Detected) -> Grade:
    """Return what a finding means: sure ones forbid publication, an office's own are notes."""
    if one.office:
        return Grade.NOTE
    if one.certainty is Certainty.CERTAIN:
        return Grade.BLOCK
    return Grade.WARN if one.certainty is Certainty.LIKELY else Grade.NOTE


def _personal(pieces: tuple[Piece, ...]) -> list[tuple[Detected, ...]]:
    found: list[tuple[Detected, ...]] = []
    seen: set[tuple[Kind, str]] = set()
    # In a table the same few words and figures come again and again.
    known: dict[tuple[str, str], tuple[Detected, ...]] = {}
    for piece in pieces:
        asked = (piece.text, piece.label)
        detected = known[asked] if asked in known else find_personal(*asked)
        known[asked] = detected
        if piece.only_marked:
            detected = tuple(one for one in detected if _marked(piece, one.start, one.end))
        if piece.raw:
            # Names of parts and figures of drawings are full of numbers: only what is certain.
            detected = tuple(
                one
                for one in detected
                if one.certainty is Certainty.CERTAIN and (one.kind, one.text) not in seen
            )
        seen |= {(one.kind, one.text) for one in detected}
        found.append(detected)
    return _with_names(pieces, found)


def _with_names(
    pieces: tuple[Piece, ...], found: list[tuple[Detected, ...]]
) -> list[tuple[Detected, ...]]:
    """Add the names in rows that hold other personal data (姓名 beside 身份证号)."""
    rows: defaultdict[Row, list[int]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        if piece.row is not None:
            rows[piece.row].append(index)
    for indexes in rows.values():
        others = [one for index in indexes for one in found[index]]
        if not others:
            continue
        office = all(one.office for one in others)
        for index in indexes:
            piece = pieces[index]
            name = cell_name(piece.text, office=office) if is_name_label(piece.label) else None
            if name is not None and not any(one.overlaps(0, name.end) for one in found[index]):
                found[index] = (*found[index], name)
    return found


def _marked(piece: Piece, start: int, end: int) -> bool:
    return any(mark.start < end and start < mark.end for mark in piece.marks)


def _person(piece: Piece, one: Detected) -> Finding:
    grade = grade_of(one)
    mend = _OFFICE_MEND if one.office else _MENDS[one.kind].format(mask=one.mask)
    if grade is not Grade.BLOCK and not one.office:
        mend += _WARN_MEND
    place = _place(piece, one.start, one.end)
    title = one.kind.label + ("（单位联系方式）" if one.office else "")
    plain = one.office and one.kind is not Kind.BANK_CARD
    shown = one.text if plain else one.mask
    return Finding(
        place, f"personal.{one.kind.value}", title, grade, shown, mend, one.certainty.label
    )


def words_in(pieces: Iterable[Piece], rules: Iterable[WordRule]) -> Iterator[Finding]:
    """Yield the words of the rules alone, in the order of the file."""
    rules = tuple(rules)
    worded = any_word(rules)
    for piece in pieces:
        yield from _worded(piece, rules, worded)


def _written(
    piece: Piece, rules: tuple[WordRule, ...], worded: Callable[[str], bool]
) -> Iterator[Finding]:
    yield from _worded(piece, rules, worded)
    if piece.writing and not piece.only_marked and not piece.raw:
        for fault in find_form_faults(piece.text):
            grade = _FORM_GRADES.get(fault.form, Grade.WARN)
            place = _place(piece, fault.start, fault.end)
            shown = _excerpt(piece.text, fault.start, fault.end)
            code = f"form.{fault.form.value}"
            yield Finding(place, code, fault.form.label, grade, shown, fault.mend)


def _worded(
    piece: Piece, rules: tuple[WordRule, ...], worded: Callable[[str], bool]
) -> Iterator[Finding]:
    if piece.raw:
        return
    for hit in find_words(piece.text, rules) if worded(piece.text) else ():
        if piece.only_marked and not _marked(piece, hit.start, hit.end):
            continue
        place = _place(piece, hit.start, hit.end)
        shown = _excerpt(piece.text, hit.start, hit.end)
        rule = hit.rule
        yield Finding(place, rule.id, rule.title, rule.grade, shown, rule.mend, basis=rule.basis)


def _referred(piece: Piece, references: ReferenceRules) -> Iterator[Finding]:
    """Yield references to what no longer stands: repealed, withdrawn, deleted."""
    if piece.raw or piece.only_marked:
        return
    for one in find_stale(piece.text, references):
        reference, document = one.reference, one.document
        instead = f"改引{one.instead}" if one.instead else "核对后改引现行文件，或删去"
        history = "；如果说的是当时的情况，写明“已废止”"
        yield Finding(
            _place(piece, reference.start, reference.end),
            f"reference.{document.id if document else one.state.value}",
            f"引用的文件{one.state.label}",
            Grade.WARN,
            _excerpt(piece.text, reference.start, reference.end),
            instead + history,
            basis=document.basis if document else "",
        )


def _excerpt(text: str, start: int, end: int) -> str:
    """Return the words with a little around them, on one line."""
    if mask_personal(text) != text:
        # Something on this line is personal: the words alone, rather than half a number.
        return " ".join(text[start:end].split())
    return " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())


def _place(piece: Piece, start: int, end: int) -> str:
    labels = dict.fromkeys(m.label for m in piece.marks if m.start < end and start < m.end)
    return piece.place + "".join(f"，{label}" for label in labels)


def _noticed(notice: Notice) -> Finding:
    return Finding(
        notice.place, notice.code, notice.title, notice.grade, notice.detail, notice.mend
    )
