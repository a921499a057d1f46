"""Surveys over HTTP: the code, the questions, thanks; and that nobody is known there."""

import logging
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from http.cookies import SimpleCookie

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.assessment.models import Answer, Survey, Ticket
from gongkai.core.models import Event
from gongkai.counter import guards
from tests.assessment.app.asking import QUESTIONS, Asking

pytestmark = pytest.mark.django_db
Held = Callable[..., Asking]
FIVES = {"q_q1": "5", "q_q2": "5", "q_q3": "5", "q_q4": "5"}


class Reader:
    """A browser somewhere."""

    def __init__(self, asking: Asking, address: str = "198.51.100.7") -> None:
        self.client = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR=address)
        self.home = f"/survey/{asking.survey.key}/"
        self.status = 0
        self.seconds = 20

    def get(self, query: str = "") -> str:
        answer = self.client.get(self.home + query, follow=True)
        self.status = answer.status_code
        return unescape(answer.content.decode())

    def post(self, **said: str) -> str:
        opened = guards.stamp(timezone.now() - timedelta(seconds=self.seconds))
        answer = self.client.post(self.home, {"opened": opened, **said}, follow=True)
        self.status = answer.status_code
        return unescape(answer.content.decode())

    def code(self, code: str) -> str:
        return self.post(do="code", code=code)


def test_a_code_leads_to_the_questions_and_on_to_thanks(held: Held) -> None:
    asking = held()
    (code,) = asking.codes(1)
    reader = Reader(asking)
    assert "10位字母和数字" in reader.get()
    page = reader.code(f"{code[:5]} {code[5:].lower()}")
    assert "示例县财政局" in page
    assert "您能方便地找到需要的政务信息吗？" in page
    assert "答卷已收到" in reader.post(**FIVES, q_more="窗口再多一个")
    (answer,) = Answer.objects.all()
    assert answer.answers == {"q1": 5, "q2": 5, "q3": 5, "q4": 5, "more": "窗口再多一个"}
    assert (answer.on, answer.stratum) == (asking.board.now.date(), "群众")
    assert "survey_code" not in {k for k, v in reader.client.cookies.items() if v.value}
    assert "编码已经用过" in reader.code(code)


def test_a_scanned_code_is_in_the_address_once(held: Held) -> None:
    asking = held()
    (code,) = asking.codes(1)
    reader = Reader(asking)
    answer = reader.client.get(f"{reader.home}?code={code}")
    assert (answer.status_code, answer["Location"]) == (303, reader.home)
    assert "示例县财政局" in reader.get()


def test_one_code_for_several_units_asks_about_each(held: Held) -> None:
    asking = held()
    (code,) = asking.codes(1, "代表", "caizheng", "minzheng", together=True)
    reader = Reader(asking)
    page = reader.code(code)
    assert "每个单位填一份" in page
    assert 'href="/survey/' in page
    page = reader.get("?unit=minzheng")
    assert "评价单位：<strong>示例县民政局</strong>" in page
    assert "继续评价其余单位（1）" in reader.post(**FIVES, unit="minzheng", chosen="minzheng")
    page = reader.get()
    assert "示例县民政局　" in page  # marked as done
    assert "您的编码已经用过" not in reader.post(**FIVES, unit="caizheng", chosen="caizheng")
    assert sorted(row.round_unit.unit.code for row in Answer.objects.all()) == [
        "caizheng",
        "minzheng",
    ]


def test_what_is_missing_is_said_at_its_question_and_the_rest_is_kept(held: Held) -> None:
    asking = held()
    (code,) = asking.codes(1)
    reader = Reader(asking)
    reader.code(code)
    page = reader.post(q_q1="5", q_q2="7", q_q4="2", q_more="好" * 501)
    assert reader.status == 422
    assert "有 3 处需要改正" in page
    assert "第 2 题：只能填 1 到 5" in page
    assert "好" * 501 in page
    assert 'value="2" checked' in page
    assert not Answer.objects.exists()


def test_anybody_answers_a_survey_open_to_all_once_about_each_unit(held: Held) -> None:
    asking = held(to_all=True)
    reader = Reader(asking)
    page = reader.get()
    assert "您评价哪个单位" in page
    assert "代表" not in page
    page = reader.post(**FIVES)
    assert "您属于哪一类？请选择。" in page
    assert "您评价哪个单位？请选择。" in page
    page = reader.post(**FIVES, unit="caizheng", stratum="群众")
    assert "继续评价其余单位（2）" in page
    page = reader.get()
    assert "示例县财政局" not in page
    page = reader.post(**FIVES, unit="caizheng", stratum="群众")
    assert reader.status == 409
    assert "每人只能填一份" in page
    reader.post(**FIVES, unit="minzheng", stratum="企业")
    reader.post(**FIVES, unit="qingshan", stratum="企业")
    assert "谢谢您" in reader.get()
    assert Answer.objects.count() == 3


def test_a_forged_cookie_is_none(held: Held) -> None:
    asking = held(to_all=True)
    reader = Reader(asking)
    reader.client.cookies = SimpleCookie({"survey_done": "abc:def:ghi", "survey_code": "<script>"})
    assert "您评价哪个单位" in reader.get()


def test_one_address_sends_so_many_a_day_and_others_are_not_hindered(held: Held) -> None:
    asking = held(to_all=True)
    for _ in range(guards.PER_DAY):
        Reader(asking).post(**FIVES, unit="caizheng", stratum="群众")
    full = Reader(asking)
    assert "已达上限" in full.post(**FIVES, unit="caizheng", stratum="群众")
    assert full.status == 429
    other = Reader(asking, "203.0.113.5")
    assert "答卷已收到" in other.post(**FIVES, unit="caizheng", stratum="群众")
    assert Answer.objects.count() == guards.PER_DAY + 1
    (code,) = asking.codes(1)
    full.code(code)
    assert "答卷已收到" in full.post(**FIVES, unit="caizheng", chosen="caizheng")


def test_behind_a_proxy_of_the_machine_the_reader_is_counted_not_the_proxy(held: Held) -> None:
    asking = held(to_all=True)
    for number in range(guards.PER_DAY + 1):
        reader = Reader(asking, "127.0.0.1")
        reader.client.defaults["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        reader.post(**FIVES, unit="caizheng", stratum="群众")
    assert Answer.objects.count() == guards.PER_DAY + 1
    outside = [Reader(asking, "203.0.113.9") for _ in range(guards.PER_DAY + 1)]
    for number, reader in enumerate(outside):  # from outside nobody chooses an address
        reader.client.defaults["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{number}"
        reader.post(**FIVES, unit="caizheng", stratum="群众")
    assert outside[-1].status == 429


@pytest.mark.parametrize(
    "said", [{"website": "http://spam"}, {"opened": ""}, {"opened": "1:x:y"}], ids=str
)
def test_what_no_person_sends_is_asked_for_again(held: Held, said: dict[str, str]) -> None:
    asking = held(to_all=True)
    reader = Reader(asking)
    page = reader.post(**{**FIVES, "unit": "caizheng", "stratum": "群众", **said})
    assert reader.status == 422
    assert "过几秒再提交一次" in page
    assert 'value="5" checked' in page
    assert not Answer.objects.exists()


def test_three_seconds_later_the_same_form_is_taken(held: Held) -> None:
    asking = held(to_all=True)
    reader = Reader(asking)
    said = {**FIVES, "unit": "caizheng", "stratum": "群众"}
    reader.seconds = 1
    assert "过几秒再提交一次" in reader.post(**said)
    reader.seconds = 4
    assert "答卷已收到" in reader.post(**said)


def test_a_draft_does_not_exist_and_what_is_over_says_so(held: Held) -> None:
    asking = held()
    reader = Reader(asking)
    asking.board.now -= timedelta(days=7)
    assert "还没有开始" in reader.get()
    asking.board.now += timedelta(days=17)
    assert "已经结束" in reader.get()
    assert "已经结束" in reader.post(**FIVES)
    Survey.objects.update(published_at=None)
    page = reader.get()
    assert reader.status == 404
    assert asking.survey.title not in page
    for path in ("/survey/nothing/", "/survey/nothing/thanks/"):
        assert Client(HTTP_HOST="127.0.0.1").get(path).status_code == 404


def test_the_list_names_what_anybody_may_answer_today(held: Held) -> None:
    asking = held(to_all=True)
    client = Client(HTTP_HOST="127.0.0.1")
    assert asking.survey.title in client.get("/survey/").content.decode()
    Survey.objects.update(is_open_to_all=False)
    page = client.get("/survey/").content.decode()
    assert asking.survey.title not in page
    assert "现在没有面向公众的问卷" in page


def test_too_many_wrong_codes_are_refused_for_the_day(held: Held) -> None:
    asking = held()
    reader = Reader(asking)
    for _ in range(60):
        assert "没有这个编码" in reader.code("AAAAAAAAAA")
    assert "输错的次数太多" in reader.code("AAAAAAAAAA")
    assert reader.status == 429


def test_forms_need_their_token_and_need_no_script(held: Held) -> None:
    asking = held(to_all=True)
    client = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    home = f"/survey/{asking.survey.key}/"
    assert client.post(home, FIVES).status_code == 403
    page = client.get(home).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    opened = guards.stamp(timezone.now() - timedelta(seconds=20))
    said = {**FIVES, "unit": "caizheng", "stratum": "群众", "opened": opened}
    assert client.post(home, {**said, "csrfmiddlewaretoken": token}).status_code == 303


def test_no_session_no_event_no_log_and_nothing_kept_on_the_way(
    held: Held, caplog: pytest.LogCaptureFixture
) -> None:
    asking = held()
    (code,) = asking.codes(1)
    events = Event.objects.count()
    caplog.set_level(logging.INFO)
    reader = Reader(asking, "198.51.100.77")
    reader.code(code)
    answer = reader.client.get(reader.home)
    assert answer["Cache-Control"] == "no-store"
    reader.post(**FIVES)
    assert Ticket.objects.get().used
    assert (Session.objects.count(), Event.objects.count()) == (0, events)
    assert "sessionid" not in reader.client.cookies
    assert code not in caplog.text
    assert "198.51.100.77" not in caplog.text


def test_staff_who_are_signed_in_answer_like_anybody(
    held: Held, signed_in: Callable[..., Client]
) -> None:
    asking = held()
    (code,) = asking.codes(1)
    reader = Reader(asking)
    reader.client = signed_in("clerk", unit="minzheng", name="王五")
    events = Event.objects.count()
    page = reader.code(code)
    assert "王五" not in page
    reader.post(**FIVES)
    assert Answer.objects.count() == 1
    assert Event.objects.count() == events
    assert "王五" not in str(list(Answer.objects.values()))


@pytest.fixture
def to_all(held: Held) -> Asking:
    return held(to_all=True)


KEYS = st.sampled_from(
    ["do", "code", "unit", "stratum", "chosen", "opened", "website", "q_q1", "q_way", "q_more", "x"]
)
WORDS = st.one_of(
    st.text(max_size=40), st.sampled_from(["code", "forget", "caizheng", "5", "群众"])
)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.tuples(KEYS, WORDS), max_size=8), st.text(max_size=30), st.booleans())
def test_whatever_is_sent_is_answered(
    to_all: Asking, said: list[tuple[str, str]], query: str, with_code: bool
) -> None:
    reader = Reader(to_all)
    if with_code:
        reader.client.cookies = SimpleCookie({"survey_code": to_all.codes(1)[0]})
    form: dict[str, list[str]] = {}
    for key, word in said:
        form.setdefault(key, []).append(word)
    answer = reader.client.post(reader.home, form)
    assert answer.status_code in {303, 409, 422, 429}
    assert reader.client.get(reader.home, {"code": query}).status_code in {200, 303, 422, 429}
    assert reader.client.get(reader.home, {"unit": query}).status_code == 200


def test_every_question_of_the_survey_is_on_the_page(held: Held) -> None:
    page = Reader(held(to_all=True)).get()
    for question in QUESTIONS:
        assert question.text in page
    assert "非常满意（5）" in page
    assert page.index("非常满意（5）") < page.index("非常不满意（1）")
