"""The table of shared tasks: who leads, who cooperates."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import responsibilities as actions
from gongkai.core.queries import units as queries
from gongkai.core.queries.units import Shared
from gongkai.office.accounts.forming import FormPage, Sent, day_field, line, run, select
from gongkai.office.accounts.options import unit_options
from gongkai.office.organisation.unit import address
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


def _way(here: str) -> ui.Breadcrumb:
    return ui.Breadcrumb.to(
        here, (gettext("单位"), reverse("org")), (gettext("责任分工表"), reverse("org-tasks"))
    )


@requires("units.view")
def index(request: HttpRequest) -> HttpResponse:
    """Show the tasks of today."""
    asker = viewer(request)
    found = queries.responsibilities(asker, timezone.localdate(asker.at))
    table = ui.Table(
        caption=gettext("责任分工表"),
        columns=(
            ui.Column("title", gettext("任务"), header=True),
            ui.Column("category", gettext("类别")),
            ui.Column("lead", gettext("牵头单位")),
            ui.Column("cooperate", gettext("配合单位")),
            ui.Column("basis", gettext("依据")),
            ui.Column("change", gettext("处理"), nowrap=True),
        ),
        rows=tuple(_row(one, asker) for one in queries.shared(found)),
        empty=gettext("还没有登记责任分工。"),
        caption_hidden=True,
    )
    context = {
        "table": table.trimmed(),
        "breadcrumb": ui.Breadcrumb.to(gettext("责任分工表"), (gettext("单位"), reverse("org"))),
        "may_add": asker.may("units.manage"),
    }
    return render(request, "organisation/tasks.html", context)


def _row(one: Shared, asker: Viewer) -> ui.Row:
    change: ui.Value = ""
    if asker.may("units.manage", one.lead.path):
        change = ui.Cluster.of(
            ui.Link(gettext("调整"), reverse("org-task-edit", args=[one.task.pk])),
            ui.Link(gettext("结束"), reverse("org-task-end", args=[one.task.pk])),
        )
    return ui.Row.of(
        one.task.title,
        one.task.category,
        ui.Link(one.lead.label, address(one.lead)),
        "、".join(unit.label for unit in one.cooperate),
        one.task.basis,
        change,
    )


def _fields(asker: Viewer, task: Shared | None = None) -> tuple[ui.Field, ...]:
    units = queries.units(asker).filter(until=None).order_by("path")
    leads = queries.manageable(asker).order_by("path")
    others = tuple(str(unit.pk) for unit in task.cooperate) if task else ()
    about = task.task if task else None
    return (
        line("title", gettext("任务"), about.title if about else "", required=True),
        line("category", gettext("类别"), about.category if about else ""),
        select("lead", gettext("牵头单位"), unit_options(leads), task.lead.pk if task else ""),
        ui.Field(
            "cooperate",
            gettext("配合单位"),
            ui.FieldKind.CHECKBOXES,
            others,
            unit_options(units),
        ),
        line("basis", gettext("依据"), about.basis if about else ""),
        day_field("since", gettext("生效日期"), timezone.localdate(asker.at)),
    )


def _task(sent: Sent) -> actions.Task:
    return actions.Task(
        sent.text("title"),
        sent.must_choose("lead"),
        sent.numbers("cooperate"),
        sent.text("category"),
        sent.text("basis"),
    )


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Write a task down."""
    asker = viewer(request)
    title = gettext("登记分工")
    page = FormPage(
        title, _way(title), _fields(asker), gettext("登记"), cancel=reverse("org-tasks")
    )

    def act(sent: Sent) -> str:
        actions.create_responsibility(_task(sent), since=sent.must_day("since"), by=asker)
        say(request, gettext("分工已登记。"))
        return reverse("org-tasks")

    return run(request, page, act)


def _find(asker: Viewer, task_id: int) -> Shared:
    found = queries.responsibilities(asker, timezone.localdate(asker.at)).filter(pk=task_id)
    for one in queries.shared(found):
        return one
    raise Http404(gettext("没有这项分工。"))


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, task_id: int) -> HttpResponseBase:
    """Change a task or its units from a day."""
    asker = viewer(request)
    task = _find(asker, task_id)
    title = gettext("调整分工")
    page = FormPage(
        title,
        _way(title),
        _fields(asker, task),
        gettext("保存"),
        lead=gettext("调整前的分工保留到生效日期的前一天。"),
        cancel=reverse("org-tasks"),
    )

    def act(sent: Sent) -> str:
        actions.share_anew(task_id, _task(sent), since=sent.must_day("since"), by=asker)
        say(request, gettext("分工已调整。"))
        return reverse("org-tasks")

    return run(request, page, act)


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, task_id: int) -> HttpResponseBase:
    """End a task on a day."""
    asker = viewer(request)
    task = _find(asker, task_id)
    title = gettext("结束分工")
    page = FormPage(
        title,
        _way(title),
        (day_field("on", gettext("结束日期"), timezone.localdate(asker.at)),),
        title,
        lead=task.task.title,
        cancel=reverse("org-tasks"),
        danger=True,
    )

    def act(sent: Sent) -> str:
        actions.end_responsibility(task_id, on=sent.must_day("on"), by=asker)
        say(request, gettext("分工已结束。"))
        return reverse("org-tasks")

    return run(request, page, act)
