"""The report laid out after GB/T 9704: the text, a table of the parts, every item in the annex."""

from collections.abc import Iterator

from gongkai.reports.disclosure.words import DASH, safe
from gongkai.reports.official_document import (
    Annex,
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    build,
)
from gongkai.reports.selfing.values import SelfLine, SelfPaper, SelfPart


def self_paper(paper: SelfPaper) -> bytes:
    """Return the report as ``.docx``."""
    return build(document(paper))


def document(paper: SelfPaper) -> OfficialDocument:
    """Return the report as values, before it is laid out."""
    signer = f"签发人：{safe(paper.signed_by)}" if paper.signed_by else ""
    return OfficialDocument(
        title=f"{paper.unit}关于{paper.round}的自评报告",
        recipients=paper.recipients,
        blocks=tuple(_text(paper)),
        issuer=paper.unit,
        issued_on=paper.signed_on,
        annexes=(Annex(title="逐项自评情况", blocks=tuple(_annex(paper))),),
        remark=signer,
    )


def _text(paper: SelfPaper) -> Iterator[Block]:
    yield Paragraph(_opening(paper))
    for title, text in (
        ("主要做法和成效", paper.done),
        ("存在的问题", paper.problems),
        ("下一步打算", paper.plans),
    ):
        yield Heading(1, title)
        yield from _paragraphs(text)
    yield Heading(1, "自评结果")
    yield Table(
        titles=("方面", "分值", "自评") if paper.most else ("方面", "项数", "落实情况"),
        rows=[(part.title, part.worth or DASH, part.said or DASH) for part in paper.parts],
        widths=(60, 24, 60) if not paper.most else (84, 30, 30),
        centred=(1,) if not paper.most else (1, 2),
    )


def _opening(paper: SelfPaper) -> str:
    basis = f"按照{safe(paper.notice)}要求，" if paper.notice else ""
    result = f"，自评 {paper.total} 分（满分 {paper.most} 分）" if paper.total else ""
    return f"{basis}我单位对照《{paper.scheme}》逐项自查{result}。现将有关情况报告如下。"


def _paragraphs(text: str) -> Iterator[Paragraph]:
    lines = [safe(line) for line in text.splitlines() if line.strip()]
    for line in lines or ["（未填写）"]:
        yield Paragraph(line)


def _annex(paper: SelfPaper) -> Iterator[Block]:
    for part in paper.parts:
        yield Heading(1, _part_title(part))
        yield Table(
            titles=("项", "考核内容", "分值", "自评", "说明和佐证"),
            rows=[_row(line) for line in part.lines],
            widths=(12, 42, 14, 24, 64),
            centred=(0, 2, 3),
        )


def _part_title(part: SelfPart) -> str:
    return f"{part.title}（{part.worth}）" if part.worth else part.title


def _row(line: SelfLine) -> tuple[str, ...]:
    shown = "佐证：" + "；".join(safe(one) for one in line.evidence) if line.evidence else ""
    words = "\n".join(text for text in (safe(line.reason), shown) if text)
    return (line.number, line.title, line.worth or DASH, line.said or DASH, words or DASH)
