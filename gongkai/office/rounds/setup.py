"""Setting up a round: readings, days, notice; the way to its units and scorers."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions import notifying, setting_up
from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.standing import progress, stages_on
from gongkai.assessment.wording import cite_text
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.posting import day, filled, sure, tagged
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.setup_pack import newer
from gongkai.office.rounds.setup_readings import asked, reading_form, set_reading, stated_table
from gongkai.office.rounds.tabs import tabs
from gongkai.rules.readings import Need
from gongkai.rules.rounds import Phase, Verb, why_not
from gongkai.rules.scheme import Scheme
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Round

_NEEDS: Final = (Need.SCORE, Need.GRADE, Need.ROUND)
Step = Callable[[HttpRequest, "Round"], str]


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is set and what is open; take the step of a posted form."""
    round_ = round_of(request, key)
    refused: tuple[str, Refused] | None = None
    if request.method == "POST":
        name = request.POST.get("do", "")
        # Each reading and each stage has a button with a name of its own.
        step = _STEPS.get(name.split("-", 1)[0])
        try:
            if step is not None:
                say(request, step(request, round_))
            return HttpResponseRedirect(reverse("round-setup", args=[key]))
        except Refused as one:
            refused = (name, one)
    scheme = pack_of(round_).scheme
    context = {
        "heading": gettext("安排"),
        "tabs": tabs(request, round_, "round-setup"),
        "breadcrumb": breadcrumb(gettext("安排"), round_),
        "checks": _checks(round_, scheme),
        "readings": [reading_form(one, scheme, refused) for one in asked(scheme)]
        if not why_not(Verb.SET_UP, round_.phase)
        else [],
        "stated": stated_table(scheme),
        "frozen": why_not(Verb.SET_UP, round_.phase),
        "newer": reverse("round-pack", args=[key])
        if not why_not(Verb.SET_UP, round_.phase) and newer(round_) is not None
        else "",
        "publicity": _public_form(round_, scheme),
        "stages": _stage_forms(request, round_, refused),
        "notify": _notify_form(round_, scheme, request.POST, refused),
        "cancel": _cancel_form(round_, refused),
        "key": key,
    }
    return render(request, "rounds/setup.html", context, status=409 if refused else 200)


def _checks(round_: "Round", scheme: Scheme) -> ui.Steps:
    """What an office does in order, and what of it is done."""
    now = progress(round_)
    unset = scheme.unset(*_NEEDS)
    dated = all(one.plan.ends_on is not None for one in stages_on(round_, date.max))
    scorers = round_.scorers.filter(removed_at=None).count()
    rows = (
        (gettext("列出单位"), bool(now.units), gettext("%(n)s 个") % {"n": now.units}, "units/"),
        (
            gettext("选定口径"),
            not unset,
            gettext("还有 %(n)s 项未定") % {"n": len(unset)},
            "#readings",
        ),
        (gettext("安排日期"), dated, "", "#stages"),
        (gettext("安排评分人"), bool(scorers), gettext("%(n)s 人次") % {"n": scorers}, "scorers/"),
        (gettext("通知各单位"), round_.notified_at is not None, "", "#notify"),
    )
    first = next((n for n, row in enumerate(rows) if not row[1]), len(rows))
    return ui.Steps(
        gettext("准备"),
        tuple(
            ui.Step(title, _state(number, first, done=done), note, href)
            for number, (title, done, note, href) in enumerate(rows)
        ),
    )


def _state(number: int, first: int, *, done: bool) -> ui.StepState:
    if done:
        return ui.StepState.DONE
    return ui.StepState.CURRENT if number == first else ui.StepState.TODO


def _public_form(round_: "Round", scheme: Scheme) -> ui.Form | None:
    """Return the choice whether the public sees the result, while it can still be made."""
    if why_not(Verb.STAFF, round_.phase):
        return None
    cites = "、".join(cite_text(cite, scheme) for cite in scheme.public)
    asks = gettext("办法要求向社会公布：%(cites)s。") % {"cites": cites} if cites else ""
    box = ui.Field(
        "public",
        gettext("结果公开范围"),
        ui.FieldKind.CHECKBOXES,
        ("1",) if round_.is_public else (),
        (ui.Option("1", gettext("通报后在门户网站向社会公布")),),
        hint=asks,
    )
    button = ui.Button(gettext("保存"), "do", "public")
    return ui.Form((box,), (button,), label=gettext("结果公开范围"), panel=False)


def _set_public(request: HttpRequest, round_: "Round") -> str:
    wanted = "1" in request.POST.getlist("public")
    setting_up.set_public(round_.pk, is_public=wanted, by=viewer(request))
    return gettext("已保存。")


def _stage_forms(
    request: HttpRequest, round_: "Round", refused: tuple[str, Refused] | None
) -> list[dict[str, object]]:
    closed = why_not(Verb.STAFF, round_.phase)
    found = []
    for one in stages_on(round_, day_of(viewer(request).at)):
        name = f"stage-{one.plan.id}"
        error = refused[1].message if refused and refused[0] == name else ""
        fields = (
            _day_field("starts_on", gettext("开始"), one.plan.starts_on, ""),
            _day_field("ends_on", gettext("结束（含当日）"), one.plan.ends_on, error),
        )
        buttons = (ui.Button(gettext("保存日期"), "do", name, disabled_reason=closed),)
        form = ui.Form(fields, buttons, panel=False, hidden=(("stage", one.plan.id),))
        works = "、".join(work.label for work in one.plan.does)
        found.append(
            {"title": one.plan.title, "works": works, "form": tagged(form, f"-{one.plan.id}")}
        )
    return found


def _day_field(name: str, label: str, value: date | None, error: str) -> ui.Field:
    values = (value.isoformat(),) if value else ()
    return ui.Field(name, label, ui.FieldKind.DATE, values, error=error, short=True)


def _notify_form(
    round_: "Round",
    scheme: Scheme,
    given: Mapping[str, object],
    refused: tuple[str, Refused] | None,
) -> ui.Form | None:
    if round_.phase is not Phase.PREPARING:
        return None
    unset = scheme.unset(*_NEEDS)
    reason = (
        gettext("还有口径没有定：%(names)s。") % {"names": "、".join(one.title for one in unset)}
        if unset
        else ""
    )
    fields: tuple[ui.Field, ...] = (
        ui.Field("number", gettext("通知文号（可不填）")),
        ui.Field(
            "text",
            gettext("通知内容（可不填）"),
            ui.FieldKind.TEXTAREA,
            hint=gettext("各单位签收时看到。"),
        ),
    )
    general: tuple[str, ...] = ()
    if refused is not None and refused[0] == "notify":
        fields, general = filled(fields, given, refused[1])
        fields = sure(fields, refused[1])
    button = ui.Button(gettext("通知各单位"), "do", "notify", ui.ButtonKind.PRIMARY, reason)
    return tagged(ui.Form(fields, (button,), general=general, panel=False), "-notify")


def _cancel_form(round_: "Round", refused: tuple[str, Refused] | None) -> ui.Form | None:
    if why_not(Verb.CANCEL, round_.phase):
        return None
    error = refused[1].message if refused and refused[0] == "cancel" else ""
    form = ui.Form(
        (ui.Field("reason", gettext("为什么取消"), error=error, required=True),),
        (ui.Button(gettext("取消考核"), "do", "cancel", ui.ButtonKind.DANGER),),
        panel=False,
    )
    return tagged(form, "-cancel")


def _set_stage(request: HttpRequest, round_: "Round") -> str:
    post = request.POST
    days = [
        day(post[name], name) if post.get(name, "").strip() else None
        for name in ("starts_on", "ends_on")
    ]
    setting_up.set_stage(
        round_.pk,
        stage=post.get("stage", ""),
        starts_on=days[0],
        ends_on=days[1],
        by=viewer(request),
    )
    return gettext("日期已保存。")


def _notify(request: HttpRequest, round_: "Round") -> str:
    post = request.POST
    notifying.notify_round(
        round_.pk,
        number=post.get("number", ""),
        again=post.get("again") == "1",
        text=post.get("text", ""),
        by=viewer(request),
    )
    return gettext("已通知各单位，规则、口径和名单从现在起不再改动。")


def _cancel(request: HttpRequest, round_: "Round") -> str:
    notifying.cancel_round(round_.pk, reason=request.POST.get("reason", ""), by=viewer(request))
    return gettext("已取消。")


_STEPS: Final[dict[str, Step]] = {
    "reading": set_reading,
    "stage": _set_stage,
    "public": _set_public,
    "notify": _notify,
    "cancel": _cancel,
}
