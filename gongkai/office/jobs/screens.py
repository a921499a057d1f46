"""The queue: what waits, what failed and why, and who works on it."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gongkai.core import outbox
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.actions.jobs import drop_job, retry_job
from gongkai.core.models import Job, JobState
from gongkai.core.queries import jobs as queries
from gongkai.office.lists import BulkAction, ChoiceFilter, ListColumn, ListSpec, chosen, show
from gongkai.office.lists.filters import DateFilter, TextFilter
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

TONES = {
    JobState.QUEUED: ui.Tone.NEUTRAL,
    JobState.RUNNING: ui.Tone.FAIR,
    JobState.DONE: ui.Tone.GOOD,
    JobState.DEAD: ui.Tone.BAD,
}


def title_of(job: Job) -> str:
    """Return what a job is called; one of a kind this version does not know keeps its name."""
    kind = outbox.kinds().get(job.kind)
    return str(kind.title) if kind is not None else job.kind


def _known_kinds() -> Iterable[tuple[str, str]]:
    return sorted((name, str(kind.title)) for name, kind in outbox.kinds().items())


def _badge(job: Job) -> ui.Badge:
    state = JobState(job.state)
    return ui.Badge(str(state.label), TONES[state])


def _first_line(job: Job) -> str:
    return job.last_error.split("\n", 1)[0][:120]


JOBS: ListSpec[Job] = ListSpec(
    id="jobs",
    title=_("后台任务"),
    columns=(
        ListColumn(
            "kind",
            _("任务"),
            lambda j: ui.Stack.of(ui.Link(title_of(j), reverse("job", args=[j.pk])), j.key),
            sort=("kind", "key"),
            export=title_of,
            header=True,
        ),
        ListColumn("key", _("编号"), lambda j: j.key, screen=False),
        ListColumn(
            "state", _("状态"), _badge, sort="state", export=lambda j: _badge(j).text, nowrap=True
        ),
        ListColumn("run_at", _("计划时间"), lambda j: j.run_at, sort="run_at", nowrap=True),
        ListColumn("attempts", _("已试次数"), lambda j: j.attempts, sort="attempts", numeric=True),
        ListColumn("error", _("最近的错误"), _first_line, export=lambda j: j.last_error),
    ),
    filters=(
        ChoiceFilter("state", _("状态"), JobState.choices, "state"),
        ChoiceFilter("kind", _("任务"), _known_kinds, "kind"),
        TextFilter("q", _("编号或错误"), ("key", "last_error")),
        DateFilter("at", _("计划时间"), "run_at", moment=True),
    ),
    default_sort="-run_at",
    empty=_("没有后台任务"),
    bulk=(BulkAction("retry", _("重试")),),
    label=title_of,
)


@requires("jobs.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponseBase:
    """Show the queue; a posted form tries the ticked jobs again."""
    asker = viewer(request)
    rows = queries.jobs(asker)
    if request.method == "POST":
        picked = chosen(request, JOBS, rows)
        _retry_all(request, [job.pk for job in picked.rows] if picked else [])
        return HttpResponseRedirect(request.get_full_path())
    workers = queries.workers(asker)
    context = {
        "figures": _figures(request),
        "workers": _workers(workers),
        "silent": _silent(alive=any(one.alive for one in workers)),
    }
    return show(request, JOBS, rows, "jobs/index.html", context)


def _retry_all(request: HttpRequest, ids: list[int]) -> None:
    done, refused = 0, []
    for pk in ids:
        try:
            retry_job(pk, by=viewer(request))
            done += 1
        except Refused as one:
            refused.append(one.message)
    if done:
        say(request, gettext("已重新排队 %(count)s 个任务。") % {"count": done})
    if refused:
        text = gettext("%(count)s 个任务没有重试：") % {"count": len(refused)}
        say(request, text, " ".join(dict.fromkeys(refused)), ui.Tone.WARN)
    if not ids:
        say(request, gettext("请先选中要重试的任务。"), tone=ui.Tone.FAIR)


def _figures(request: HttpRequest) -> ui.Figures:
    known = queries.counts(viewer(request))
    shown = (JobState.DEAD, JobState.QUEUED, JobState.RUNNING)
    return ui.Figures(
        tuple(
            ui.Figure(str(state.label), known[state], gettext("个"), href=f"?state={state.value}")
            for state in shown
        ),
        label=gettext("后台任务概况"),
    )


def _silent(*, alive: bool) -> ui.Notice | None:
    if alive:
        return None
    return ui.Notice(
        gettext("后台任务没有在执行"),
        gettext(
            "五分钟内没有后台进程的消息，定时发布、通知和检索更新都在等待。"
            "请在服务器上启动 gongkai worker，或用 gongkai serve 一并启动。"
        ),
        ui.Tone.BAD,
        urgent=True,
    )


def _workers(found: tuple[queries.Worker, ...]) -> ui.Table:
    return ui.Table(
        caption=gettext("后台进程"),
        columns=(
            ui.Column("name", gettext("进程"), header=True),
            ui.Column("state", gettext("状态"), nowrap=True),
            ui.Column("doing", gettext("正在执行")),
            ui.Column("done", gettext("已执行"), numeric=True),
            ui.Column("started", gettext("启动"), nowrap=True),
            ui.Column("seen", gettext("最近消息"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                one.name, _worker_state(one), one.doing, one.done, one.started_at, one.seen_at
            )
            for one in found
        ),
        empty=gettext("还没有后台进程启动过。"),
    )


def _worker_state(one: queries.Worker) -> ui.Badge:
    if one.alive:
        return ui.Badge(gettext("运行中"), ui.Tone.GOOD)
    if one.stopped_at is not None:
        return ui.Badge(gettext("已停止"))
    return ui.Badge(gettext("没有消息"), ui.Tone.BAD)


@requires("jobs.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def job_page(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show one job with its error; a failed one can be tried again or dropped with a reason."""
    asker = viewer(request)
    job = get_object_or_404(queries.jobs(asker), pk=job_id)
    error = ""
    if request.method == "POST":
        try:
            return _handle(request, job)
        except Refused as refused:
            error = refused.message
    context = {
        "title": title_of(job),
        "breadcrumb": ui.Breadcrumb.to(title_of(job), (gettext("后台任务"), reverse("jobs"))),
        "summary": _summary(job),
        "error": job.last_error,
        "form": _drop_form(request, error) if job.state == JobState.DEAD else None,
    }
    return render(request, "jobs/job.html", context, status=409 if error else 200)


def _handle(request: HttpRequest, job: Job) -> HttpResponseRedirect:
    if "retry" in request.POST:
        retry_job(job.pk, by=viewer(request))
        say(request, gettext("已重新排队。"))
        return HttpResponseRedirect(reverse("job", args=[job.pk]))
    drop_job(job.pk, reason=request.POST.get("reason", ""), by=viewer(request))
    say(request, gettext("已放弃这个任务，理由已记录。"))
    return HttpResponseRedirect(reverse("jobs"))


def _summary(job: Job) -> ui.Summary:
    return ui.Summary.of(
        (gettext("状态"), _badge(job)),
        (gettext("编号"), job.key),
        (gettext("种类"), job.kind),
        (gettext("写入"), job.created_at),
        (gettext("计划时间"), job.run_at),
        (gettext("已试次数"), job.attempts),
        (gettext("结束"), job.finished_at),
    )


def _drop_form(request: HttpRequest, error: str) -> ui.Form:
    given = request.POST.get("reason", "")
    field = ui.Field(
        "reason",
        gettext("放弃的理由"),
        ui.FieldKind.TEXTAREA,
        (given,) if given else (),
        hint=gettext("放弃后这件事不会再做，例如通知已用别的办法送达。"),
        error=error,
    )
    return ui.Form(
        (field,),
        (
            ui.Button(gettext("重试"), "retry", "1", ui.ButtonKind.PRIMARY),
            ui.Button(gettext("放弃这个任务"), "drop", "1", ui.ButtonKind.DANGER),
        ),
        legend=gettext("处理失败的任务"),
    )
