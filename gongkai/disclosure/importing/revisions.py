"""Tracked changes (修订) accepted as the final text, before anything is counted.

Deleted text must not reach a portal, and Word counts list items of the final text, so this comes
first. That it was done is said in the report.
"""

from lxml.etree import _Element

from gongkai.disclosure.importing.report import Finding, Kind, place
from gongkai.disclosure.importing.xml import child, drop, each, q, text_of, unwrap

_GONE = ("w:del", "w:moveFrom")
_KEPT = ("w:ins", "w:moveTo")
_HISTORY = (
    "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tcPrChange",
    "w:trPrChange", "w:tblGridChange", "w:tblPrExChange", "w:numberingChange",
)  # fmt: skip


def accept_revisions(body: _Element) -> tuple[Finding, ...]:
    """Change the document into what it is with all changes accepted; tell whether any were."""
    changes = list(each(body, *_GONE, *_KEPT))
    if not changes and next(each(body, *_HISTORY), None) is None:
        return ()
    where = _place(body, changes)
    for element in list(each(body, *_HISTORY)):
        drop(element)
    _drop_rows(body)
    _join_deleted_paragraphs(body)
    for element in list(each(body, *_GONE)):
        drop(element)
    for element in list(each(body, *_KEPT)):
        unwrap(element)
    if not changes:
        return ()
    message = f"有 {len(changes)} 处修订痕迹，已按“接受全部修订”取最终文字，删除的文字不会公开"
    return (
        Finding(
            Kind.REVISION, message, where, "请确认最终文字无误，最好在 Word 中先接受修订再导入"
        ),
    )


def _place(body: _Element, changes: list[_Element]) -> str:
    first = changes[0] if changes else None
    for number, paragraph in enumerate(each(body, "w:p"), start=1):
        if first is not None and any(first is found for found in each(paragraph, *_GONE, *_KEPT)):
            return place(number, text_of(paragraph))
    return "正文"


def _drop_rows(body: _Element) -> None:
    for row in list(each(body, "w:tr")):
        if child(row, "w:trPr", "w:del") is not None:
            drop(row)


def _join_deleted_paragraphs(body: _Element) -> None:
    """A deleted paragraph mark joins the paragraph to the one below, whose properties stay."""
    for paragraph in list(each(body, "w:p")):
        marks = child(paragraph, "w:pPr", "w:rPr")
        gone = marks is not None and any(child(marks, name) is not None for name in _GONE)
        if not gone:
            continue
        below = paragraph.getnext()
        if below is None or below.tag != q("w:p"):
            continue
        properties = child(below, "w:pPr")
        position = 0 if properties is None else 1
        content = [part for part in paragraph if part.tag != q("w:pPr")]
        for offset, part in enumerate(content):
            below.insert(position + offset, part)
        drop(paragraph)
