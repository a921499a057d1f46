"""The report of a unit as a Word file: what stands in it, what is masked, what is left to fill."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from docx import Document

from gongkai.reports.selfing import SelfLine, SelfPaper, SelfPart, self_paper

PAPER = SelfPaper(
    unit="示例县财政局",
    recipients="示例县人民政府",
    round="2026年度考核",
    scheme="政务公开示范点建设考评",
    notice="示政办〔2026〕8号",
    total="92.5",
    most="100",
    done="召开会议 2 次。\n\n公开信息 120 条。",
    problems="1. 会议没有记录。",
    plans="补齐。",
    parts=(
        SelfPart(
            title="组织领导",
            worth="20 分",
            said="19.5",
            lines=(
                SelfLine(
                    number="1.1",
                    title="领导重视",
                    worth="4",
                    said="3.5",
                    reason="联系人 13812345678\x07<b>没有记录</b>",
                    evidence=("会议纪要.docx", "照片.png"),
                ),
                SelfLine(number="1.2", title="方案", worth="3", said="", reason=""),
            ),
        ),
    ),
    signed_on=date(2026, 11, 20),
    signed_by="李四",
)


def opened(paper: SelfPaper) -> tuple[list[str], list[list[str]]]:
    document = Document(BytesIO(self_paper(paper)))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [one.text for one in document.paragraphs if one.text], cells


def test_the_report_has_its_parts_in_the_order_of_an_official_document() -> None:
    words, _ = opened(PAPER)
    text = "\n".join(words)
    order = [
        "关于2026年度考核的自评报告".replace("\n", ""),
        "示例县人民政府：",
        "按照示政办〔2026〕8号要求，我单位对照《政务公开示范点建设考评》逐项自查，自评 92.5 分",
        "一、主要做法和成效",
        "公开信息 120 条。",
        "二、存在的问题",
        "三、下一步打算",
        "四、自评结果",
        "附件：逐项自评情况",
        "2026年11月20日",
        "（签发人：李四）",
        "一、组织领导（20 分）",
    ]
    flat = text.replace("\n", "")
    assert "示例县财政局关于2026年度考核的自评报告" in flat
    places = [flat.index(one) for one in order[1:]]
    assert places == sorted(places)


def test_every_item_stands_in_the_annex_and_personal_data_is_masked() -> None:
    _, cells = opened(PAPER)
    assert ["组织领导", "20 分", "19.5"] in cells
    line = next(row for row in cells if row[0] == "1.1")
    assert "138****5678" in line[4]
    assert "<b>没有记录</b>" in line[4], "markup is text"
    assert "佐证：会议纪要.docx；照片.png" in line[4]
    assert ["1.2", "方案", "3", "—", "—"] in cells


def test_a_draft_has_gaps_where_the_signature_comes() -> None:
    words, _ = opened(replace(PAPER, signed_on=None, signed_by="", done=" "))
    assert "【成文日期】" in words
    assert "（未填写）" in words
    assert not any("签发人" in one for one in words)


def test_without_points_the_states_are_counted() -> None:
    part = replace(PAPER.parts[0], worth="2 项", said="已落实 1，部分落实 1")
    words, cells = opened(replace(PAPER, total="", most="", parts=(part,)))
    assert ["组织领导", "2 项", "已落实 1，部分落实 1"] in cells
    assert not any("满分" in one for one in words)
