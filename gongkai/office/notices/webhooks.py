"""Group chats and systems that are told of a unit's notices."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.actions.notices_sending import (
    WebhookValues,
    add_webhook,
    change_webhook,
    try_webhook,
)
from gongkai.core.models import Unit, Webhook, WebhookKind
from gongkai.core.notices import kinds
from gongkai.core.queries.notices import webhooks
from gongkai.office.notices.wordings import tabs
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


@requires("notices.manage")
def index(request: HttpRequest) -> HttpResponse:
    """List the webhooks. An address is shown by its host alone: whoever has it may post."""
    table = ui.Table(
        caption=gettext("群通知"),
        columns=(
            ui.Column("title", gettext("名称"), header=True),
            ui.Column("unit", gettext("单位")),
            ui.Column("kind", gettext("类型"), nowrap=True),
            ui.Column("host", gettext("发往")),
            ui.Column("state", gettext("状态"), nowrap=True),
        ),
        rows=tuple(_row(one) for one in webhooks(viewer(request))),
        caption_hidden=True,
        empty=gettext("还没有群通知。"),
    )
    return render(request, "notices/webhooks.html", {"table": table, "tabs": tabs("webhooks")})


def _row(hook: Webhook) -> ui.Row:
    active = ui.Badge(gettext("启用"), ui.Tone.GOOD)
    return ui.Row.of(
        ui.Link(hook.title, reverse("webhook", args=[hook.pk])),
        hook.unit.label,
        str(WebhookKind(hook.kind).label),
        urlsplit(hook.url).hostname or "",
        active if hook.is_active else ui.Badge(gettext("停用")),
    )


def _values(request: HttpRequest) -> WebhookValues:
    sent = request.POST
    return WebhookValues(
        title=sent.get("title", ""),
        kind=sent.get("kind", ""),
        url=sent.get("url", "").strip(),
        secret=sent.get("secret", "").strip(),
        notice_kinds=tuple(sent.getlist("notice_kinds")),
        is_active="active" in sent.getlist("options"),
        drop_secret="drop_secret" in sent.getlist("options"),
    )


@requires("notices.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a webhook to a unit."""
    units = Unit.objects.filter(viewer(request).reach("notices.manage"), until=None)
    values, refused = WebhookValues("", WebhookKind.WECOM, ""), None
    if request.method == "POST":
        values = _values(request)
        unit = request.POST.get("unit", "")
        try:
            if not (unit.isascii() and unit.isdigit()):
                raise Refused(gettext("请选择单位。"), "unit")
            hook = add_webhook(int(unit), values, by=viewer(request))
            say(request, gettext("已添加，可发一条测试消息。"))
            return HttpResponseRedirect(reverse("webhook", args=[hook.pk]))
        except Refused as one:
            refused = one
    options = tuple(ui.Option(str(one.pk), one.name) for one in units.order_by("path"))
    field = ui.Field(
        "unit",
        gettext("单位"),
        ui.FieldKind.SELECT,
        (request.POST.get("unit", ""),),
        options,
        hint=gettext("发送这个单位及其下级的通知。"),
        error=_error(refused, "unit"),
    )
    return _page(request, gettext("添加群通知"), _form((field,), values, refused, None), refused)


@requires("notices.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Change a webhook. Address and secret are never shown again; left empty they stay."""
    hook = get_object_or_404(webhooks(viewer(request)), pk=hook_id)
    values = WebhookValues(
        hook.title, hook.kind, "", notice_kinds=hook.notice_kinds, is_active=hook.is_active
    )
    refused = None
    if request.method == "POST":
        values = _values(request)
        try:
            change_webhook(hook.pk, values, by=viewer(request))
            say(request, gettext("已保存。"))
            return HttpResponseRedirect(reverse("webhook", args=[hook.pk]))
        except Refused as one:
            refused = one
    return _page(request, hook.title, _form((), values, refused, hook), refused, hook)


@requires("notices.manage")
@require_POST
def trial(request: HttpRequest, hook_id: int) -> HttpResponseRedirect:
    """Send a test message."""
    hook = get_object_or_404(webhooks(viewer(request)), pk=hook_id)
    try_webhook(hook.pk, by=viewer(request))
    say(request, gettext("测试消息已排队，几秒内送达；没有收到时请看后台任务里的错误。"))
    return HttpResponseRedirect(reverse("webhook", args=[hook.pk]))


def _page(
    request: HttpRequest,
    title: str,
    form: ui.Form,
    refused: Refused | None,
    hook: Webhook | None = None,
) -> HttpResponse:
    context = {
        "title": title,
        "breadcrumb": ui.Breadcrumb.to(title, (gettext("群通知"), reverse("webhooks"))),
        "form": form,
        "hook": hook,
    }
    return render(request, "notices/webhook.html", context, status=409 if refused else 200)


def _error(refused: Refused | None, field: str) -> str:
    return refused.message if refused is not None and refused.field == field else ""


def _form(
    first: tuple[ui.Field, ...],
    values: WebhookValues,
    refused: Refused | None,
    hook: Webhook | None,
) -> ui.Form:
    fields = (*first, *_target(values, refused, hook), *_told(values, refused, hook))
    general = (refused.message,) if refused is not None and not refused.field else ()
    return ui.Form(fields, (ui.Button.primary(gettext("保存")),), general=general)


def _target(
    values: WebhookValues, refused: Refused | None, hook: Webhook | None
) -> tuple[ui.Field, ...]:
    """Return what the other side is called, which JSON it speaks, its address and secret."""
    kept = gettext("已设置，留空则不变。")
    return (
        ui.Field(
            "title",
            gettext("名称"),
            values=(values.title,) if values.title else (),
            error=_error(refused, "title"),
            required=True,
        ),
        ui.Field(
            "kind",
            gettext("类型"),
            ui.FieldKind.SELECT,
            (values.kind,),
            tuple(ui.Option(str(key), str(label)) for key, label in WebhookKind.choices),
            error=_error(refused, "kind"),
        ),
        ui.Field(
            "url",
            gettext("地址"),
            values=(values.url,) if values.url else (),
            hint=kept if hook else gettext("群机器人的 Webhook 地址，以 https:// 开头。"),
            error=_error(refused, "url"),
            required=hook is None,
        ),
        ui.Field(
            "secret",
            gettext("签名密钥"),
            ui.FieldKind.PASSWORD,
            hint=kept
            if hook and hook.secret
            else gettext("钉钉的“加签”密钥，或通用 JSON 的签名密钥。"),
        ),
    )


def _told(
    values: WebhookValues, refused: Refused | None, hook: Webhook | None
) -> tuple[ui.Field, ...]:
    """Return which notices it is told of, and whether it is told at all."""
    options = [ui.Option("active", gettext("启用"))]
    if hook is not None and hook.secret:
        options.append(ui.Option("drop_secret", gettext("删除已设置的密钥")))
    return (
        ui.Field(
            "notice_kinds",
            gettext("发送哪些通知"),
            ui.FieldKind.CHECKBOXES,
            tuple(values.notice_kinds),
            tuple(ui.Option(name, str(kind.about)) for name, kind in sorted(kinds().items())),
            hint=gettext("一项也不选，就发送全部。"),
            error=_error(refused, "notice_kinds"),
        ),
        ui.Field(
            "options",
            gettext("设置"),
            ui.FieldKind.CHECKBOXES,
            ("active",) if values.is_active else (),
            tuple(options),
        ),
    )
