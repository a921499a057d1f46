"""The title and the fields beside the text: what is missing, and what must not stand in them."""

import re
from collections.abc import Iterable, Iterator

from gongkai.disclosure.checks.draft.values import DraftField
from gongkai.disclosure.checks.scanning import findings_by_piece
from gongkai.disclosure.checks.values import Finding, Piece
from gongkai.rules.references import ReferenceRules
from gongkai.rules.text import Grade, WordRule

TITLE = "标题"
_END = re.compile(r"[。，、；：,;:]\s*$")


def title_findings(
    title: str, words: Iterable[WordRule], references: ReferenceRules
) -> Iterator[Finding]:
    """Yield what is wrong with the title."""
    if not title.strip():
        yield Finding(TITLE, "title.missing", "没有标题", Grade.BLOCK, "", "填写标题")
        return
    if "\n" in title.strip():
        mend = "标题写成一行；分行由版式决定"
        yield Finding(TITLE, "title.lines", "标题里有换行", Grade.WARN, "", mend)
    end = _END.search(title)
    if end is not None:
        mend = f"删去末尾的“{end[0].strip()}”"
        basis = "GB/T 15834"
        yield Finding(TITLE, "title.mark", "标题末尾有标点", Grade.WARN, end[0], mend, basis=basis)
    for _, finding in findings_by_piece((Piece(place=TITLE, text=title),), words, references):
        yield finding


def field_findings(
    fields: tuple[DraftField, ...], words: Iterable[WordRule], references: ReferenceRules
) -> Iterator[Finding]:
    """Yield what is missing in the fields, and what is wrong in the filled ones, in order."""
    words = tuple(words)
    pieces = {id(field): _piece(field) for field in fields if field.value.strip()}
    found: dict[int, list[Finding]] = {id(piece): [] for piece in pieces.values()}
    # Scanned together: one number in two fields is one number.
    for piece, finding in findings_by_piece(tuple(pieces.values()), words, references):
        found[id(piece)].append(finding)
    for field in fields:
        if id(field) in pieces:
            yield from found[id(pieces[id(field)])]
        elif field.required:
            mend = f"填写“{field.label}”" + (f"：{field.hint}" if field.hint else "")
            title = "必填项没有填写"
            yield Finding(field.label, f"field.{field.key}", title, Grade.BLOCK, "", mend)


def _piece(field: DraftField) -> Piece:
    return Piece(
        place=field.label, text=field.value, label=field.head or field.label, row=field.row
    )
