"""A draft before submission: each fault is found at its place, a good draft is left alone."""

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.disclosure.checks.draft import DraftField, DraftText, check_draft
from gongkai.rules.references import LIVE, Reference, Target
from gongkai.rules.text import Grade
from tests.disclosure.checks.draft.drafts import BODY, GOOD, RULES, checked, codes

ID_NUMBER = "110101199003070118"
ID_HEAD, ID_TAIL = f"证号{ID_NUMBER[:9]}", ID_NUMBER[9:]
MOBILE = "13812345678"
FIRST = "正文第1段"
PORTAL = "https://www.example.gov.cn"
MARKUP = ("<p>", "</p>", "<br>", "<td>", "<table>", "</table>", "<a href=", "\"'>", "<h4>", "<!--")


def test_a_good_draft_may_be_submitted() -> None:
    report = checked()
    assert codes(report) == []
    assert not report.blocked


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        (f"<p>前文</p><p>手机{MOBILE}</p>", "personal.mobile", "正文第2段"),
        (f"<p>第一行<br>手机{MOBILE}</p>", "personal.mobile", "正文第1段第2行"),
        ("<p>手机138<b>1234</b>5678</p>", "personal.mobile", "正文第1段"),
        (f"<p>{ID_HEAD}</p><p>{ID_TAIL}</p>", "personal.resident_id", "正文第1段至正文第2段"),
        (f"<p>{ID_HEAD}<br>{ID_TAIL}</p>", "personal.resident_id", f"{FIRST}第1行至{FIRST}第2行"),
        (f'<p><a href="tel:{MOBILE}">电话</a></p>', "personal.mobile", "正文第1段 href 属性"),
        (f'<img src="a.png" alt="手机{MOBILE}">', "personal.mobile", "正文图1 图片说明"),
        (f"<!-- 手机{MOBILE} --><p>x</p>", "personal.mobile", "正文（网页注释）"),
        ("<p>机密★</p>", "secrecy.mark", "正文第1段"),
        ("<table><tr><th>密级：秘密</th></tr></table>", "secrecy.level", "正文表1第1行第1列"),
        ("<p>示政办发[2026]3号</p>", "form.number_brackets", "正文第1段"),
        ("<p>依照《合同法》办理。</p>", "reference.civil", "正文第1段"),
        ("<p>按示政发〔2019〕7号执行。</p>", "reference.repealed", "正文第1段"),
        ("<p>示例县教肓局</p>", "name.alike", "正文第1段"),
        ("<h2>一</h2><h4>二</h4>", "access.heading", "正文第2段"),
        ("<h1>一</h1>", "access.heading_first", "正文第1段"),
        ('<img src="a.png">', "access.image", "正文图1"),
        ('<img src="a.png" alt="IMG_2031.JPG">', "access.image_name", "正文图1"),
        ('<img src="a.png" alt="微信图片_20260302">', "access.image_name", "正文图1"),
        ("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>", "access.table", "正文表1"),
        ('<p><a href="/items/none/">全文</a></p>', "link.unknown", "正文第1段"),
        (f'<p><a href="{PORTAL}/items/gone/">旧办法全文</a></p>', "link.gone", "正文第1段"),
        ('<p><a href="/items/away/">旧办法全文</a></p>', "link.withdrawn", "正文第1段"),
        ('<p><a href="/items/old/">旧办法全文</a></p>', "link.repealed", "正文第1段"),
        ('<p><a href="/office/items/3/">旧办法全文</a></p>', "link.office", "正文第1段"),
        ('<p><a href="http://10.1.2.3/a">旧办法全文</a></p>', "link.inner", "正文第1段"),
        ('<p><a href="http://oa/a">旧办法全文</a></p>', "link.inner", "正文第1段"),
        ('<p><a href="file:///D:/a.doc">旧办法全文</a></p>', "link.disk", "正文第1段"),
        ("<p><a href='D:\\a.doc'>旧办法全文</a></p>", "link.disk", "正文第1段"),
        ('<p><a href="javascript:x()">旧办法全文</a></p>', "link.scheme", "正文第1段"),
        ('<p><a href="#note-9">注</a></p>', "link.anchor", "正文第1段"),
        ('<p><a href="/items/live/">点击这里</a></p>', "link.bare", "正文第1段"),
        ('<p><a href="/items/live/"><img alt=""></a></p>', "link.wordless", "正文第1段"),
        ('<p><a href="http://[x">旧办法全文</a></p>', "link.broken", "正文第1段"),
    ],
)  # fmt: skip
def test_each_fault_of_the_text_is_found_where_it_stands(body: str, code: str, place: str) -> None:
    found = {(one.code, one.place) for one in checked(body_html=body).findings}
    assert (code, place) in found


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="https://www.gov.cn/a">国务院办公厅通知全文</a></p>',
        '<p><a href="mailto:zwgk@example.gov.cn">写信给政务公开办</a></p>',
        '<p>见注<a href="#note-1">1</a></p><p id="note-1">注：以县统计局数据为准。</p>',
        "<table><tr><td>只有一行的表不必有标题行</td></tr></table>",
        "<p>《合同法》同时废止。</p>",
        "<p>示例县体育局、示例县教育局</p>",
        "<h2>一</h2><h3>二</h3><h2>三</h2>",
        "<p>共有138</p><p>12户参加。</p>",
    ],
)
def test_ordinary_texts_are_left_alone(body: str) -> None:
    assert codes(checked(body_html=BODY + body)) == []


def test_a_row_of_boxes_with_one_digit_each_is_read_as_a_number() -> None:
    cells = "".join(f"<td>{digit}</td>" for digit in ID_NUMBER)
    report = checked(body_html=f"<table><tr><th>号码</th>{cells}</tr></table>")
    assert "personal.resident_id" in codes(report)
    assert report.blocked


def test_cells_are_read_under_their_heads_across_spans() -> None:
    body = (
        '<table><tr><th rowspan="2">序号</th><th>姓名</th><th>身份证号</th></tr>'
        f"<tr><td>李四</td><td>{ID_NUMBER}</td></tr></table>"
    )
    places = {one.code: one.place for one in checked(body_html=body).findings}
    assert places["personal.resident_id"] == "正文表1第2行第3列"
    assert places["personal.name"] == "正文表1第2行第2列"


@pytest.mark.parametrize(
    ("body", "code", "grade"),
    [
        ("", "body.empty", Grade.BLOCK),
        ("<p> </p>", "body.empty", Grade.BLOCK),
        ("<p>见附件。</p>", "body.short", Grade.WARN),
        ('<p><img src="a.png" alt="通知"></p>', "body.image_only", Grade.BLOCK),
    ],
)
def test_a_text_that_says_nothing_is_not_submitted(body: str, code: str, grade: Grade) -> None:
    found = {one.code: one.grade for one in checked(body_html=body).findings}
    assert found[code] is grade


def test_where_a_kind_needs_no_text_none_is_asked_for() -> None:
    assert codes(checked(body_html="", body_required=False)) == []


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("", "title.missing"),
        ("关于召开会议的通知。", "title.mark"),
        ("关于召开\n会议的通知", "title.lines"),
        (f"关于{MOBILE}的答复", "personal.mobile"),
        ("示例县《办法的通知", "form.title_marks"),
        ("内部资料", "internal.mark_alone"),
    ],
)
def test_the_title_is_checked(title: str, code: str) -> None:
    assert code in codes(checked(title=title))


def test_required_fields_are_named_with_what_to_write() -> None:
    empty = DraftField(key="basis", label="设定依据", required=True, hint="法律名称和条款")
    filled = DraftField(key="fee", label="收费", value="不收费", required=True)
    (finding,) = checked(details=(empty, filled)).findings[-1:]
    assert (finding.code, finding.place, finding.grade) == (
        "field.basis",
        "设定依据",
        Grade.BLOCK,
    )
    assert "法律名称和条款" in finding.mend


def test_a_document_of_its_time_may_cite_the_law_of_its_time() -> None:
    body = BODY + "<p>依照《合同法》签订。</p>"
    assert "reference.civil" in codes(checked(body_html=body))
    assert codes(checked(body_html=body, dated=RULES.today.replace(year=2018))) == []


def test_the_office_is_asked_once_for_a_document_named_often() -> None:
    asked: list[str] = []

    def answer(reference: Reference) -> Target:
        asked.append(reference.key)
        return LIVE

    body = "<p>按示政发〔2019〕7号和《示例县办法》办理。</p>" * 20
    check_draft(replace(GOOD, body_html=body), replace(RULES, document=answer))
    assert sorted(asked) == ["示例县办法", "示政办发〔2026〕3号", "示政发〔2019〕7号"]


def test_findings_stand_in_the_order_of_the_draft_and_each_once() -> None:
    body = f"<p>手机{MOBILE}</p><h2>一</h2><h4>二</h4><p>机密★</p><p>手机{MOBILE}</p>"
    report = checked(title="通知。", body_html=body)
    wanted = ["title.mark", "personal.mobile", "access.heading", "secrecy.mark", "personal.mobile"]
    assert codes(report) == wanted
    assert len(set(report.findings)) == len(report.findings)


def test_the_source_shows_what_no_reading_saw() -> None:
    assert checked(body_html=f'{BODY}<p data-x="{ID_NUMBER}">x</p>').blocked


def test_words_below_any_depth_are_read() -> None:
    depth = 5_000
    body = "<ul><li>" * depth + f"手机{MOBILE}" + "</li></ul>" * depth
    assert checked(body_html=body).blocked


@given(
    st.text(max_size=300),
    st.lists(st.sampled_from((*MARKUP, f"，{MOBILE}，", "&#", "</")), max_size=25),
)
def test_nothing_personal_is_shown_whatever_the_markup(text: str, parts: list[str]) -> None:
    draft = DraftText(title=text, body_html=text + "".join(parts) + f"<p>{ID_NUMBER}</p>")
    report = check_draft(draft, RULES)
    said = json.dumps([one.to_json() for one in report.findings], ensure_ascii=False)
    assert MOBILE not in said
    assert ID_NUMBER not in said


def test_fifty_pages_take_less_than_a_second() -> None:
    line = "为进一步加强政务公开工作，根据国发〔2023〕5号和《示例县办法》，结合实际，制定本方案。"
    rows = "<tr><td>预算公开</td><td>3400</td></tr>" * 5
    page = f"<h2>第一章</h2><p>{line * 14}</p><table><tr><th>a</th></tr>{rows}</table>"
    draft = DraftText(title=GOOD.title, body_html=page * 50, names=GOOD.names)
    best = min(_seconds(draft) for _ in range(3))
    assert best < 1


def _seconds(draft: DraftText) -> float:
    began = time.process_time()
    check_draft(draft, RULES)
    return time.process_time() - began
