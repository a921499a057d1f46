"""The work list of a release bundle: what goes out together, and what each part waits for."""

from collections.abc import Iterator

from gongkai.reports.disclosure.values import BundleSheet
from gongkai.reports.disclosure.words import DASH, minute_text, safe
from gongkai.reports.official_document import (
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    build,
)


def bundle_list(sheet: BundleSheet) -> bytes:
    """Return the work list as ``.docx``."""
    return build(
        OfficialDocument(
            title=f"{safe(sheet.title)}发布工作清单",
            recipients="",
            blocks=list(_blocks(sheet)),
            issuer=sheet.unit,
            issued_on=None,
            signed=False,
        )
    )


def _blocks(sheet: BundleSheet) -> Iterator[Block]:
    contact = f"联系人：{safe(sheet.contact)}。" if sheet.contact else ""
    moment = minute_text(sheet.release_at, "尚未确定")
    ready = sum(part.ready for part in sheet.parts)
    yield Paragraph(
        f"牵头单位：{sheet.unit}。同时发布时间：{moment}。{contact}"
        f"共{len(sheet.parts)}件材料，{ready}件已就绪。"
    )
    yield Heading(1, "材料和进度")
    yield Table(
        titles=("序号", "材料", "类别", "承办单位", "状态", "下一步"),
        rows=[
            (
                str(number),
                safe(part.title),
                part.role,
                part.unit,
                part.state,
                safe(part.waits_for) or DASH,
            )
            for number, part in enumerate(sheet.parts, start=1)
        ],
        widths=(10, 50, 18, 30, 20, 28),
        centred=(0, 2, 4),
    )
    yield Heading(1, "影响发布的问题")
    if not sheet.problems:
        yield Paragraph("没有。")
    for number, problem in enumerate(sheet.problems, start=1):
        yield Paragraph(f"{number}. {safe(problem)}")
    if sheet.printed_at is not None:
        yield Paragraph(f"打印时间：{minute_text(sheet.printed_at)}。")
