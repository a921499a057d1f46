"""The self-check of a township as an official document, laid out after GB/T 9704."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.reports.disclosure.words import DASH, safe
from gongkai.reports.official_document import (
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    build,
)
from gongkai.rules.selfchecks import CheckList, Met, Tick, mismatch, total_of

_MET = {Met.YES: "做到", Met.NO: "没有做到"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPaper:
    """A self-check; ``channels`` by title with their counts. Unsigned, the date is a marked gap."""

    unit: str
    recipients: str
    year: int
    channels: tuple[tuple[str, int], ...]
    inspections: int
    officers: int
    asked: CheckList
    ticks: Mapping[str, Tick]
    stated: int | None = None
    done: str = ""
    problems: str = ""
    plans: str = ""
    signed_on: date | None = None
    signed_by: str = ""


def check_paper(paper: CheckPaper) -> bytes:
    """Return the report as ``.docx``."""
    return build(document(paper))


def document(paper: CheckPaper) -> OfficialDocument:
    """Return the report as values, before it is laid out."""
    return OfficialDocument(
        title=f"{paper.unit}{paper.year}年政务公开工作自查报告",
        recipients=paper.recipients,
        blocks=tuple(_blocks(paper)),
        issuer=paper.unit,
        issued_on=paper.signed_on,
        remark=f"签发人：{safe(paper.signed_by)}" if paper.signed_by else "",
    )


def _blocks(paper: CheckPaper) -> Iterator[Block]:
    total = total_of(count for _, count in paper.channels)
    yield Paragraph(
        f"{paper.year}年，我单位通过各种渠道共公开信息{total}条（次），开展督查{paper.inspections}次，"
        f"现有信息员{paper.officers}人。现将自查情况报告如下。"
    )
    yield Heading(1, "主要做法和成效")
    yield from _paragraphs(paper.done)
    yield Heading(1, "公开情况")
    yield Table(
        titles=("公开渠道", "条（次）数"),
        rows=[*((name, str(count)) for name, count in paper.channels), ("合计", str(total))],
        widths=(100, 56),
        centred=(1,),
    )
    finding = mismatch(paper.stated, (count for _, count in paper.channels))
    yield Paragraph(f"合计按登记的记录逐条相加。{finding}")
    yield Heading(1, "对照检查")
    yield Table(
        titles=("项目", "要点", "自查", "依据"),
        rows=[
            (part.title, point.title, _said(paper, point.id), _evidence(paper, point.id))
            for part in paper.asked.parts
            for point in part.points
        ],
        widths=(22, 48, 24, 62),
        centred=(0, 2),
    )
    yield Heading(1, "存在的问题")
    yield from _paragraphs(paper.problems)
    yield Heading(1, "下一步打算")
    yield from _paragraphs(paper.plans)


def _said(paper: CheckPaper, point: str) -> str:
    met = paper.ticks.get(point, Tick()).met
    return _MET[Met(met)] if met in set(Met) else DASH


def _evidence(paper: CheckPaper, point: str) -> str:
    return safe(paper.ticks.get(point, Tick()).evidence) or DASH


def _paragraphs(text: str) -> Iterator[Paragraph]:
    lines = [safe(line) for line in text.splitlines() if line.strip()]
    for line in lines or ["（未填写）"]:
        yield Paragraph(line)
