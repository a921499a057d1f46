"""The three notices, laid out after GB/T 9704; what the office has not given is a marked gap."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.reports.disclosure.words import safe
from gongkai.reports.official_document import (
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    build,
    placeholder,
)
from gongkai.reports.sites.values import Commended, Named, Revoked, SiteLine

_FEW = 5
"""Sites up to which a title or a sentence names each of them."""


def designation(notice: Named) -> bytes:
    """Return the notice that names units demonstration sites, as ``.docx``."""
    return build(designation_document(notice))


def commendation(notice: Commended) -> bytes:
    """Return the notice that commends sites after an evaluation, as ``.docx``."""
    return build(commendation_document(notice))


def revocation(notice: Revoked) -> bytes:
    """Return the public notice that revokes the status of sites, as ``.docx``."""
    return build(revocation_document(notice))


def designation_document(notice: Named) -> OfficialDocument:
    """Return that notice as values, before it is laid out."""
    count = len(notice.sites)
    blocks: list[Block] = [
        Paragraph(
            f"为推进政务公开向基层延伸，经研究，确定{_named(notice.sites)}"
            f"为{notice.level}政务公开示范点。现将有关事项通知如下。"
        ),
        Heading(1, "示范点名单"),
        *_listed(notice.sites),
        Heading(1, "建设目标"),
        *_paragraphs(notice.goal, "建设目标"),
        Heading(1, "工作要求"),
        Paragraph(
            "各示范点接到通知后制定建设方案，明确责任分工和进度，报本机关备案；"
            "按公开目录及时、全面公开信息，做好自查。"
        ),
        Paragraph(
            "主管机构每月通报一次建设情况，到示范点指导一次，组织工作人员座谈交流一次，"
            "并做好业务培训。"
        ),
        Paragraph("示范点建设情况每年 11 月考评，考评结果按照考评办法运用。"),
    ]
    title = f"关于确定{_title(notice.sites)}为{notice.level}政务公开示范点的通知"
    recipients = "各有关单位" if count > 1 else notice.sites[0].unit
    return _document(notice, title, recipients, blocks)


def commendation_document(notice: Commended) -> OfficialDocument:
    """Return that notice as values, before it is laid out."""
    blocks: list[Block] = [
        Paragraph(
            f"{_basis(notice.basis)}{_round(notice.round, notice.level)}。"
            f"经审定，{_named(notice.sites)}考评合格，现予通报表彰。"
        ),
        *_results(notice.sites),
        Paragraph(
            "希望受到表彰的单位珍惜荣誉、再接再厉。"
            "其他单位要学习示范点的做法，提高政务公开工作水平。"
        ),
    ]
    title = f"关于表彰{_title(notice.sites)}{_sites_word(notice.sites)}的通报"
    return _document(notice, title, "各有关单位", blocks)


def revocation_document(notice: Revoked) -> OfficialDocument:
    """Return that notice as values, before it is laid out."""
    blocks: list[Block] = [
        Paragraph(
            f"{_basis(notice.basis)}经研究，决定取消{_named(notice.sites)}"
            f"{notice.level}政务公开示范点资格，现予公布。"
        ),
        Paragraph("取消的理由："),
        *_paragraphs(notice.reason, "理由"),
        Paragraph("上述单位自本通知印发之日起，不再以示范点名义开展工作。"),
    ]
    if len(notice.sites) > _FEW:
        blocks[1:1] = _listed(notice.sites)
    title = f"关于取消{_title(notice.sites)}{notice.level}政务公开示范点资格的通知"
    return _document(notice, title, "各有关单位", blocks)


def _document(
    notice: Named | Commended | Revoked, title: str, recipients: str, blocks: Sequence[Block]
) -> OfficialDocument:
    return OfficialDocument(
        title=title,
        recipients=recipients,
        blocks=tuple(blocks),
        issuer=notice.issuer or placeholder("发文机关"),
        issued_on=notice.on,
        number=notice.number or placeholder("发文字号"),
        remark="此件公开发布",
    )


def _title(sites: Sequence[SiteLine]) -> str:
    first = sites[0].unit
    return first if len(sites) == 1 else f"{first}等{len(sites)}个单位"


def _sites_word(sites: Sequence[SiteLine]) -> str:
    return "政务公开示范点" if len(sites) > 1 else ""


def _named(sites: Sequence[SiteLine]) -> str:
    if len(sites) > _FEW:
        return f"{sites[0].unit}等{len(sites)}个单位"
    return "、".join(one.unit for one in sites)


def _listed(sites: Sequence[SiteLine]) -> Iterator[Block]:
    """Yield the sites by group, in the order given."""
    for group, rows in groupby(sites, key=lambda one: one.group):
        names = [one.unit for one in rows]
        lead = f"{group}（{len(names)}个）：" if group else f"共{len(names)}个："
        yield Paragraph("、".join(names) + "。", lead=lead)


def _results(sites: Sequence[SiteLine]) -> Iterator[Block]:
    if any(one.total for one in sites):
        yield Table(
            titles=("序号", "单位", "得分", "等次"),
            rows=[
                (str(number), one.unit, one.total, one.grade)
                for number, one in enumerate(sites, start=1)
            ],
            widths=(16, 84, 28, 28),
            centred=(0, 2, 3),
        )


def _paragraphs(text: str, what: str) -> Iterator[Block]:
    lines = [safe(line) for line in text.splitlines() if line.strip()]
    for line in lines or [placeholder(what)]:
        yield Paragraph(line)


def _basis(basis: str) -> str:
    return f"根据{basis}，" if basis else ""


def _round(title: str, level: str) -> str:
    if title:
        return f"组织开展了{safe(title)}"
    return f"对{level}政务公开示范点建设情况进行了考评"
