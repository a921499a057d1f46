"""The letter that tells one unit its result: points, where they were lost, what follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.assessment.results import Assessment
from gongkai.reports.assessment.bulletin_measures import measures_for
from gongkai.reports.assessment.figures import beside, leaves, score_text, top_parts
from gongkai.reports.assessment.sentences import remarks, why
from gongkai.reports.official_document import (
    Annex,
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    build,
)
from gongkai.rules.explain import TraceNode
from gongkai.rules.grading import Graded, group_ranks
from gongkai.rules.numbers import ZERO, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLetter:
    """Everything a letter says.

    ``said`` is what scorers wrote: part, score, words. ``corrected`` is why it was corrected.
    """

    title: str
    unit: str
    issuer: str
    bulletin: str = ""
    said: tuple[tuple[str, str, str], ...] = ()
    issued_on: date | None = None
    corrected: str = ""


def result_letter(letter: ResultLetter, assessment: Assessment, unit: Graded) -> bytes:
    """Return the letter as ``.docx``."""
    return build(document(letter, assessment, unit))


def document(letter: ResultLetter, assessment: Assessment, unit: Graded) -> OfficialDocument:
    """Return the letter as values, before it is laid out."""
    lost = list(_lost(unit))
    annexes = []
    if lost:
        table = Table(titles=("考核项", "满分", "得分", "情况"), rows=lost, widths=(46, 14, 14, 82))
        annexes.append(Annex(title="未得满分的考核项", blocks=[table]))
    if letter.said:
        said = Table(titles=("部分", "评分", "扣分理由"), rows=letter.said, widths=(40, 20, 96))
        annexes.append(Annex(title="评分说明", blocks=[said]))
    return OfficialDocument(
        title=f"{letter.title}结果告知书",
        recipients=letter.unit,
        blocks=tuple(_blocks(letter, assessment, unit)),
        issuer=letter.issuer,
        issued_on=letter.issued_on,
        annexes=annexes,
    )


def _blocks(letter: ResultLetter, assessment: Assessment, unit: Graded) -> Iterator[Block]:
    told = f"（{letter.bulletin}）" if letter.bulletin else ""
    yield Paragraph(f"{letter.title}已经结束，结果已通报{told}。现将你单位的结果告知如下。")
    if letter.corrected:
        yield Paragraph(f"本告知书按更正后的结果填写。更正理由：{letter.corrected}")
    yield Heading(1, "考核结果")
    yield Paragraph(_result(assessment, unit))
    for remark in remarks(unit):
        yield Paragraph(remark if remark.endswith("。") else f"{remark}。")
    rows = list(_parts(unit))
    if rows:
        yield Table(titles=("部分", "满分", "得分"), rows=rows, widths=(90, 33, 33), centred=(1, 2))
    told_measures = list(measures_for(assessment, unit))
    if told_measures:
        yield Heading(1, "结果运用和要求")
        for title, text in told_measures:
            yield Heading(2, title)
            yield Paragraph(text)
    yield Paragraph("请在政务公开工作平台签收本结果；有期限的事项，从签收的次日起算。")


def _result(assessment: Assessment, unit: Graded) -> str:
    said = []
    if unit.score.total is not None:
        said.append(f"总分{unit.score.total}分（满分{plain(assessment.scheme.max)}分）")
    if unit.grade is not None:
        said.append(f"等次为{unit.grade.title}")
    if unit.rank:
        counted = sum(1 for one in assessment.units if one.rank)
        said.append(f"在{counted}个参加排名的单位中列第{unit.rank}名")
    place = group_ranks(assessment.units).get(unit.score.unit.id)
    if place is not None:
        said.append(f"在{place.group or '未分组'}{place.of}个单位中列第{place.rank}名")
    if not said:
        return "本次考核没有给出总分和等次。"
    return f"你单位{'，'.join(said)}。"


def _parts(unit: Graded) -> Iterator[tuple[str, str, str]]:
    parts = top_parts(unit.score.trace) if unit.score.trace is not None else ()
    if len(parts) > 1:
        for node in parts:
            given = beside(node)
            if given is not None:
                yield f"{node.title}（不计分）", "—", score_text(given)
            else:
                yield node.title, score_text(node.max), score_text(node.value)


def _lost(unit: Graded) -> Iterator[tuple[str, str, str, str]]:
    """Yield the items below full marks with the reasons, each as the explanation has it."""
    for node in leaves(unit.score.trace) if unit.score.trace is not None else ():
        if _short(node):
            yield node.title, score_text(node.max), score_text(node.value), "；".join(why(node))


def _short(node: TraceNode) -> bool:
    return node.max is not None and (node.value or ZERO) < node.max
