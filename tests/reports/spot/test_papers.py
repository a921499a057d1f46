"""Records of draws and of checks on paper."""

from dataclasses import replace
from io import BytesIO

import docx
from docx.document import Document

from gongkai.reports.spot import check_record, draw_record
from gongkai.rules.rounds.draws import draw
from tests.reports.spot.papers import CHECK, DRAW, PLAN, SEED


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def text_of(data: bytes) -> str:
    document = opened(data)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_record_of_a_draw_holds_what_is_needed_to_do_it_again() -> None:
    data = draw_record(DRAW)
    text = text_of(data)
    for needed in (PLAN.digest(), SEED, "双色球 2026143 期", "王五", "sha256-order", "今年新设"):
        assert needed in text
    assert "2026年12月8日09:30" in text
    assert "见证人" in text
    names = {one.code: one.name for one in PLAN.candidates}
    result = next(table for table in opened(data).tables if table.cell(0, 0).text == "序号")
    rows = [(row.cells[2].text, row.cells[3].text) for row in result.rows[1:]]
    assert rows == [(names[code], code) for code in draw(PLAN, SEED)]
    first = draw(PLAN, SEED)[0]
    assert f"printf '%s' '{SEED}:{first}' | sha256sum" in text


def test_the_whole_order_is_an_annex_and_the_excluded_are_not_in_it() -> None:
    document = opened(draw_record(DRAW))
    order = next(table for table in document.tables if table.cell(0, 0).text == "组内次序")
    assert len(order.rows) == 14
    assert [row.cells[4].text for row in order.rows].count("是") == 5


def test_a_list_that_is_only_fixed_says_so() -> None:
    fixed = replace(DRAW, seed="", seed_source="", drawn_at=None, drawn_by="", witness="")
    text = text_of(draw_record(fixed))
    assert "名单已经固定，还没有抽取。" in text
    assert "'种子:单位编码'" in text


def test_a_void_draw_says_so_in_the_title_and_later_ones_name_it() -> None:
    text = text_of(draw_record(replace(DRAW, void_reason="名单漏了一个单位")))
    assert "抽查单位抽取记录（已作废）" in text.replace("\n", "")
    assert "名单漏了一个单位" in text
    later = replace(DRAW, earlier=("2026年12月7日固定，校验值 ab12，作废：名单漏了",))
    assert "作废：名单漏了" in text_of(draw_record(later))


def test_the_record_of_a_check_holds_visits_lacks_and_findings_and_no_points() -> None:
    data = check_record(CHECK)
    text = text_of(data)
    for needed in (
        "县直单位座谈会",
        "参加 4 人，规定至少 6 人。",
        "尚未进行的有：汇报会、个别访谈。",
        "1. 公开栏的内容停在去年。",
        "依据：《考核方案》第三条第（二）项",
        "照片（问题 1，SHA-256 前 16 位 abababababababab）",
        "专项检查",
        "窗口有人帮老人填表",
        "被检查单位\n负责人",
    ):
        assert needed in text
    assert "扣" not in text
    assert len(opened(data).inline_shapes) == 1
    picture = opened(data).inline_shapes[0]
    assert picture.width == 2 * picture.height


def test_a_unit_nobody_visited_has_a_record_too() -> None:
    empty = replace(CHECK, visits=(), missing=(), problems=(), others=())
    text = text_of(check_record(empty))
    assert "还没有登记检查。" in text
    assert "没有记录问题。" in text


def test_a_photograph_that_cannot_be_shown_leaves_its_line() -> None:
    broken = replace(CHECK.problems[0], photo=b"\xff\xd8broken")
    data = check_record(replace(CHECK, problems=(broken,)))
    assert len(opened(data).inline_shapes) == 0
    assert "照片（问题 1" in text_of(data)
