"""The shell of the office in a real browser: on a desk, on a phone, without scripts, for axe."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.models import (
    Assignment,
    Delegation,
    Job,
    JobState,
    Notice,
    Person,
    Webhook,
    WorkerBeat,
)
from gongkai.core.notices import NoticeKind, register
from gongkai.core.todo import Todo, TodoState
from tests.people import People

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
KIND = NoticeKind(
    "test.returned",
    "稿件被退回",
    "“${标题}”被退回",
    "${审核人}在${环节}退回了稿件，理由：${理由}",
    {"标题": "关于印发防汛预案的通知", "审核人": "李四", "环节": "复审", "理由": "附件2缺少表头"},
)
PAGES = ("desk", "find", "notices", "preferences", "jobs", "wordings", "webhooks", "webhook-new")

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _todos(viewer: Viewer) -> Iterable[Todo]:
    duty, review = "公开任务", "审核"
    yield Todo(
        "2026年第一季度城乡低保对象名单",
        "/office/find/?q=低保",
        "应当在2月27日前公开，已超期3天。",
        TodoState.OVERDUE,
        date(2026, 2, 27),
        "县民政局",
        duty,
        is_duty=True,
    )
    for month in range(1, 9):
        yield Todo(
            f"{month}月救助资金支出情况",
            "/office/find/?q=救助",
            "每月至少一次。",
            TodoState.OVERDUE,
            date(2026, month, 10),
            f"{'东西'[month % 2]}风镇",
            "经常性工作",
            is_duty=True,
        )
    yield Todo(
        "关于印发2026年防汛抗旱应急预案的通知",
        "/office/find/?q=防汛",
        "李四在复审退回：附件2缺少表头，请补齐后重新提交。",
        TodoState.RETURNED_TO_ME,
        None,
        "县财政局",
        review,
    )
    for number in range(1, 4):
        yield Todo(
            f"2026年部门预算公开说明（{number}）",
            "/office/find/?q=预算",
            "等您初审，已提交1天。",
            TodoState.WAITING_FOR_ME,
            None,
            "县财政局预算股",
            review,
        )
    yield Todo(
        "2026年政府采购意向",
        "/office/find/?q=采购",
        "还有2个工作日。",
        TodoState.DUE_SOON,
        date(2026, 3, 4),
        "县财政局",
        duty,
    )


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, entered: Callable[..., str], people: People) -> str:
    """An office in use: things to do, notices, failed jobs, a group chat; the key of a session."""
    monkeypatch.setattr(todo, "_SOURCES", {"test": _todos})
    monkeypatch.setattr(register, "_KINDS", {KIND.name: KIND})
    person = people("system_admin", "clerk", "leader", unit="caizheng", name="张三")
    _notices(person)
    _jobs()
    _stand_in(person, people)
    Webhook.objects.create(
        unit=person.unit, kind="wecom", title="政务公开值班群", url="https://qyapi.weixin.qq.com/x"
    )
    return entered(person)


def _notices(person: Person) -> None:
    for number in range(30):
        Notice.objects.create(
            person=person,
            kind=KIND.name,
            key=str(number),
            title=f"“2026年部门预算公开说明（{number}）”被退回",
            text="李四在复审退回了稿件，理由：附件2缺少表头，请补齐后重新提交。",
            href="/office/",
            created_at=NOW - timedelta(hours=number),
            read_at=NOW if number > 2 else None,
        )


def _jobs() -> None:
    for number, state in enumerate((*[JobState.DEAD] * 3, *[JobState.DONE] * 30)):
        Job.objects.create(
            kind=("notices.mail", "notices.webhook", "core.housekeeping")[number % 3],
            key=f"returned:{number}@7",
            state=state,
            run_at=NOW + timedelta(minutes=number),
            created_at=NOW,
            attempts=6 if state is JobState.DEAD else 1,
            last_error="PostingError: 对方没有接受（45009）：api freq out of limit"
            if state is JobState.DEAD
            else "",
        )
    WorkerBeat.objects.create(name="office-1:2174", started_at=NOW, seen_at=NOW, done=1284)


def _stand_in(person: Person, people: People) -> None:
    absent = people("final_reviewer", unit="caizheng", name="王五")
    assert Assignment.objects.filter(person=absent).exists()
    Delegation.objects.create(
        principal=absent,
        delegate=person,
        starts_at=NOW,
        ends_at=NOW + timedelta(days=3650),
        reason="出差",
    )


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_page_is_sound_with_and_without_scripts(
    office: str,
    new_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    overflowing: Callable[[Page], list[str]],
    size: str,
) -> None:
    wording, job = reverse("wording", args=[KIND.name]), Job.objects.filter(state="dead").first()
    assert job is not None
    addresses = [*map(reverse, PAGES), wording, reverse("job", args=[job.pk])]
    for address in [*addresses, reverse("find") + "?q=通知", reverse("jobs") + "?state=dead"]:
        for bare in (False, True):
            page = new_page(address, size=size, session=office, bare=bare)
            assert axe(page) == [], address
            assert overflowing(page) == [], address
            page.close()


def test_a_filter_is_kept_and_all_rows_ticked(office: str, new_page: Callable[..., Page]) -> None:
    page = new_page(reverse("jobs"), session=office)
    page.get_by_label("状态").select_option("dead")
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.get_by_text("共 3 条")).to_be_visible()
    page.get_by_text("保存当前筛选").click()
    page.get_by_label("名称").fill("失败的任务")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("link", name="失败的任务")).to_be_visible()
    page.get_by_label("全选本页").check()
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_text("已重新排队 3 个任务。")).to_be_visible()
    assert not Job.objects.filter(state=JobState.DEAD).exists()


def test_without_scripts_a_failed_job_is_dropped_with_a_reason(
    office: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(reverse("jobs") + "?state=dead", session=office, scripts=False)
    page.get_by_role("link", name="发送邮件通知").first.click()
    page.get_by_label("放弃的理由").fill("已电话通知")
    page.get_by_role("button", name="放弃这个任务").click()
    expect(page.get_by_text("已放弃这个任务，理由已记录。")).to_be_visible()
    assert Job.objects.filter(state=JobState.DEAD).count() == 2


def test_the_way_from_the_bell_to_the_thing(office: str, new_page: Callable[..., Page]) -> None:
    page = new_page(reverse("desk"), session=office)
    page.get_by_role("link", name="通知 3").click()
    page.get_by_role("link", name="“2026年部门预算公开说明（0）”被退回").click()
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()
    expect(page.get_by_role("link", name="通知 2")).to_be_visible()


def test_a_list_is_taken_along_as_a_file(
    office: str, new_page: Callable[..., Page], tmp_path: Any
) -> None:
    page = new_page(reverse("notices") + "?state=unread", session=office)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="导出 CSV").click()
    file = tmp_path / "list.csv"
    downloading.value.save_as(file)
    assert downloading.value.suggested_filename.startswith("我的通知-")
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 4
