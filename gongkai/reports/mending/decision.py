"""The decision on an appeal (复核决定书): what was asked, what was decided, why, what follows."""

from collections.abc import Iterator

from gongkai.reports.mending.values import DecisionPaper
from gongkai.reports.mending.words import day, paragraphs, sentence
from gongkai.reports.official_document import (
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    build,
    placeholder,
)


def decision_letter(paper: DecisionPaper) -> bytes:
    """Return the decision as ``.docx``."""
    return build(document(paper))


def document(paper: DecisionPaper) -> OfficialDocument:
    """Return the decision as values, before it is laid out."""
    return OfficialDocument(
        title="复核决定书",
        number=paper.number or placeholder("文号"),
        recipients=paper.unit,
        blocks=tuple(_blocks(paper)),
        issuer=paper.issuer,
        issued_on=paper.decided_on,
    )


def _blocks(paper: DecisionPaper) -> Iterator[Block]:
    yield Paragraph(
        f"你单位{day(paper.filed_on)}对{paper.round}的{paper.covers}提出申诉。现决定如下。"
    )
    yield Heading(1, "申诉理由")
    yield from paragraphs(paper.text)
    yield Heading(1, "复核决定")
    yield Paragraph(f"{sentence(paper.outcome)}{sentence(paper.reason)}")
    yield Paragraph(f"申诉和复核的依据：{sentence(paper.basis)}")
    if paper.hearers:
        names = "、".join(paper.hearers)
        yield Paragraph(f"复核人员：{names}。复核人员没有给你单位评过分，也没有参加结果的审定。")
    if paper.moved:
        yield Heading(1, "更正后的结果" if paper.corrected else "拟更正的结果")
        yield Table(
            titles=("单位", "更正前", "更正后"),
            rows=[(one.unit, one.before, one.after) for one in paper.moved],
            widths=(56, 50, 50),
        )
