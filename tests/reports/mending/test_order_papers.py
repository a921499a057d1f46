"""The papers of an order say what was lost, by whom it is mended, until when, on what ground."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from gongkai.reports.mending import (
    OrderPaper,
    PaperLine,
    ProposalPaper,
    lists_workbook,
    order_lists,
    order_notice,
    order_report,
    proposal,
)
from gongkai.reports.mending.orders import report_document

LINE = PaperLine(
    problem="公开栏停在去年",
    clause="《示例办法》第四条",
    measure="每月更新",
    responsible="王五",
    planned_on=date(2026, 11, 30),
    result="已更新",
    done_on=date(2026, 11, 28),
    files=("照片.jpg",),
    checked="通过",
)
PAPER = OrderPaper(
    title="2026 年度考核整改通知",
    number="整改〔2026〕1号",
    unit="示例县财政局",
    issuer="示例县人民政府",
    basis="结果为“不合格”",
    term="请自签收次日起1个月内完成整改",
    lines=(LINE, PaperLine(problem="指南没有更新")),
    issued_on=date(2026, 11, 16),
    received_on=date(2026, 11, 17),
    report="我局逐条整改。\n\n已完成。",
    reported_on=date(2026, 12, 1),
    signed_by="李四",
)
PROPOSAL = ProposalPaper(
    number="",
    to="县政务公开领导小组",
    issuer="示例县人民政府",
    unit="示例县财政局",
    order_title=PAPER.title,
    order_number=PAPER.number,
    words="逾期不整改的，追究责任",
    cite="《示例办法》第十九条",
    facts="到期未报送。",
    arithmetic=("截止：2026年12月16日。",),
    open_lines=(LINE,),
    proposed_on=date(2026, 12, 20),
)


def words(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_notice_names_problems_clauses_and_the_term() -> None:
    said = words(order_notice(PAPER))
    for part in ("整改〔2026〕1号", "公开栏停在去年", "《示例办法》第四条", "自签收次日起1个月"):
        assert part in said
    assert "【文号】" in words(order_notice(replace(PAPER, number="")))


def test_the_three_lists_are_the_same_in_word_and_excel() -> None:
    said = words(order_lists(PAPER))
    book = load_workbook(BytesIO(lists_workbook(PAPER)))
    assert book.sheetnames == ["问题清单", "措施清单", "责任清单"]
    cells = {
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    }
    for part in ("公开栏停在去年", "每月更新", "王五", "已更新", "通过"):
        assert part in said
        assert part in cells


def test_nothing_typed_by_a_unit_runs_as_a_formula() -> None:
    line = replace(LINE, measure='=HYPERLINK("http://example.org")')
    book = load_workbook(BytesIO(lists_workbook(replace(PAPER, lines=(line,)))))
    cell = book["措施清单"]["C3"]
    assert cell.data_type != "f"


def test_the_report_tells_each_line_and_who_signed() -> None:
    said = words(order_report(PAPER))
    for part in (
        "考核整改情况的报告",
        "签发人：李四",
        "材料：照片.jpg",
        "责任人：王五",
    ):
        assert part in said
    assert "列出问题2条，已写明结果1条" in said


@pytest.mark.parametrize(
    ("unit", "order"),
    [
        ("白云乡", "白云乡政务公开问题整改通知"),
        ("示例县财政局", "县财政局政务公开问题整改通知"),
        ("白云乡", "政务公开问题整改通知"),
    ],
)
def test_the_title_of_the_report_names_the_unit_once(unit: str, order: str) -> None:
    made = report_document(replace(PAPER, unit=unit, title=order))
    assert made.title == f"{unit}关于政务公开问题整改情况的报告"


def test_a_proposal_decides_nothing_and_names_its_ground() -> None:
    said = words(proposal(PROPOSAL))
    for part in ("《示例办法》第十九条", "逾期不整改的，追究责任", "由你们决定", "陈述申辩"):
        assert part in said


@pytest.mark.parametrize("make", [order_notice, order_lists, order_report])
def test_an_order_without_lines_is_still_a_paper(make: object) -> None:
    assert callable(make)
    assert words(make(replace(PAPER, lines=())))
