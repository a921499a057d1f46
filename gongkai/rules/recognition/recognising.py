"""Recognition of one document: the layout once, then field by field."""

from collections.abc import Iterable
from datetime import date

from gongkai.rules.recognition.addressees import recognise_addressee
from gongkai.rules.recognition.annexes import recognise_attachments
from gongkai.rules.recognition.dates import date_in, short_date
from gongkai.rules.recognition.issuers import order_of, recognise_issuers
from gongkai.rules.recognition.kinds import recognise_kind
from gongkai.rules.recognition.layout import Layout, layout_of
from gongkai.rules.recognition.lines import is_bracketed
from gongkai.rules.recognition.numbers import recognise_number
from gongkai.rules.recognition.references import recognise_references
from gongkai.rules.recognition.remarks import recognise_disclosure, recognise_remarks
from gongkai.rules.recognition.titles import recognise_title
from gongkai.rules.recognition.values import Confidence, Found, Paragraph, Recognised


def recognise(paragraphs: Iterable[Paragraph]) -> Recognised:
    """Read the fields of an official document (公文) out of its paragraphs. Never raises."""
    layout = layout_of(paragraphs)
    order = order_of(layout)
    title = recognise_title(layout, order)
    return Recognised(
        title=title,
        number=recognise_number(layout),
        issuers=recognise_issuers(layout, title, order),
        addressee=recognise_addressee(layout),
        dated=_dated(layout),
        attachments=recognise_attachments(layout),
        remarks=recognise_remarks(layout),
        disclosure=recognise_disclosure(layout),
        kind=recognise_kind(layout, title, order),
        references=recognise_references(layout, title),
    )


def recognise_text(text: str) -> Recognised:
    """Recognise plain text, one paragraph a line."""
    return recognise(Paragraph(line) for line in text.splitlines())


def _dated(layout: Layout) -> Found[date] | None:
    """The date of issue: signed, else in the table above, else under the title."""
    signature = layout.signature
    if signature is not None:
        paragraph = layout.lines[signature.date_line].paragraph
        return Found(signature.dated, paragraph, signature.confidence, signature.why)
    for label in ("成文日期", "发文日期", "生成日期"):
        value, paragraph = layout.metadata.get(label, ("", 0))
        found = date_in(value)
        day = found[0] if found else short_date(value)
        if day is not None:
            return Found(day, paragraph, Confidence.MEDIUM, f"文件信息表的“{label}”")
    return _under_title(layout)


def _under_title(layout: Layout) -> Found[date] | None:
    for index in layout.head:
        line = layout.lines[index]
        inner = line.bare.strip("（）()")
        found = date_in(inner)
        if found is None:
            continue
        if found[1:] == (0, len(inner)):
            return Found(found[0], line.paragraph, Confidence.MEDIUM, "标题之下的日期，没有落款")
        if is_bracketed(line):
            why = "标题之下括注中的日期（通过、公布或修订），请核对是否为成文日期"
            return Found(found[0], line.paragraph, Confidence.LOW, why)
    return None
