"""One's own account: roles, sign-ins, second factor, standing in."""

from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import delegations, sessions
from gongkai.core.models import Delegation, SignIn
from gongkai.core.queries import people as queries
from gongkai.office.accounts.agents import device
from gongkai.office.accounts.forming import FormPage, Sent, line, run, select
from gongkai.office.accounts.options import person_options
from gongkai.office.accounts.person_tables import roles_table
from gongkai.office.accounts.pressing import press
from gongkai.ui import components as ui
from gongkai.ui.access import requires


@requires("account.own")
def own_account(request: HttpRequest) -> HttpResponse:
    """Show who one is here, and what one can set."""
    asker = viewer(request)
    person = queries.myself(asker)
    key = str(request.session.session_key)
    context = {
        "summary": ui.Summary.of(
            (gettext("姓名"), person.name),
            (gettext("用户名"), person.username),
            (gettext("单位"), person.unit.name),
            (gettext("电话"), person.phone or None),
            (gettext("电子邮箱"), person.email or None),
        ),
        "roles": roles_table(queries.assignments_of(person, asker.at), asker),
        "sessions": _sessions(queries.open_sessions(person, asker.at), key),
        "others": queries.open_sessions(person, asker.at).exclude(session_key=key).exists(),
        "second_factor": bool(person.totp_secret),
        "delegations": _delegations(asker),
        "may_delegate": queries.does_business(person, asker.at),
    }
    return render(request, "accounts/own.html", context)


def _sessions(rows: "QuerySet[SignIn]", key: str) -> ui.Table:
    cells = []
    for one in rows:
        here = one.session_key == key
        end: ui.Value = (
            ui.Badge(gettext("本机"), ui.Tone.GOOD)
            if here
            else ui.Link(gettext("结束"), reverse("session-end", args=[one.pk]))
        )
        cells.append(
            ui.Row.of(device(one.agent), one.address or "", one.started_at, one.seen_at, end)
        )
    return ui.Table(
        caption=gettext("登录中的设备"),
        columns=(
            ui.Column("device", gettext("设备"), header=True),
            ui.Column("address", gettext("网络地址"), nowrap=True),
            ui.Column("start", gettext("登录时间"), nowrap=True),
            ui.Column("seen", gettext("最近使用"), nowrap=True),
            ui.Column("end", gettext("处理"), nowrap=True),
        ),
        rows=tuple(cells),
        caption_hidden=True,
    )


def _delegations(asker: Viewer) -> ui.Table:
    return ui.Table(
        caption=gettext("代理"),
        columns=(
            ui.Column("who", gettext("代理关系"), header=True),
            ui.Column("from", gettext("开始"), nowrap=True),
            ui.Column("to", gettext("结束"), nowrap=True),
            ui.Column("reason", gettext("原因")),
            ui.Column("state", gettext("状态"), nowrap=True),
        ),
        rows=tuple(_delegation(one, asker) for one in queries.delegations(asker)),
        empty=gettext("没有代理。"),
        caption_hidden=True,
    )


def _delegation(one: Delegation, asker: Viewer) -> ui.Row:
    mine = one.principal_id == asker.person_id
    words = gettext("由%(name)s代理我") if mine else gettext("我代理%(name)s")
    other = one.delegate if mine else one.principal
    return ui.Row.of(
        words % {"name": other.name}, one.starts_at, one.ends_at, one.reason, _state(one, asker)
    )


def _state(one: Delegation, asker: Viewer) -> ui.Value:
    if one.revoked_at is not None:
        return ui.Badge(gettext("已提前结束"))
    if one.ends_at <= asker.at:
        return ui.Badge(gettext("已到期"))
    current = one.starts_at <= asker.at
    badge = ui.Badge(
        gettext("进行中") if current else gettext("未开始"),
        ui.Tone.GOOD if current else ui.Tone.NEUTRAL,
    )
    return ui.Cluster.of(badge, ui.Link(gettext("结束"), reverse("delegation-end", args=[one.pk])))


@requires("account.own")
@require_http_methods(["GET", "HEAD", "POST"])
def end_session(request: HttpRequest, sign_in_id: int) -> HttpResponseBase:
    """Ask, and end one session of one's own."""
    asker = viewer(request)
    page = FormPage(
        gettext("结束这个登录"),
        _way(gettext("结束登录")),
        (),
        gettext("结束登录"),
        lead=gettext("这台设备须重新登录才能继续使用，未保存的内容会丢失。"),
        cancel=reverse("own-account"),
        danger=True,
    )

    def act(_sent: Sent) -> str:
        sessions.end_own_session(sign_in_id, by=asker)
        return reverse("own-account")

    return run(request, page, act)


@requires("account.own")
@require_POST
def end_others(request: HttpRequest) -> HttpResponseRedirect:
    """End all sessions of one's own but this one."""

    def act() -> str:
        count = sessions.end_other_sessions(str(request.session.session_key), by=viewer(request))
        return gettext("已结束其他%(count)s个登录。") % {"count": count}

    return press(request, act, reverse("own-account"))


@requires("account.own")
@require_http_methods(["GET", "HEAD", "POST"])
def new_delegation(request: HttpRequest) -> HttpResponseBase:
    """Ask who stands in, from when to when, and why."""
    asker = viewer(request)
    start = timezone.localtime(asker.at).replace(minute=0, second=0, microsecond=0)
    hint = gettext("写成 2026-03-02 09:00。")
    page = FormPage(
        gettext("委托代理"),
        _way(gettext("委托代理")),
        (
            select("delegate", gettext("代理人"), person_options(queries.colleagues(asker))),
            line(
                "starts", gettext("开始时间"), f"{start:%Y-%m-%d %H:%M}", hint=hint, required=True
            ),
            line(
                "ends",
                gettext("结束时间"),
                f"{start + timedelta(days=1):%Y-%m-%d %H:%M}",
                hint=hint,
                required=True,
            ),
            line("reason", gettext("原因"), hint=gettext("如“外出培训”。"), required=True),
        ),
        gettext("委托代理"),
        lead=gettext("代理期间，代理人可以用您的业务角色办理，操作记录会写明双方姓名。"),
        cancel=reverse("own-account"),
    )

    def act(sent: Sent) -> str:
        delegations.delegate(
            sent.must_choose("delegate"),
            starts_at=sent.moment("starts"),
            ends_at=sent.moment("ends"),
            reason=sent.text("reason"),
            by=asker,
        )
        return reverse("own-account")

    return run(request, page, act)


@requires("account.own")
@require_http_methods(["GET", "HEAD", "POST"])
def end_delegation(request: HttpRequest, delegation_id: int) -> HttpResponseBase:
    """Ask, and end a delegation one gave or got."""
    page = FormPage(
        gettext("结束代理"),
        _way(gettext("结束代理")),
        (),
        gettext("结束代理"),
        lead=gettext("结束后代理人立即不能再以对方名义办理。"),
        cancel=reverse("own-account"),
        danger=True,
    )

    def act(_sent: Sent) -> str:
        delegations.revoke_delegation(delegation_id, by=viewer(request))
        return reverse("own-account")

    return run(request, page, act)


def _way(here: str) -> ui.Breadcrumb:
    return ui.Breadcrumb.to(here, (gettext("我的账号"), reverse("own-account")))
