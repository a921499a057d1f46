"""The bulletin (通报) of an assessment, written from the numbers alone.

What cannot be known here (issuer, document number, date) comes with :class:`Letterhead`; a part the
office has not given stands in the draft as a highlighted gap, never as a guess.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.assessment.noted import Noted
from gongkai.assessment.results import Assessment
from gongkai.reports.assessment.basis import grade_line, reading_rows, weight_text
from gongkai.reports.assessment.bulletin_measures import measures
from gongkai.reports.assessment.bulletin_problems import problems
from gongkai.reports.assessment.bulletin_results import results, strengths
from gongkai.reports.assessment.bulletin_tables import group_tables, result_table
from gongkai.reports.assessment.figures import (
    figures,
)
from gongkai.reports.official_document import (
    Annex,
    Block,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
    Table,
    build,
    placeholder,
)
from gongkai.rules.numbers import plain
from gongkai.rules.readings import RoundAt
from gongkai.rules.scheme import Grading, Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues the bulletin, to whom, when, and under which number."""

    issuer: str = ""
    recipients: str = "各被考核单位"
    number: str = ""
    issued_on: date | None = None
    copy_to: str = ""


def bulletin(
    assessment: Assessment,
    subject: str,
    letter: Letterhead | None = None,
    noted: Iterable[Noted] = (),
) -> bytes:
    """Return the bulletin on ``subject`` (what was carried out) as ``.docx``.

    ``noted`` are problems in the words of those who saw them. Raises :class:`ValueError` where the
    letterhead bears a number that is none.
    """
    return build(document(assessment, subject, letter or Letterhead(), noted))


def document(
    assessment: Assessment, subject: str, letter: Letterhead, noted: Iterable[Noted] = ()
) -> OfficialDocument:
    """Return the bulletin as values, before it is laid out."""
    issuer = letter.issuer or placeholder("发文机关")
    imprint = None
    if letter.issuer and letter.issued_on:
        imprint = Imprint(issuer=letter.issuer, issued_on=letter.issued_on, copy_to=letter.copy_to)
    return OfficialDocument(
        title=f"关于{subject}结果的通报",
        recipients=letter.recipients,
        blocks=list(_blocks(assessment, subject, noted)),
        issuer=issuer,
        issued_on=letter.issued_on,
        number=letter.number,
        annexes=list(_annexes(assessment)),
        imprint=imprint,
    )


def _blocks(assessment: Assessment, subject: str, noted: Iterable[Noted]) -> Iterable[Block]:
    yield Paragraph(_opening(assessment, subject))
    sections = (
        ("考核依据和方法", list(_method(assessment.scheme))),
        ("考核结果", list(results(assessment))),
        ("主要特点", list(strengths(assessment))),
        ("存在的主要问题", list(problems(assessment, noted))),
        ("结果运用和整改要求", list(measures(assessment))),
    )
    for title, blocks in sections:
        if blocks:
            yield Heading(1, title)
            yield from blocks


def _opening(assessment: Assessment, subject: str) -> str:
    scheme = assessment.scheme
    found = figures(assessment)
    sources = "、".join(f"《{source.title}》" for source in scheme.sources)
    by = f"按照{sources}，" if sources else ""
    counted = found.units - len(found.exempt)
    exempt = f"（另有{len(found.exempt)}个单位免予考核）" if found.exempt else ""
    return f"{by}对{counted}个单位{exempt}开展了{subject}。现将结果通报如下。"


def _method(scheme: Scheme) -> Iterable[Block]:
    if scheme.grading is Grading.DECIDED:
        titles = "、".join(grade.title for grade in scheme.grades)
        yield Paragraph(
            f"本次考核不以分数定等，由考核机构按办法所列标准认定为{titles}，并写明理由。"
        )
    else:
        yield Paragraph(_scoring(scheme))
        lines = "；".join(
            grade_line(grade, scheme).replace("：", "为", 1) for grade in scheme.grades
        )
        yield Paragraph(f"等次按总分认定：{lines}。")
    yield Paragraph("办法没有写明或可作不同理解之处，按附件所列口径处理，对所有单位一致适用。")


def _scoring(scheme: Scheme) -> str:
    parts = [f"本次考核满分{plain(scheme.max)}分。"]
    if scheme.components:
        weights = "、".join(weight_text(part) for part in scheme.components)
        parts.append(f"总分由以下部分加权合成：{weights}。")
    for rubric in scheme.rubrics:
        items = sum(1 for _ in rubric.items())
        group = f"（{'、'.join(rubric.groups)}）" if rubric.groups else ""
        named = "、".join(
            dimension.title + (f"{plain(dimension.points)}分" if dimension.points else "")
            for dimension in rubric.dimensions
        )
        parts.append(f"考核表{group}设{len(rubric.dimensions)}个方面、{items}个考核项：{named}。")
    if scheme.bonus:
        parts.append(f"另设加分，最高{plain(scheme.bonus.max)}分。")
    rounding = scheme.readings.round
    if rounding is not None and rounding.at is RoundAt.TOTAL:
        parts.append(f"总分保留{rounding.digits}位小数。")
    return "".join(parts)


def _annexes(assessment: Assessment) -> Iterable[Annex]:
    yield Annex(title="考核结果表", blocks=[result_table(assessment)])
    groups = list(group_tables(assessment))
    if groups:
        yield Annex(title="分组名次表", blocks=groups)
    rows = [
        (title, value, "；".join(part for part in (reason, _who(origin, reason)) if part))
        for title, value, reason, _, _, origin in reading_rows(assessment.scheme, idle=False)
    ]
    if rows:
        table = Table(titles=("口径", "取值", "说明"), rows=rows, widths=(28, 50, 78))
        scheme = assessment.scheme
        basis = Paragraph(
            f"计算所用规则包：{scheme.title}（{scheme.id}，{scheme.version}版）。同一事实按同一规则包和口径重算，结果相同。"
        )
        yield Annex(title="本次考核采用的口径", blocks=[table, basis])


def _who(origin: str, reason: str) -> str:
    """Return who chose a reading, where it was not the pack and is not said already."""
    return "" if origin == "规则包" or origin in reason else origin
