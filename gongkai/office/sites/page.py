"""One site: where it stands, what has to be done, its whole history, and mistakes voided."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.sites import void_event, void_site
from gongkai.assessment.measure_words import measure_text
from gongkai.assessment.queries.mending import orders_seen
from gongkai.assessment.queries.sites.evaluations import differs, measures_of
from gongkai.assessment.queries.sites.seen import history_of, may_record
from gongkai.assessment.site_lives import life_of
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.mending.words import badges
from gongkai.office.posting import number, tell
from gongkai.office.sites.frame import site_of, standing_badge, tabs, way
from gongkai.office.sites.kinds import KINDS
from gongkai.rules.numbers import plain
from gongkai.rules.sites import DECIDED, PUBLIC, Happening, Life
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.assessment.models import Site, SiteEvent

_TONES = {
    "commend": ui.Tone.GOOD,
    "designate": ui.Tone.GOOD,
    "rectify": ui.Tone.WARN,
    "revoke": ui.Tone.BAD,
}


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest, site_id: int) -> HttpResponse:
    """Show a site with its history; void what was recorded by mistake."""
    found, asker = site_of(request, site_id), viewer(request)
    if request.method == "POST":
        tell(request, lambda: _void(request, found, asker))
        return HttpResponseRedirect(reverse("site", args=[found.pk]))
    history = history_of(asker, found)
    life = life_of(history)
    context = {
        "heading": found.unit.name,
        "tabs": tabs(request, "sites"),
        "breadcrumb": way(found.unit.name),
        "badge": standing_badge(found),
        "summary": _summary(found),
        "notices": tuple(_notices(found, history, life, asker)),
        "actions": _actions(found, life, asker),
        "timeline": _timeline(history),
        "orders": _orders(found, asker),
        "void": _void_form(found, history, asker),
    }
    return render(request, "sites/site.html", context)


def _summary(found: "Site") -> ui.Summary:
    rows: tuple[tuple[str, ui.Value], ...] = (
        (gettext("级别"), str(found.get_level_display())),
        (gettext("由谁确定"), found.named_by),
        (gettext("文号"), found.notice_number),
        (gettext("确定日期"), found.designated_on),
        (gettext("取消日期"), found.ended_on),
        (gettext("建设目标"), found.goal),
        (gettext("作废的理由"), found.void_reason),
    )
    return ui.Summary.of(*(row for row in rows if row[1]))


def _notices(
    found: "Site", history: "list[SiteEvent]", life: Life, asker: Viewer
) -> "list[ui.Notice]":
    made = []
    latest = next(
        (one for one in history if one.kind == "evaluate" and one.voided_at is None), None
    )
    if life.owed and latest is not None:
        measures = tuple(measure_text(one, scheme) for one, scheme in measures_of(latest))
        made.append(
            ui.Notice(
                gettext("考评为%(grade)s，按办法要处理")
                % {"grade": in_language(latest.grade_title)},
                tone=ui.Tone.WARN,
                items=measures,
            )
        )
    other = differs(latest) if latest is not None and _manages(found, asker) else ""
    if other:
        made.append(
            ui.Notice(
                gettext("考评结果已有更正"),
                gettext("现在的等次是%(grade)s。请作废原来记入的考评，再重新记入。")
                % {"grade": other},
                ui.Tone.WARN,
            )
        )
    return made


def _manages(found: "Site", asker: Viewer) -> bool:
    return asker.may("sites.manage", found.organ.path)


def _actions(found: "Site", life: Life, asker: Viewer) -> tuple[ui.Link, ...]:
    """Return what can be recorded now; what is owed comes first."""
    if found.voided_at is not None or life.ended:
        return ()
    open_ = [kind for kind in KINDS if _is_open(kind, life)]
    open_.sort(key=lambda kind: (Happening(kind) not in life.owed, kind == "revoke"))
    may = {kind for kind in open_ if may_record(asker, kind).filter(pk=found.pk).exists()}
    return tuple(
        ui.Link(str(KINDS[kind].action), f"{reverse('site-record')}?kind={kind}&row={found.pk}")
        for kind in open_
        if kind in may
    )


def _orders(found: "Site", asker: Viewer) -> ui.Table | None:
    """List the orders to rectify that followed from evaluations of the site."""
    rows = list(orders_seen(asker).filter(site=found))
    if not rows:
        return None
    today = day_of(asker.at)
    return ui.Table(
        caption=gettext("整改通知"),
        columns=(
            ui.Column("title", gettext("整改通知"), header=True),
            ui.Column("number", gettext("文号")),
            ui.Column("state", gettext("状态"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.title, reverse("order", args=[one.pk])),
                one.number or None,
                badges(one, today),
            )
            for one in rows
        ),
        caption_hidden=True,
    )


def _is_open(kind: str, life: Life) -> bool:
    what = Happening(kind)
    if what is Happening.MENDED:
        return life.mending
    # Sham ends the status at any time, so that way always stands open.
    return what not in DECIDED or what in life.owed or what is Happening.REVOKE


def _timeline(history: "list[SiteEvent]") -> ui.Timeline:
    return ui.Timeline(
        tuple(
            ui.Moment(
                one.on,
                _title(one),
                one.name,
                _note(one),
                ui.Tone.NEUTRAL if one.voided_at else _TONES.get(one.kind, ui.Tone.NEUTRAL),
            )
            for one in history
        ),
        gettext("示范点档案"),
    )


def _title(one: "SiteEvent") -> str:
    kind = str(one.get_kind_display())
    words = one.title if kind in one.title else f"{kind}：{one.title}"
    if one.kind == "evaluate":
        total = f" {plain(one.total)}" if one.total is not None else ""
        words = gettext("考评：%(grade)s%(total)s") % {
            "grade": in_language(one.grade_title),
            "total": total,
        }
    return gettext("（已作废）%(words)s") % {"words": words} if one.voided_at else words


def _note(one: "SiteEvent") -> ui.Value:
    parts: list[ui.Value] = []
    if one.kind == "evaluate" and one.round is not None:
        parts.append(ui.Link(one.title, reverse("round", args=[one.round.key])))
    if one.number:
        parts.append(one.number)
    if one.due is not None:
        parts.append(gettext("%(due)s 前完成整改") % {"due": one.due})
    if one.text:
        parts.append(ui.Prose(one.text))
    if one.voided_at:
        parts.append(gettext("作废的理由：%(reason)s") % {"reason": one.void_reason})
    if one.file is not None:
        parts.append(ui.Link(one.file_name, reverse("site-file", args=[one.pk])))
    if Happening(one.kind) in PUBLIC and one.voided_at is None:
        parts.append(ui.Link(gettext("通知（Word）"), reverse("site-notice", args=[one.pk])))
    return ui.Stack.of(*parts) if parts else ""


def _void_form(found: "Site", history: "list[SiteEvent]", asker: Viewer) -> ui.Form | None:
    kept = [one for one in history if one.voided_at is None]
    if found.voided_at is not None or not _manages(found, asker):
        return None
    options = [
        ui.Option(str(one.pk), f"{one.on} {_title(one)}") for one in kept if one.kind != "designate"
    ]
    if len(kept) == 1:
        options = [ui.Option("site", gettext("整个示范点的登记"))]
    return ui.Form(
        (
            ui.Field(
                "event",
                gettext("作废哪一条"),
                ui.FieldKind.SELECT,
                options=(ui.Option("", gettext("请选择")), *options),
                required=True,
            ),
            ui.Field("reason", gettext("为什么作废"), required=True),
        ),
        (ui.Button(gettext("作废"), "do", "void", ui.ButtonKind.DANGER),),
        panel=False,
    )


def _void(request: HttpRequest, found: "Site", asker: Viewer) -> str:
    asked, reason = request.POST.get("event", ""), request.POST.get("reason", "")
    if asked == "site":
        void_site(found.pk, reason=reason, by=asker)
    elif any(one.pk == number(asked) for one in history_of(asker, found)):
        void_event(number(asked), reason=reason, by=asker)
    else:
        raise Refused(gettext("没有选择要作废的记录。请选择。"))
    return gettext("已作废。")
