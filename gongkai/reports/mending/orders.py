"""The papers of an order: notice, the three lists (三单), report, proposal of accountability."""

from collections.abc import Iterator

from gongkai.reports.mending.values import OrderPaper, PaperLine, ProposalPaper
from gongkai.reports.mending.words import DASH, day, paragraphs, sentence
from gongkai.reports.official_document import (
    Annex,
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    build,
    placeholder,
)


def order_notice(paper: OrderPaper) -> bytes:
    """Return the notice to the unit (整改通知书) as ``.docx``."""
    return build(notice_document(paper))


def notice_document(paper: OrderPaper) -> OfficialDocument:
    """Return the notice as values, before it is laid out."""
    return OfficialDocument(
        title=paper.title,
        number=paper.number or placeholder("文号"),
        recipients=paper.unit,
        blocks=tuple(_notice(paper)),
        issuer=paper.issuer,
        issued_on=paper.issued_on,
        annexes=(Annex(title="问题清单", blocks=(_problems(paper.lines),)),),
    )


def _notice(paper: OrderPaper) -> Iterator[Block]:
    """Yield a text short enough to leave room for the signature on its page."""
    yield Paragraph(_basis(paper))
    yield Paragraph(f"需要整改的问题共{len(paper.lines)}条，见附件。{sentence(paper.term)}")
    yield Paragraph(
        "请逐条制定整改措施，明确责任人和完成时间，写明整改结果，附佐证材料。"
        "整改报告经单位负责人签发后报送，由我们逐条核查，未通过的退回继续整改。"
    )
    yield Paragraph("请在政务公开工作平台签收本通知。期限内不能完成的，应当在到期前书面说明理由。")


def _basis(paper: OrderPaper) -> str:
    why = paper.basis.strip().removesuffix("。")
    return f"{why}。现将有关整改事项通知如下。" if why else "现将有关整改事项通知如下。"


def _problems(lines: tuple[PaperLine, ...]) -> Table:
    return Table(
        titles=("序号", "问题", "依据"),
        rows=[
            (str(number), line.problem, line.clause or DASH)
            for number, line in enumerate(lines, start=1)
        ],
        widths=(14, 90, 52),
        centred=(0,),
    )


def order_lists(paper: OrderPaper) -> bytes:
    """Return problems, measures and who answers (三单) as ``.docx``."""
    return build(lists_document(paper))


def lists_document(paper: OrderPaper) -> OfficialDocument:
    """Return the three lists as values, before they are laid out."""
    return OfficialDocument(
        title=f"{paper.unit}整改问题、措施、责任清单",
        recipients="",
        blocks=tuple(_lists(paper)),
        issuer=paper.unit,
        issued_on=None,
        signed=False,
    )


def _lists(paper: OrderPaper) -> Iterator[Block]:
    yield Paragraph(
        f"整改通知：{paper.title}（{paper.number or '未编号'}）。{sentence(paper.term)}"
    )
    for title, heads, rows, widths in (
        (
            "问题清单",
            ("序号", "问题", "依据"),
            [(line.problem, line.clause or DASH) for line in paper.lines],
            (14, 90, 52),
        ),
        (
            "措施清单",
            ("序号", "整改措施", "计划完成", "整改结果"),
            [
                (line.measure or DASH, day(line.planned_on), line.result or DASH)
                for line in paper.lines
            ],
            (14, 62, 30, 50),
        ),
        (
            "责任清单",
            ("序号", "责任人", "完成日期", "核查"),
            [
                (line.responsible or DASH, day(line.done_on), line.checked or DASH)
                for line in paper.lines
            ],
            (14, 42, 42, 58),
        ),
    ):
        yield Heading(1, title)
        numbered = [(str(number), *row) for number, row in enumerate(rows, start=1)]
        yield Table(titles=heads, rows=numbered, widths=widths, centred=(0,))


def order_report(paper: OrderPaper) -> bytes:
    """Return the unit's report on what it mended as ``.docx``."""
    return build(report_document(paper))


def report_document(paper: OrderPaper) -> OfficialDocument:
    """Return the report as values, before it is laid out."""
    return OfficialDocument(
        title=f"{paper.unit}关于{_subject(paper)}情况的报告",
        recipients=paper.issuer,
        blocks=tuple(_report(paper)),
        issuer=paper.unit,
        issued_on=paper.reported_on,
        annexes=(Annex(title="逐条整改情况", blocks=tuple(_answers(paper.lines))),),
        remark=f"签发人：{paper.signed_by}" if paper.signed_by else "",
    )


def _subject(paper: OrderPaper) -> str:
    """Return what the order is about; the unit, by whatever name, is not said once more."""
    subject = paper.title.removesuffix("通知")
    named = (paper.unit[start:] for start in range(len(paper.unit) - 1))
    own = next((one for one in named if subject.startswith(one)), "")
    return subject.removeprefix(own)


def _report(paper: OrderPaper) -> Iterator[Block]:
    number = f"（{paper.number}）" if paper.number else ""
    got = f"{day(paper.received_on)}收到" if paper.received_on is not None else "收到"
    yield Paragraph(f"我单位{got}《{paper.title}》{number}。现将整改情况报告如下。")
    yield from paragraphs(paper.report or "问题已逐条整改，情况见附件。")
    done = sum(1 for line in paper.lines if line.result)
    yield Paragraph(f"通知列出问题{len(paper.lines)}条，已写明结果{done}条。")


def _answers(lines: tuple[PaperLine, ...]) -> Iterator[Block]:
    yield Table(
        titles=("序号", "问题", "措施和责任人", "结果和材料"),
        rows=[
            (str(number), line.problem, _measure(line), _result(line))
            for number, line in enumerate(lines, start=1)
        ],
        widths=(12, 50, 44, 50),
        centred=(0,),
    )


def _measure(line: PaperLine) -> str:
    who = f"责任人：{line.responsible}" if line.responsible else ""
    return "\n".join(part for part in (line.measure, who) if part) or DASH


def _result(line: PaperLine) -> str:
    done = f"完成日期：{day(line.done_on)}" if line.done_on is not None else ""
    files = f"材料：{'、'.join(line.files)}" if line.files else ""
    return "\n".join(part for part in (line.result, done, files) if part) or DASH


def proposal(paper: ProposalPaper) -> bytes:
    """Return a proposal of accountability as ``.docx``."""
    return build(proposal_document(paper))


def proposal_document(paper: ProposalPaper) -> OfficialDocument:
    """Return the proposal as values, before it is laid out. It decides nothing."""
    return OfficialDocument(
        title=f"关于{paper.unit}逾期未整改的问责建议",
        number=paper.number or placeholder("文号"),
        recipients=paper.to,
        blocks=tuple(_proposal(paper)),
        issuer=paper.issuer,
        issued_on=paper.proposed_on,
    )


def _proposal(paper: ProposalPaper) -> Iterator[Block]:
    number = f"（{paper.order_number}）" if paper.order_number else ""
    yield Paragraph(f"{paper.unit}没有在期限内完成《{paper.order_title}》{number}要求的整改。")
    yield Heading(1, "事实")
    yield from paragraphs(paper.facts)
    yield Heading(1, "期限")
    for line in paper.arithmetic:
        yield Paragraph(line)
    if paper.open_lines:
        yield Heading(1, "尚未通过核查的问题")
        yield _problems(paper.open_lines)
    yield Heading(1, "依据和建议")
    basis = f"依据{paper.cite}，" if paper.cite else ""
    yield Paragraph(f"{basis}{sentence(paper.words)}建议你们研究是否追究责任。")
    yield Paragraph(
        "是否追究、追究谁、怎样追究，由你们决定。作出决定前，应当听取有关人员的陈述申辩。"
    )
