"""Self-assessment on the screen: filled in, saved by itself, submitted, signed, returned, read."""

import json
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from gongkai.assessment.actions import notifying, setting_up
from gongkai.assessment.actions.ledger import EntryDraft, add_entry
from gongkai.assessment.actions.selfing import answering, evidence
from gongkai.assessment.actions.selfing.answering import Said
from gongkai.assessment.actions.selfing.evidence import PieceText
from gongkai.assessment.models import (
    Evidence,
    NotApplicable,
    Round,
    RoundStage,
    RoundUnit,
    SelfItem,
    SelfReport,
)
from tests.assessment.app.board import NOVEMBER, Board, fresh
from tests.assessment.app.selfing.filling import (
    answer,
    fill,
    submitted,
    write,
)
from tests.disclosure.app.office import Office
from tests.photographs import PNG

SignIn = Callable[..., Client]
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"
ITEM = "org.attention"

pytestmark = pytest.mark.django_db


def base(unit: RoundUnit) -> str:
    return f"/office/rounds/{unit.round.key}/self/{unit.unit.code}/"


@pytest.fixture
def clerk(board: Board, unit: RoundUnit, signed_in: SignIn) -> Client:
    return signed_in(board.person("clerk", "caizheng"))


@pytest.fixture
def office(board: Board, unit: RoundUnit, signed_in: SignIn) -> Client:
    return signed_in(board.person("openness_office"))


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


def sent(client: Client, address: str, **given: object) -> tuple[int, str]:
    answer = client.post(address, given, follow=True)
    return answer.status_code, unescape(answer.content.decode())


def by_script(client: Client, address: str, **given: str) -> tuple[int, dict[str, object]]:
    answer = client.post(address, given, HTTP_ACCEPT="application/json")
    return answer.status_code, json.loads(answer.content)


def test_a_clerk_is_led_from_the_to_do_list_to_the_form(clerk: Client, unit: RoundUnit) -> None:
    desk = shown(clerk, "/office/")
    assert "2026 年度考核：填报自评" in desk
    assert base(unit) in desk
    page = shown(clerk, base(unit))
    assert "11月30日截止报送，还有 14 天" in page
    assert "已填 0 / 27 项" in page
    assert "《政务公开示范点建设考评办法》第四条第（一）项第1目" in page
    assert "先签收考核通知" in page
    status, page = sent(clerk, f"/office/rounds/{unit.round.key}/units/caizheng/receive/")
    assert (status, "已签收" in page) == (200, True)
    assert "先签收考核通知" not in shown(clerk, base(unit))
    tab = clerk.get(f"/office/rounds/{unit.round.key}/self/")
    assert (tab.status_code, tab["Location"]) == (302, base(unit)), "who has one unit is led to it"


def test_an_answer_is_saved_with_the_button_and_what_is_wrong_is_told_at_its_place(
    clerk: Client, unit: RoundUnit
) -> None:
    address = f"{base(unit)}items/{ITEM}/"
    status, page = sent(clerk, address, score="4.5", reason="太多", version="0")
    assert (status, "应在 0 到 4 分之间" in page, "太多" in page) == (422, True, True)
    status, page = sent(clerk, address, score="三分半", reason="", version="0")
    assert (status, "要写成数字" in page, "三分半" in page) == (422, True, True)
    status, page = sent(clerk, address, score="３．５ 分", reason="缺一次记录。", version="0")
    assert (status, "自评 3.5 分" in page, "已填 1 / 27 项" in page) == (200, True, True)
    status, page = sent(clerk, address, score="3", reason="旧窗口", version="0")
    assert (status, "在另一个窗口" in page, "旧窗口" in page) == (409, True, True)
    assert str(SelfItem.objects.get().score) == "3.50"


def test_the_script_is_told_the_version_and_what_else_the_page_shows(
    board: Board, clerk: Client, unit: RoundUnit
) -> None:
    address = f"{base(unit)}items/{ITEM}/"
    status, said = by_script(clerk, address, score="3.5", reason="缺记录。", version="0")
    assert (status, said["version"], said["saved_at"]) == (200, 1, "09:00")
    assert said["shown"] == {
        f"mark-{ITEM}": ["自评 3.5 分", "good"],
        "part-mark-org": ["已填 1 / 6 项", "todo"],
        "part-count-org": ["已填 1 / 6 项", ""],
        "self-done": ["已填 1 / 27 项", ""],
        "self-total": ["自评 3.5 / 100 分", ""],
        "missing-count": ["还有 26 项没有填完：", ""],
        "self-next": ["下一项没填的", ""],
        f"missing-{ITEM}": ["", ""],
        "submit-errors": ["", ""],
    }
    status, said = by_script(clerk, address, score="9", reason="", version="1")
    assert (status, said["code"]) == (422, "self.invalid")
    said_ = Said(reason="李四写的。")
    colleague = board.viewer("clerk", "caizheng", "李四")
    answering.save_answer(unit.pk, ITEM, said_, version=1, by=colleague)
    status, said = by_script(clerk, address, score="3", reason="", version="1")
    assert (status, said["code"]) == (409, "self.overtaken")
    assert "李四" in str(said["message"])


def test_markup_in_what_is_typed_is_text_everywhere(
    board: Board, clerk: Client, office: Client, unit: RoundUnit
) -> None:
    answer(unit, ITEM, board.clerk(), "3", EVIL)
    evidence.add_words(unit.pk, ITEM, PieceText(title=EVIL, note=EVIL), by=board.clerk())
    sent(clerk, f"{base(unit)}items/system.hearing/claim/", reason=EVIL)
    add_entry(
        unit.unit_id,
        EntryDraft(kind="meeting", title=EVIL, on=date(2026, 3, 5)),
        by=board.clerk(),
    )
    fill(board, unit)
    for client, address in (
        (clerk, base(unit)),
        (clerk, f"{base(unit)}items/{ITEM}/choose/"),
        (office, base(unit)),
        (office, f"/office/rounds/{unit.round.key}/self/"),
    ):
        raw = client.get(address).content.decode()
        assert "<script>alert" not in raw, address
        assert "<img src=x" not in raw, address
    write(board, unit, answering.ReportText(done=EVIL, problems=EVIL, plans=EVIL))
    sent(clerk, f"{base(unit)}submit/")
    sent(office, f"{base(unit)}return/", reason=EVIL)
    raw = clerk.get(base(unit)).content.decode() + clerk.get("/office/").content.decode()
    assert SelfReport.objects.get().return_reason == EVIL
    assert "<script>alert" not in raw


def test_one_press_makes_evidence_of_what_the_system_knows(
    board: Board, clerk: Client, unit: RoundUnit
) -> None:
    entry = add_entry(
        unit.unit_id,
        EntryDraft(kind="meeting", title="领导小组会议", on=date(2026, 3, 5)),
        by=board.clerk(),
    )
    page = shown(clerk, base(unit))
    assert "系统里已有" in page
    add = f"{base(unit)}items/{ITEM}/evidence/"
    assert "佐证已添加" in sent(clerk, add, ledger=str(entry.pk))[1]
    piece = Evidence.objects.get()
    assert piece.ledger == entry
    assert "领导小组会议" not in shown(clerk, f"{base(unit)}items/{ITEM}/choose/").split("<h1")[1]
    assert "已移除" in sent(clerk, f"{base(unit)}evidence/{piece.pk}/remove/")[1]
    assert "领导小组会议" in shown(clerk, f"{base(unit)}items/{ITEM}/choose/?q=会议")


def test_a_published_item_is_named_by_its_address_or_number(
    board: Board, clerk: Client, unit: RoundUnit
) -> None:
    live = Office(board.people, now=NOVEMBER).published()
    for number, named in enumerate(
        (f"https://www.example.gov.cn/item/{live.item.key}/?a=1", live.item.index_number)
    ):
        item = ("org.plan", "org.feedback")[number]
        add = f"{base(unit)}items/{item}/evidence/"
        assert "佐证已添加" in sent(clerk, add, published=f" {named} ")[1]
        assert Evidence.objects.get(item=item).disclosure_item == live.item.key
    add = f"{base(unit)}items/{ITEM}/evidence/"
    assert "没有这个已公开的事项" in sent(clerk, add, published="查无此号")[1]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"MZ\x90\x00", "a.exe", "a.exe"),
        (b"%PDF-1.7", "照片.png", "照片.png"),
        (b"", "空.txt", "空.txt"),
        ("机密★3年".encode(), "方案.txt", "有密级标志"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_in_words(
    clerk: Client, unit: RoundUnit, data: bytes, name: str, words: str
) -> None:
    file = SimpleUploadedFile(name, data)
    status, page = sent(clerk, f"{base(unit)}items/{ITEM}/evidence/", file=file)
    assert (status, "没有办理" in page, words in page) == (200, True, True)
    assert not Evidence.objects.exists()


def test_a_file_is_sent_as_a_file_to_those_who_may_have_it(
    board: Board, clerk: Client, office: Client, unit: RoundUnit, signed_in: SignIn
) -> None:
    file = SimpleUploadedFile("照片.png", PNG)
    sent(clerk, f"{base(unit)}items/{ITEM}/evidence/", file=file, on="2026-03-05")
    piece = Evidence.objects.get()
    address = f"{base(unit)}evidence/{piece.pk}/"
    for client in (clerk, office):
        answer = client.get(address)
        assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
    stranger = signed_in(board.person("clerk", "minzheng"))
    third = signed_in(board.person("third_party", "xian", "第三方"))
    for client in (stranger, third):
        assert client.get(address).status_code == 404
        assert client.get(base(unit)).status_code == 404
        assert client.get(f"{base(unit)}report.docx").status_code == 404
        assert client.get(f"{base(unit)}report.docx?draft=1").status_code == 404
    other = board.unit(unit.round, "minzheng")
    assert stranger.get(f"{base(other)}evidence/{piece.pk}/").status_code == 404


def test_a_stranger_changes_nothing_whatever_is_sent(
    board: Board, clerk: Client, unit: RoundUnit, signed_in: SignIn
) -> None:
    sent(clerk, f"{base(unit)}items/{ITEM}/evidence/", title="公开栏")
    piece = Evidence.objects.get()
    stranger = signed_in(board.person("final_reviewer", "minzheng"))
    for address in (
        f"items/{ITEM}/",
        f"items/{ITEM}/evidence/",
        f"items/{ITEM}/claim/",
        f"evidence/{piece.pk}/remove/",
        "carry/",
        "text/",
        "submit/",
        "sign/",
        "return/",
    ):
        answer = stranger.post(base(unit) + address, {"reason": "我来", "score": "1"})
        assert answer.status_code == 404, address
    assert not SelfItem.objects.exists()


def test_a_claim_is_asked_by_the_unit_and_decided_by_the_office(
    clerk: Client, office: Client, unit: RoundUnit
) -> None:
    address = f"{base(unit)}items/system.hearing/claim/"
    assert "没有写理由" in sent(clerk, address, reason="")[1]
    assert "等考核办公室决定" in sent(clerk, address, reason="没有听证职能")[1]
    claim = NotApplicable.objects.get()
    settle = f"{base(unit)}claims/{claim.pk}/"
    assert "1 条“不适用”申请等待决定" in shown(office, "/office/")
    assert "请写明为什么不同意" in sent(office, settle, do="refuse", note="")[1]
    assert clerk.post(settle, {"do": "approve"}).status_code == 403
    sent(office, settle, do="refuse", note="有处罚听证")
    page = shown(clerk, base(unit))
    assert "考核办公室没有同意：有处罚听证" in page
    assert "再次申请" in page
    sent(clerk, address, reason="处罚权已划转")
    sent(office, settle, do="approve")
    page = shown(clerk, base(unit))
    assert "考核办公室已同意" in page
    assert "撤回申请" not in page
    assert sent(clerk, f"{base(unit)}items/effect/claim/", reason="不对外")[0] == 200


def test_the_report_is_drafted_from_what_is_known_and_written_on(
    board: Board, clerk: Client, unit: RoundUnit
) -> None:
    for number in (1, 2):
        add_entry(
            unit.unit_id,
            EntryDraft(kind="meeting", title=f"第{number}次会议", on=date(2026, 3, number)),
            by=board.clerk(),
        )
    add_entry(
        unit.unit_id,
        EntryDraft(kind="training", title="培训", on=date(2026, 4, 1), people=36),
        by=board.clerk(),
    )
    answer(unit, ITEM, board.clerk(), "3.5", "有一次会议\n没有记录。")
    address = f"{base(unit)}text/"
    status, page = sent(
        clerk, address, done="", problems="自己写的", plans="", version="0", draft="1"
    )
    assert status == 200
    assert "召开领导小组会议 2 次；举办培训 1 次，36 人参加" in page
    assert ">自己写的</textarea>" in page, "what was typed stays"
    assert "已起草，还没有保存：主要做法和成效、下一步打算" in page
    assert "已写的部分没有改动" in page
    assert "对以上问题，逐项明确" in page, "what a person wrote is not counted"
    assert SelfReport.objects.get().done == "", "what is proposed is not saved yet"
    status, page = sent(clerk, address, done="", problems="", plans="", version="1", draft="1")
    assert "1.1 领导重视，及时研究问题：有一次会议 没有记录。" in page
    assert "对以上 1 个问题" in page
    status, said = by_script(clerk, address, done="甲", problems="乙", plans="丙", version="2")
    assert (status, said["version"]) == (200, 3)
    assert said["shown"]["report-mark"] == ["已写", "good"]  # type: ignore[index]
    page = sent(clerk, address, done="甲", problems="乙", plans="丙", version="3", draft="1")[1]
    assert "没有起草" in page
    assert "各部分都已写了内容" in page
    status, page = sent(clerk, address, done="丁", problems="", plans="", version="2")
    assert f'action="{address}#report"' in page, "what is wrong is shown at the report"
    assert (status, "报告在您打开之后被保存过" in page) == (409, True)


def test_a_draft_names_every_item_points_were_lost_at_by_its_number(
    board: Board, clerk: Client, unit: RoundUnit
) -> None:
    fill(board, unit)
    page = sent(clerk, f"{base(unit)}text/", done="", problems="", plans="", version="0", draft="1")
    assert "没有记录，“主要做法和成效”没有起草" in page[1], (
        "a year without entries is said to be so"
    )
    rows = list(SelfItem.objects.filter(round_unit=unit).order_by("pk"))
    for row in rows:
        answer(unit, row.item, board.clerk(), "0.5", "做得不够。")
    page = sent(clerk, f"{base(unit)}text/", done="", problems="", plans="", version="1", draft="1")
    problems = page[1].split('name="problems"')[1].split("</textarea>")[0]
    assert problems.count("：做得不够。") == len(rows) > 10
    assert "4.1 " in problems
    assert f"对以上 {len(rows)} 个问题" in page[1]


def test_the_way_on_leads_to_the_report_when_all_items_are_answered(
    board: Board, clerk: Client, unit: RoundUnit
) -> None:
    fill(board, unit)
    page = shown(clerk, base(unit))
    assert "自评报告还没有写完" in page
    assert "去写自评报告" in page
    assert "下一项没填的" not in page
    assert clerk.get(f"{base(unit)}next/")["Location"] == f"{base(unit)}#report"
    status, page = sent(clerk, f"{base(unit)}submit/")
    assert (status, "没有写“主要做法和成效”" in page) == (409, True)
    beside = page.split('id="submit"')[1]
    assert "还不能提交" in beside, "said where the button is"
    write(board, unit)
    page = shown(clerk, base(unit))
    assert "报告也已写好" in page
    assert clerk.get(f"{base(unit)}next/")["Location"] == f"{base(unit)}#submit"


def text_of(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_from_submission_over_the_signature_to_a_return(
    board: Board, clerk: Client, office: Client, unit: RoundUnit, signed_in: SignIn
) -> None:
    notifying.receive_notice(unit.pk, by=board.clerk())
    assert "还没有填完" in sent(clerk, f"{base(unit)}submit/")[1]
    fill(board, unit)
    write(board, unit)
    draft = clerk.get(f"{base(unit)}report.docx?draft=1")
    assert "【成文日期】" in text_of(draft.content)
    status, page = sent(clerk, f"{base(unit)}submit/")
    assert "已提交，等本单位负责人签发" in page
    assert 'name="score"' not in page
    assert clerk.get(f"{base(unit)}report.docx").status_code == 404, "not signed yet"

    chief = signed_in(board.person("final_reviewer", "caizheng"))
    assert "签发自评报告" in shown(chief, "/office/")
    page = shown(chief, base(unit))
    assert "同意，签发报送" in page
    version = str(SelfReport.objects.get().version)
    assert clerk.post(f"{base(unit)}sign/", {"version": version}).status_code == 403
    assert "没有签发" in sent(chief, f"{base(unit)}sign/", version="0")[1]
    assert "已签发，报送考核办公室" in sent(chief, f"{base(unit)}sign/", version=version)[1]
    paper = b"".join(office.get(f"{base(unit)}report.docx").streaming_content)  # type: ignore[attr-defined]
    words = text_of(paper)
    for part in (
        "示例县财政局关于2026 年度考核的自评报告",
        "自评 100 分（满分 100 分）",
        "2026年11月16日",
    ):
        assert part in words
    assert "已报来 1 份，共 3 个单位" in shown(office, "/office/")

    status, page = sent(office, f"{base(unit)}return/", reason="")
    assert (status, "请写明要补充什么" in page) == (422, True)
    assert "已退回" in sent(office, f"{base(unit)}return/", reason="缺签到表")[1]
    assert "被退回：缺签到表" in shown(clerk, "/office/")
    page = shown(clerk, base(unit))
    assert "缺签到表" in page
    assert 'name="score"' in page
    sent(clerk, f"{base(unit)}submit/")
    assert "签发自评报告" in shown(chief, "/office/")


def test_after_the_last_day_the_list_says_who_is_late_and_a_return_asks_for_a_day(
    board: Board, unit: RoundUnit, signed_in: SignIn
) -> None:
    submitted(board, unit)
    board.wait(days=15)  # 2026-12-01
    clerk = signed_in(board.person("clerk", "caizheng"))
    office = signed_in(board.person("openness_office"))
    assert "3 个单位没有按期报送自评" in shown(office, "/office/"), "nothing is signed yet"
    page = shown(office, base(unit))
    assert "补交的截止日期" in page
    status, page = sent(office, f"{base(unit)}return/", reason="缺材料", until="2026-11-20")
    assert (status, "不能早于今天" in page) == (422, True)
    sent(office, f"{base(unit)}return/", reason="缺材料", until="2026-12-04")
    page = shown(clerk, base(unit))
    assert "12月4日截止报送，还有 3 天" in page
    assert "2 个单位没有按期报送自评" in shown(office, "/office/")
    board.wait(days=4)
    clerk = signed_in(board.person("clerk", "caizheng"))
    page = shown(clerk, base(unit))
    assert "自评已截止，现在只能查看" in page
    assert "已过截止日，没有报送" in shown(clerk, "/office/")
    status, said = by_script(clerk, f"{base(unit)}items/{ITEM}/", score="1", version="9")
    assert (status, said["code"]) == (409, "round.stage")


def test_each_kind_of_pack_has_its_form(board: Board, signed_in: SignIn) -> None:
    clerk = signed_in(board.person("clerk", "caizheng"))
    unit = board.unit(board.running("bowang-jiaoyun"))
    page = shown(clerk, base(unit))
    assert "落实情况" in page
    assert "自评总分" in page
    assert "整个方面不适用" not in page
    status, page = sent(
        clerk, f"{base(unit)}items/affairs.decision/", state="partly", reason="", version="0"
    )
    assert "没有写原因" in page
    status, page = sent(clerk, f"{base(unit)}text/", score="101", version="0")
    assert (status, "0 到 100 分之间" in page) == (422, True)
    unit = board.unit(board.running("duodao-caizheng"))
    page = shown(clerk, base(unit))
    assert "自评总分" not in page
    assert "认定要点" not in page


def test_the_page_costs_the_same_however_much_there_is(
    board: Board,
    clerk: Client,
    unit: RoundUnit,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    fill(board, unit)
    for number in range(25):
        text = PieceText(title=f"材料{number}")
        evidence.add_words(unit.pk, ITEM, text, by=board.clerk())
    with django_assert_max_num_queries(45):  # type: ignore[attr-defined]
        shown(clerk, base(unit))


def test_the_office_lists_and_exports_who_is_how_far(
    board: Board, office: Client, unit: RoundUnit
) -> None:
    answer(unit, ITEM, board.clerk(), "3", "原因")
    address = f"/office/rounds/{unit.round.key}/self/"
    page = shown(office, address)
    assert "1 / 27" in page
    assert "示例县民政局" in page
    submitted(board, unit)
    assert "示例县民政局" not in shown(office, f"{address}?state=submitted").split("<tbody")[1]
    answer_ = office.get(f"{address}?export=csv")
    text = b"".join(answer_.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "示例县财政局" in text
    assert "待签发" in text


def test_evidence_of_last_year_is_brought_by_one_button(
    board: Board, unit: RoundUnit, signed_in: SignIn
) -> None:
    evidence.add_words(unit.pk, ITEM, PieceText(title="去年的公开栏"), by=board.clerk())
    after = board.running()
    Round.objects.filter(pk=after.pk).update(previous=unit.round)
    unit = board.unit(fresh(after))
    clerk = signed_in(board.person("clerk", "caizheng"))
    page = shown(clerk, base(unit))
    assert "带来“2026 年度考核”的佐证" in page
    assert "上次佐证：去年的公开栏" in page
    page = sent(clerk, f"{base(unit)}carry/")[1]
    assert "带来佐证 1 件" in page
    assert "上次带来" in page
    assert "已经带来过" in sent(clerk, f"{base(unit)}carry/")[1]


def test_why_nothing_can_be_filled_in_is_said_in_words(
    board: Board, unit: RoundUnit, clerk: Client
) -> None:
    round_ = unit.round
    setting_up.set_stage(
        round_.pk,
        stage="self",
        starts_on=date(2026, 11, 20),
        ends_on=date(2026, 11, 30),
        by=board.office,
    )
    assert "还没有到自评的时间" in shown(clerk, base(unit))
    assert "填报自评" not in shown(clerk, "/office/")
    Round.objects.filter(pk=round_.pk).update(approved_at=board.now)
    assert "结果已经审定，不再改动" in shown(clerk, base(unit))
    Round.objects.filter(pk=round_.pk).update(approved_at=None)
    RoundStage.objects.filter(round=round_, stage="self").delete()
    assert "本办法没有自评" in shown(clerk, base(unit))
    notifying.exempt_unit(unit.pk, exempt=True, reason="新设立", by=board.office)
    page = shown(clerk, base(unit))
    assert "本单位免予考核" in page
    assert 'name="score"' not in page
    assert "填报自评" not in shown(clerk, "/office/")
