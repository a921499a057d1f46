"""Papers of disclosure: everything that was decided is on them, nothing personal is."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reports.disclosure import (
    DutyLine,
    approval_form,
    bundle_list,
    duties_bulletin,
    plan_document,
    plan_workbook,
)
from gongkai.reports.disclosure.duties import counts_of
from gongkai.reports.official_document import Form, FormCell, FormRow
from gongkai.rules.obligations.results import DutyState
from gongkai.rules.publishing.values import Attribute
from tests.reports.disclosure.papers import APPROVAL, BULLETIN, BUNDLE, MOBILE, PLAN

WORD = {
    "approval": lambda: approval_form(APPROVAL),
    "bundle": lambda: bundle_list(BUNDLE),
    "plan": lambda: plan_document(PLAN),
    "duties": lambda: duties_bulletin(BULLETIN),
}


def cells(data: bytes) -> list[list[str]]:
    """Return the rows of the first table, merged cells once."""
    rows = []
    for row in docx.Document(BytesIO(data)).tables[0].rows:
        texts: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                texts.append(cell.text)
        rows.append(texts)
    return rows


def form(data: bytes) -> dict[str, list[str]]:
    """Return the values of a form under their labels; steps may repeat."""
    found: dict[str, list[str]] = {}
    for row in cells(data):
        for label, value in zip(row[::2], row[1::2], strict=True):
            found.setdefault(label, []).append(value)
    return found


def text(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    tables = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])


def test_the_approval_form_says_what_is_open_to_whom_and_why() -> None:
    found = form(approval_form(APPROVAL))
    assert found["信息标题"] == [APPROVAL.title]
    assert found["公开属性"] == ["主动公开\n依据：政府信息公开条例第二十条第一项（规范性文件）"]
    assert found["公开渠道"] == ["政府网站、公开查阅点"]
    assert found["拟公开时间"] == ["2026年3月9日09:00"]
    assert found["版次"] == ["第2版"]


def test_a_withheld_item_names_its_ground() -> None:
    withheld = replace(
        APPROVAL,
        attribute=Attribute.WITHHELD,
        basis="政府信息公开条例第十五条（商业秘密）",
        basis_note="第三方不同意公开",
    )
    (value,) = form(approval_form(withheld))["公开属性"]
    assert value.splitlines() == [
        "不予公开",
        "依据：政府信息公开条例第十五条（商业秘密）",
        "说明：第三方不同意公开",
    ]


def test_every_hand_is_on_the_form_the_void_ones_too() -> None:
    found = form(approval_form(APPROVAL))
    returned, signed = found["初审"]
    assert returned == (
        "退回：第八条期限写旧了，请改\n（之后重新送审，签批作废）\n王五  2026年3月4日11:30"
    )
    assert signed == "同意\n王五  2026年3月5日10:02"
    assert found["复审"] == ["同意，与解读同时发布\n赵六（代钱七）  2026年3月6日15:04"]
    assert "签名：" in found["终审"][0]
    assert list(found).index("保密审查") < list(found).index("初审")


def test_without_a_secrecy_review_its_place_stays_free() -> None:
    assert "签名：" in form(approval_form(replace(APPROVAL, secrecy=())))["保密审查"][0]


def test_answered_findings_stand_with_reason_and_name() -> None:
    (value,) = form(approval_form(APPROVAL))["公开前检查\n提示及处理"]
    first, second = value.splitlines()
    assert first.startswith("1. 正文第12段：电子邮箱。处理：")
    assert second.endswith("（张三，2026年3月3日16:08）")


def test_the_last_line_of_the_form_never_begins_a_page_alone() -> None:
    rows = docx.Document(BytesIO(approval_form(APPROVAL))).tables[0].rows
    kept = [
        all(line.paragraph_format.keep_with_next for cell in row.cells for line in cell.paragraphs)
        for row in rows
    ]
    labels = [row.cells[0].text for row in rows]
    assert labels[-1] == "打印时间"
    assert [label for label, keeps in zip(labels, kept, strict=True) if keeps] == labels[-2:-1]


def test_an_emergency_publication_is_said() -> None:
    urgent = form(approval_form(replace(APPROVAL, urgent_reason="山洪预警")))
    assert urgent["紧急公开"] == ["先公开后补审。理由：山洪预警"]
    assert "紧急公开" not in form(approval_form(APPROVAL))


@pytest.mark.parametrize("name", WORD)
def test_nothing_personal_leaves_on_paper(name: str) -> None:
    written = text(WORD[name]())
    assert MOBILE not in written
    assert ("138****5678" in written) is (name in {"approval", "bundle"})


def test_the_work_list_says_what_each_part_waits_for() -> None:
    data = bundle_list(BUNDLE)
    assert [row[-1] for row in cells(data)[1:]] == ["终审（钱七）", "—", "补图片的文字说明"]
    assert "共3件材料，1件已就绪。" in text(data)
    assert "1. 图解没有文字说明，不能送审。" in text(data)
    assert "没有。" in text(bundle_list(replace(BUNDLE, problems=())))


def test_the_plan_lists_its_items_with_their_days() -> None:
    rows = cells(plan_document(PLAN))
    assert rows[0][1] == "公开事项"
    assert [row[-1] for row in rows[1:]] == ["2026年2月13日", "2026年3月31日", "2026年6月30日"]
    assert "示财公开〔2026〕1号" in text(plan_document(PLAN))


def test_a_plan_without_items_is_still_a_document() -> None:
    assert "计划主动公开0项" in text(plan_document(replace(PLAN, items=())))


def test_the_workbook_of_the_plan_says_what_was_published_and_holds_no_formula() -> None:
    sheet = openpyxl.load_workbook(BytesIO(plan_workbook(PLAN))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[7] for row in rows] == ["2026年2月10日", "2026年4月3日（逾期）", None]
    assert rows[1][8] == "咨询138****5678"
    assert rows[2][1] == "=SUM(A1)"
    assert sheet.cell(5, 2).data_type == "s"


def test_the_bulletin_counts_what_fell_due_and_names_what_is_missing() -> None:
    data = duties_bulletin(BULLETIN)
    said = text(data)
    assert (
        "4个单位到期任务7项，按时公开4项，逾期后公开1项，未公开2项，按时率57.1%。"
        "全部按时的单位1个。"
    ) in said
    assert cells(data)[1:] == [
        ["示例县教育局", "3", "1", "1", "1", "33.3%"],
        ["东河镇人民政府", "1", "0", "0", "1", "0.0%"],
        ["示例县财政局", "3", "3", "0", "0", "100.0%"],
        ["西岭乡人民政府", "0", "0", "0", "0", "—"],
    ]
    missing = docx.Document(BytesIO(data)).tables[1]
    assert [cell.text for cell in missing.rows[1].cells] == [
        "示例县教育局", "教育经费", "每季度至少一次", "2026年3月31日", "8天",
    ]  # fmt: skip
    assert "请于2026年4月20日前公开到位" in said


def test_where_nothing_is_missing_nothing_is_demanded() -> None:
    done = replace(BULLETIN, units=BULLETIN.units[:1])
    said = text(duties_bulletin(done))
    assert "没有到期未公开的任务。" in said
    assert "整改要求" not in said
    assert "1个单位本期没有到期的任务。" in text(
        duties_bulletin(replace(BULLETIN, units=BULLETIN.units[3:]))
    )


def test_a_wrong_document_number_is_refused() -> None:
    with pytest.raises(ValueError, match="不合格式"):
        duties_bulletin(replace(BULLETIN, number="五号"))


@given(st.lists(st.sampled_from(DutyState), max_size=40))
def test_counts_add_up(states: list[DutyState]) -> None:
    duties = tuple(
        DutyLine(title="甲", rule="乙", due_on=date(2026, 3, 1), state=state) for state in states
    )
    counts = counts_of(duties)
    assert counts.judged == sum(
        state in {DutyState.MET, DutyState.MET_LATE, DutyState.OVERDUE} for state in states
    )
    assert (counts.rate == "—") is (counts.judged == 0)


def test_a_row_that_does_not_fill_its_form_is_refused() -> None:
    with pytest.raises(ValueError, match="3 columns in a form of 4"):
        Form(widths=(1, 1, 1, 1), rows=(FormRow(cells=(FormCell(text="甲", span=3),)),))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("name", "pages"), [("approval", 2), ("bundle", 1), ("plan", 1)])
def test_papers_open_and_take_the_pages_they_should(name: str, pages: int, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(WORD[name]())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    info = subprocess.run(
        ["pdfinfo", str(path.with_suffix(".pdf"))], check=True, capture_output=True, text=True
    )
    assert f"Pages:           {pages}\n" in info.stdout
