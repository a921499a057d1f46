"""What the to-do list and the dashboard say when the background stands still."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core import figures, todo
from gongkai.core.access import Viewer
from gongkai.core.figures import Panel
from gongkai.core.models import JobState
from gongkai.core.queries import jobs as queries
from gongkai.core.todo import Todo, TodoState
from gongkai.ui import components as ui


@todo.source("jobs")
def failed_jobs(viewer: Viewer) -> Iterable[Todo]:
    """Tell those who manage jobs of the failed ones, and when nothing runs."""
    if not viewer.may("jobs.manage"):
        return
    kind = gettext("后台任务")
    if queries.nobody_works(viewer):
        yield Todo(
            gettext("后台任务没有在执行"),
            reverse("jobs"),
            gettext("五分钟内没有后台进程的消息，请启动 gongkai worker。"),
            TodoState.OVERDUE,
            kind=kind,
            key="jobs:silent",
        )
    dead = queries.counts(viewer)[JobState.DEAD]
    if dead:
        yield Todo(
            gettext("%(count)s 个后台任务失败") % {"count": dead},
            f"{reverse('jobs')}?state={JobState.DEAD.value}",
            gettext("多次重试仍未成功，请查看原因后重试或放弃。"),
            TodoState.WAITING_FOR_ME,
            kind=kind,
            key="jobs:dead",
        )


@figures.panel("core.worker", position=0)
def alarm(viewer: Viewer) -> Panel | None:
    """Say on the dashboard that nothing happens by itself at present; silent when all is well."""
    if not queries.nobody_works(viewer):
        return None
    notice = ui.Notice(
        gettext("后台任务没有在执行"),
        gettext("定时发布、通知和检索更新都在等待，以下数字可能不是最新的。请联系系统管理员。"),
        ui.Tone.BAD,
    )
    return Panel(gettext("系统状态"), (notice,))
