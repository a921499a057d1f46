"""The queue in the office: what failed, trying again, dropping with a reason, alarms."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.actions.jobs import drop_job, retry_job
from gongkai.core.figures import dashboard
from gongkai.core.models import Event, Job, JobState, WorkerBeat
from gongkai.core.todo import TodoState, todos

SignedIn = Callable[..., Client]
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SYSTEM = Viewer.system("测试", NOW)

pytestmark = pytest.mark.django_db


def make(key: str = "k", state: JobState = JobState.DEAD, **more: object) -> Job:
    fields = {"run_at": NOW, "created_at": NOW, "attempts": 6, "last_error": "OSError: 断网"}
    return Job.objects.create(kind="notices.mail", key=key, state=state, **{**fields, **more})


def test_a_failed_job_is_tried_again_with_all_its_tries() -> None:
    job = retry_job(make().pk, by=SYSTEM)
    assert (job.state, job.attempts, job.run_at) == (JobState.QUEUED, 0, NOW)
    event = Event.objects.get()
    assert (event.verb, event.data) == ("job.retry", {"error": "OSError: 断网"})


def test_a_dropped_job_leaves_its_reason() -> None:
    drop_job(make().pk, reason=" 已电话通知 ", by=SYSTEM)
    assert not Job.objects.exists()
    event = Event.objects.get()
    assert event.data == {"reason": "已电话通知", "error": "OSError: 断网"}
    assert event.object_title == "notices.mail k"


def test_what_cannot_be_done_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused, match="只有失败的任务"):
        retry_job(make("a", JobState.DONE).pk, by=SYSTEM)
    with pytest.raises(Refused, match="理由"):
        drop_job(make("b").pk, reason="  ", by=SYSTEM)
    make("b", JobState.QUEUED)
    with pytest.raises(Refused, match="已在排队"):
        retry_job(Job.objects.get(key="b", state=JobState.DEAD).pk, by=SYSTEM)
    with pytest.raises(Refused, match="没有这条记录"):
        drop_job(0, reason="x", by=SYSTEM)
    with pytest.raises(PermissionDenied):
        retry_job(make("c").pk, by=Viewer(NOW, 1, "张三", "/1/"))
    assert not Event.objects.exists()


def test_the_screen_shows_filters_and_handles(signed_in: SignedIn) -> None:
    client = signed_in("system_admin")
    dead, done = make("失败键"), make("完成键", JobState.DONE)
    text = client.get(reverse("jobs") + "?state=dead").content.decode()
    assert "失败键" in text
    assert "完成键" not in text
    assert "发送邮件通知" in text
    assert "后台任务没有在执行" in text
    response = client.post(
        reverse("jobs"), {"bulk": "retry", "row": [dead.pk, done.pk]}, follow=True
    )
    text = response.content.decode()
    assert "已重新排队 1 个任务。" in text
    assert "只有失败的任务可以这样处理" in text
    dead.refresh_from_db()
    assert dead.state == JobState.QUEUED


def test_a_job_is_dropped_from_its_page(signed_in: SignedIn) -> None:
    client = signed_in("system_admin")
    address = reverse("job", args=[make().pk])
    assert "OSError: 断网" in client.get(address).content.decode()
    refused = client.post(address, {"drop": "1", "reason": ""})
    assert refused.status_code == 409
    assert "请写明放弃的理由" in refused.content.decode()
    gone = client.post(address, {"drop": "1", "reason": "已电话通知"}, follow=True)
    assert "已放弃这个任务" in gone.content.decode()
    assert client.get(address).status_code == 404


def test_others_are_kept_out(signed_in: SignedIn) -> None:
    job = make()
    for address in (reverse("jobs"), reverse("job", args=[job.pk])):
        assert signed_in("clerk").get(address).status_code == 403


def test_silence_stands_on_the_to_do_list_and_on_the_dashboard() -> None:
    make()
    listed = todos(SYSTEM)
    assert "后台任务没有在执行" in [one.title for one in listed.of(TodoState.OVERDUE)]
    assert "1 个后台任务失败" in [one.title for one in listed.of(TodoState.WAITING_FOR_ME)]
    assert "系统状态" in [panel.title for panel in dashboard(SYSTEM).panels]
    WorkerBeat.objects.create(name="a:1", started_at=NOW, seen_at=NOW)
    assert "后台任务没有在执行" not in [one.title for one in todos(SYSTEM).items]
    assert "系统状态" not in [panel.title for panel in dashboard(SYSTEM).panels]
    clerk = Viewer(NOW, 1, "张三", "/1/")
    assert not [one for one in todos(clerk).items if one.kind == "后台任务"]


def test_workers_are_shown_with_their_state(signed_in: SignedIn) -> None:
    now = timezone.now()
    for name, seen, stopped in (
        ("甲:1", now, None),
        ("乙:2", now - timedelta(minutes=6), None),
        ("丙:3", now, now),
    ):
        WorkerBeat.objects.create(name=name, started_at=now, seen_at=seen, stopped_at=stopped)
    text = signed_in("system_admin").get(reverse("jobs")).content.decode()
    for words in ("运行中", "没有消息", "已停止"):
        assert text.count(f">{words}</span>") == 1
    assert "后台任务没有在执行" not in text
