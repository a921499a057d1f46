"""The record of what was checked and found at one unit, signed there by both sides."""

from collections.abc import Iterator

from gongkai.reports.official_document import (
    Block,
    Form,
    FormRow,
    Heading,
    OfficialDocument,
    Paragraph,
    Picture,
    build,
)
from gongkai.reports.spot.values import CheckRecord, FoundLine, HeldVisit
from gongkai.reports.spot.words import FOUR, minute, pair, to_sign, wide
from gongkai.rules.spelling import chinese_date

TITLE = "现场检查记录"


def check_record(record: CheckRecord) -> bytes:
    """Return the record as ``.docx``."""
    return build(document(record))


def document(record: CheckRecord) -> OfficialDocument:
    """Return the record as values, before it is laid out."""
    return OfficialDocument(
        title=TITLE,
        recipients="",
        blocks=tuple(_blocks(record)),
        issuer=record.organ,
        issued_on=None,
        signed=False,
    )


def _blocks(record: CheckRecord) -> Iterator[Block]:
    head = [wide("被检查单位", record.unit), wide("考核", record.round)]
    head.append(pair("组别", record.group, "组织单位", record.organ))
    yield Form(widths=FOUR, rows=head)
    yield Heading(1, "检查情况")
    for visit in record.visits:
        yield Heading(2, visit.form)
        yield Form(widths=FOUR, rows=tuple(_visit(visit)))
    if not record.visits:
        yield Paragraph("还没有登记检查。")
    if record.missing:
        yield Paragraph(f"办法规定的检查形式中，尚未进行的有：{'、'.join(record.missing)}。")
    yield Heading(1, "发现的问题")
    yield from _found(record.problems, "没有记录问题。")
    if record.others:
        yield Heading(1, "其他情况")
        yield from _found(record.others, "")
    yield Heading(1, "签名")
    yield Form(widths=FOUR, rows=(*to_sign("检查人员", "被检查单位\n负责人"),))
    yield Paragraph(f"打印时间：{minute(record.printed_at)}。记录以系统所存为准。")


def _visit(visit: HeldVisit) -> Iterator[FormRow]:
    when = chinese_date(visit.on) + (f"{visit.time:%H:%M}" if visit.time is not None else "")
    yield pair("时间", when, "地点", visit.place)
    kind = "、".join(("事先通知" if visit.announced else "事先不通知", _kind(visit)))
    yield pair("检查人员", visit.inspectors, "方式", kind)
    if visit.people:
        yield wide("参加人员", visit.people)
    if visit.lacking:
        yield wide("与规定不符", "\n".join(visit.lacking))
    if visit.note:
        yield wide("情况", visit.note)


def _kind(visit: HeldVisit) -> str:
    return "专项检查" if visit.special else "经常性检查"


def _found(lines: tuple[FoundLine, ...], none: str) -> Iterator[Block]:
    if not lines:
        yield Paragraph(none)
    for number, line in enumerate(lines, start=1):
        yield Paragraph(f"{number}. {_sentence(line.text)}")
        yield Paragraph("；".join(_about(line)) + "。")
        if line.photo:
            caption = f"照片（问题 {number}，SHA-256 前 16 位 {line.photo_hash[:16]}）"
            yield Picture(data=line.photo, caption=caption)


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "？", "）")) else f"{text}。"


def _about(line: FoundLine) -> Iterator[str]:
    if line.target:
        yield f"考核项：{line.target}"
    if line.clause:
        yield f"依据：{line.clause}"
    if line.place:
        yield f"地点：{line.place}"
    yield f"发现时间：{minute(line.seen_at)}"
    yield f"记录人：{line.name}"
