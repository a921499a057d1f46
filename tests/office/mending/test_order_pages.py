"""Orders on the screen: proposed, edited, sent, answered, checked; papers; who sees what."""

from collections.abc import Callable
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from gongkai.assessment.actions import mending
from gongkai.assessment.models import OrderLine, RectificationOrder
from gongkai.rules.rounds.rectifications import OrderState
from tests.assessment.app.mending.following import Following, docx
from tests.people import plant

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def sent(client: Client, path: str, status: int = 200, /, **said: object) -> str:
    answer = client.post(path, said, follow=True)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def place(order: RectificationOrder) -> str:
    return f"/office/rectifications/{order.pk}/"


def of_round(following: Following) -> str:
    return f"/office/rounds/{following.round.key}/rectifications/"


def test_the_office_proposes_edits_and_sends(following: Following, signed_in: SignIn) -> None:
    office = signed_in(following.board.person("openness_office"))
    assert "还没有整改通知" in text(office, of_round(following))
    said = sent(office, of_round(following), do="propose")
    assert "已拟 1 份" in said
    order = following.order()
    page = text(office, f"{place(order)}edit/")
    assert "第三方机构测评：得 27.5 分" in page
    first, second = order.lines.all()
    said = sent(
        office,
        f"{place(order)}edit/",
        version=order.version,
        title="县财政局整改通知",
        basis=order.basis,
        term="P1M",
        due_on="",
        **{
            f"problem-{first.pk}": "测评得分低",
            f"problem-{second.pk}": "",
            "problem-new3": "栏目旧",
        },
    )
    assert "已保存" in said
    assert [line.problem for line in order.lines.all()] == ["测评得分低", "栏目旧"]
    said = sent(office, of_round(following), do="issue")
    assert "已发出 1 份" in said
    assert "待签收" in said
    assert "不能再改" in text(office, f"{place(order)}edit/", 404)


def test_a_wrong_term_is_said_at_its_field_and_nothing_typed_is_lost(
    following: Following, signed_in: SignIn
) -> None:
    order = following.drafted()
    office = signed_in(following.board.person("openness_office"))
    line = order.lines.first()
    assert line is not None
    page = sent(
        office,
        f"{place(order)}edit/",
        422,
        version=order.version,
        title="整改通知",
        term="尽快",
        **{f"problem-{line.pk}": "打错也不丢的话"},
    )
    assert "期限要写成" in page
    assert "打错也不丢的话" in page
    assert 'id="id_term_error"' in page


def test_the_unit_answers_and_the_chief_signs(following: Following, signed_in: SignIn) -> None:
    order = following.issued()
    clerk = signed_in(following.board.person("clerk", "caizheng"))
    page = sent(clerk, place(order), do="receive")
    assert "已签收" in page
    assert "期限怎样计算" in page
    assert "2026年12月16日前（含当日）" in page
    order = following.order()
    first, second = order.lines.all()
    said: dict[str, object] = {"do": "fill", "version": order.version, "report": "已整改。"}
    for line in (first, second):
        said |= {
            f"line-{line.pk}-measure": "建立台账",
            f"line-{line.pk}-responsible": "王五",
            f"line-{line.pk}-planned_on": "2026-12-01",
            f"line-{line.pk}-result": "已建立",
            f"line-{line.pk}-done_on": "2026-11-16",
        }
    said[f"line-{first.pk}-file"] = [
        SimpleUploadedFile("台账.docx", docx()),
        SimpleUploadedFile("照片.pdf", b"%PDF-1.4 a"),
    ]
    page = sent(clerk, place(order), **said)
    assert "已保存" in page
    assert {one.name for one in first.files.all()} == {"台账.docx", "照片.pdf"}
    file = first.files.first()
    assert file is not None
    order = following.order()
    del said[f"line-{first.pk}-file"]
    said |= {"version": order.version, f"line-{first.pk}-result": "移除时也不丢"}
    other = first.files.exclude(pk=file.pk).get()
    page = sent(clerk, place(order), **{**said, "do": f"unfile:{file.pk}"})
    assert "已移除" in page
    assert "移除时也不丢" in page
    assert f'value="unfile:{file.pk}"' not in page
    assert f'value="unfile:{other.pk}"' in page
    assert "没有这个文件" in sent(clerk, place(order), 422, **{**said, "do": "unfile:99"})
    order = following.order()
    assert "已提交" in sent(
        clerk, place(order), **{**said, "do": "submit", "version": order.version}
    )
    chief = signed_in(following.board.person("final_reviewer", "caizheng"))
    order = following.order()
    assert "已签发" in sent(chief, place(order), do="sign", version=order.version)
    signed = chief.get(f"{place(order)}report/")
    words = "\n".join(one.text for one in Document(BytesIO(b"".join(signed))).paragraphs)
    assert "签发人：张三（final_reviewer）" in words
    office = signed_in(following.board.person("openness_office"))
    order = following.order()
    checks = {f"check-{first.pk}": "accept", f"check-{second.pk}": "refuse"}
    page = sent(office, place(order), 422, do="check", version=order.version, **checks)
    assert "退回的没有写理由" in page
    page = sent(
        office,
        place(order),
        do="check",
        version=order.version,
        **checks,
        **{f"note-{second.pk}": "没有照片"},
    )
    assert "已退回" in page
    page = text(clerk, place(order))
    assert "第 2 条：没有照片" in page
    assert following.order().state is OrderState.RETURNED


def test_submitting_saves_what_is_typed_and_says_what_lacks_at_its_field(
    following: Following, signed_in: SignIn
) -> None:
    order = following.received()
    first, second = order.lines.all()
    clerk = signed_in(following.board.person("clerk", "caizheng"))
    page = text(clerk, place(order))
    assert page.count('value="submit"') == 1
    said: dict[str, object] = {"do": "submit", "version": order.version, "report": "总的情况"}
    for line in (first, second):
        said |= {
            f"line-{line.pk}-measure": "提交时一并保存的措施",
            f"line-{line.pk}-responsible": "王五",
            f"line-{line.pk}-planned_on": "2026-12-01",
            f"line-{line.pk}-result": "" if line == second else "已建立",
            f"line-{line.pk}-done_on": "2026-11-16" if line == first else "",
        }
    said[f"line-{first.pk}-file"] = SimpleUploadedFile("台账.docx", docx())
    page = sent(clerk, place(order), 422, **said)
    assert "填写的已保存，还没有提交" in page
    assert f'id="id_line-{second.pk}-result_error"' in page
    assert page.count("提交时一并保存的措施") == 2
    first.refresh_from_db()
    assert (first.measure, first.result) == ("提交时一并保存的措施", "已建立")
    assert first.done_on is not None
    assert first.files.get().name == "台账.docx"
    order = following.order()
    assert order.report == "总的情况"
    assert f'name="version" value="{order.version}"' in page
    said |= {"version": order.version, f"line-{second.pk}-result": "栏目已更新"}
    del said[f"line-{first.pk}-file"]
    assert "已提交" in sent(clerk, place(order), **said)
    assert following.order().state is OrderState.TO_SIGN


def test_words_typed_over_anothers_stay_on_the_page_when_submitted(
    following: Following, signed_in: SignIn
) -> None:
    order = following.received()
    line = order.lines.first()
    assert line is not None
    following.filled("别人写的")
    clerk = signed_in(following.board.person("clerk", "caizheng"))
    typed = {f"line-{line.pk}-result": "我写的，不能丢"}
    page = sent(clerk, place(order), 422, do="submit", version=order.version, **typed)
    assert "别人改过" in page
    assert "我写的，不能丢" in page
    assert OrderLine.objects.get(pk=line.pk).result == "别人写的"


def test_a_bad_file_is_refused_at_its_line_and_the_words_stay(
    following: Following, signed_in: SignIn
) -> None:
    order = following.received()
    line = order.lines.first()
    assert line is not None
    clerk = signed_in(following.board.person("clerk", "caizheng"))
    page = sent(
        clerk,
        place(order),
        422,
        do="fill",
        version=order.version,
        **{
            f"line-{line.pk}-measure": "不能丢的措施",
            f"line-{line.pk}-file": SimpleUploadedFile("坏.docx", b"not a document"),
        },
    )
    assert "不能丢的措施" in page
    assert OrderLine.objects.get(pk=line.pk).measure == ""


def test_overdue_the_office_extends_or_proposes_accountability(
    following: Following, signed_in: SignIn
) -> None:
    order = following.received()
    following.board.wait(days=40)
    office = signed_in(following.board.person("openness_office"))
    page = text(office, place(order))
    assert "逾期" in page
    assert "没有报送" in page
    page = sent(
        office, place(order), do="propose", sent_to="县政务公开领导小组", facts="到期未报送。"
    )
    assert "已提出" in page
    made = order.proposals.get()
    paper = office.get(f"/office/rectifications/proposals/{made.pk}/")
    words = "\n".join(one.text for one in Document(BytesIO(paper.content)).paragraphs)
    assert "逾期不整改的，追究责任" in words
    assert "第十九条" in words
    clerk = signed_in(following.board.person("clerk", "caizheng"))
    assert "问责" not in text(clerk, place(order))
    assert clerk.get(f"/office/rectifications/proposals/{made.pk}/").status_code == 404
    assert "整改〔2026〕1号" in text(office, "/office/rectifications/?state=overdue")
    page = sent(office, place(order), do="withdraw", proposal=made.pk, reason="已补报")
    assert "已撤回" in page
    page = sent(office, place(order), do="extend", until="2027-01-29", reason="设备未到")
    assert "已延期" in page


def test_an_order_after_an_inspection_from_the_register(
    following: Following, signed_in: SignIn
) -> None:
    office = signed_in(following.board.person("openness_office"))
    key = office.get("/office/rectifications/new/").context["form"].hidden[0][1]
    unit = following.board.people.unit("minzheng")
    said = {
        "key": key,
        "unit": unit.pk,
        "title": "督查整改通知",
        "basis": "10 月督查",
        "term": "15 个工作日",
        "due_on": "",
        "problem-new0": "公开栏停在去年",
        "clause-new0": "办法第三条",
        "problem-new1": "",
    }
    page = sent(office, "/office/rectifications/new/", **said)
    assert "督查整改通知" in page
    sent(office, "/office/rectifications/new/", **said)
    assert RectificationOrder.objects.filter(unit=unit).count() == 1
    page = sent(office, "/office/rectifications/new/", 422, **{**said, "key": "b", "unit": ""})
    assert "没有选择单位" in page


def test_papers_and_registers_come_as_files(following: Following, signed_in: SignIn) -> None:
    following.received()
    order = following.reported()
    office = signed_in(following.board.person("openness_office"))
    for name in ("notice/", "lists.docx"):
        answer = office.get(place(order) + name)
        assert Document(BytesIO(answer.content)).paragraphs, name
    book = load_workbook(BytesIO(office.get(f"{place(order)}lists.xlsx").content))
    assert book.sheetnames == ["问题清单", "措施清单", "责任清单"]
    assert book["责任清单"]["C3"].value == "王五"
    answer = office.get("/office/rectifications/?export=xlsx")
    rows = list(load_workbook(BytesIO(b"".join(answer))).worksheets[0].values)
    assert any("示例县财政局" in map(str, row) for row in rows)
    page = text(office, "/office/rectifications/statistics/")
    assert "县财政局" in page
    assert "100%" in page


def test_another_unit_a_third_party_and_another_county_find_nothing(
    following: Following, signed_in: SignIn
) -> None:
    following.received()
    order = following.filled()
    line = order.lines.first()
    assert line is not None
    file = mending.add_line_file(line.pk, file=(docx(), "台账.docx"), by=following.board.clerk())
    places = [
        place(order),
        *(place(order) + name for name in ("notice/", "lists.docx", "lists.xlsx", "report/")),
        f"/office/rectifications/files/{file.pk}/",
    ]
    other = plant(("other", "另一县人民政府", "另一县", "government", "county", ""))
    following.board.people.units.update(other)
    for role, unit in (
        ("clerk", "minzheng"),
        ("third_party", "xian"),
        ("assessor", "xian"),
        ("appeal_reviewer", "xian"),
        ("openness_office", "other"),
        ("leader", "other"),
    ):
        client = signed_in(role, unit=unit, name="旁人")
        for path in places:
            assert client.get(path).status_code == 404, (role, path)
        page = client.get("/office/rectifications/")
        assert "县财政局" not in unescape(page.content.decode()), role
        assert client.post(place(order), {"do": "cancel", "reason": "乱来"}).status_code == 404
    for role, unit in (("clerk", "caizheng"), ("leader", "xian")):
        client = signed_in(following.board.person(role, unit))
        for path in places:
            assert client.get(path).status_code == 200, (role, path)


def test_a_draft_is_the_offices_alone(following: Following, signed_in: SignIn) -> None:
    order = following.drafted()
    clerk = signed_in(following.board.person("clerk", "caizheng"))
    assert clerk.get(place(order)).status_code == 404
    assert "整改</a>" not in text(clerk, f"/office/rounds/{following.round.key}/")


def test_orders_are_found_by_title_and_number_and_stand_in_the_menu_of_their_unit(
    following: Following, signed_in: SignIn
) -> None:
    menu = 'href="/office/rectifications/"'
    clerk = signed_in(following.board.person("clerk", "caizheng"))
    order = following.drafted()
    assert menu not in text(clerk, "/office/notices/")
    assert place(order) not in text(clerk, "/office/find/?q=整改")
    order = mending.issue_order(order.pk, version=order.version, by=following.board.office)
    assert menu in text(clerk, "/office/notices/")
    for words in ("整改", order.title, order.number):
        assert place(order) in text(clerk, f"/office/find/?q={words}"), words
    found = clerk.get("/office/find/suggest/?q=整改").json()["found"]
    assert [one["title"] for one in found if one["url"] == place(order)] == [order.title]
    other = signed_in(following.board.person("clerk", "minzheng"))
    assert menu not in text(other, "/office/notices/")
    assert place(order) not in text(other, f"/office/find/?q={order.number}")
    assert menu in text(signed_in(following.board.person("openness_office")), "/office/notices/")
