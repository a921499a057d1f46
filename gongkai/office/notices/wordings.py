"""How notices are worded: every kind, the usual wording and the office's own, with a preview."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions.notices_sending import reset_wording, word_notice
from gongkai.core.models import NoticeTemplate
from gongkai.core.notices import NoticeKind, faults, kinds, preview
from gongkai.core.queries.notices import templates
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


def tabs(current: str) -> ui.Tabs:
    """Return the switch between the two pages about notices."""
    return ui.Tabs(
        gettext("通知方式"),
        tuple(
            ui.Tab(text, reverse(name), name == current)
            for name, text in (("wordings", gettext("通知用语")), ("webhooks", gettext("群通知")))
        ),
    )


@requires("notices.manage")
def index(request: HttpRequest) -> HttpResponse:
    """List the kinds of notice."""
    own = {one.kind: one for one in templates(viewer(request))}
    rows = tuple(_row(kind, own.get(name)) for name, kind in sorted(kinds().items()))
    table = ui.Table(
        caption=gettext("通知用语"),
        columns=(
            ui.Column("about", gettext("通知"), header=True),
            ui.Column("title", gettext("标题")),
            ui.Column("own", gettext("用语"), nowrap=True),
            ui.Column("mail", gettext("邮件"), nowrap=True),
        ),
        rows=rows,
        caption_hidden=True,
        empty=gettext("还没有登记任何通知。"),
    )
    return render(request, "notices/wordings.html", {"table": table, "tabs": tabs("wordings")})


def _row(kind: NoticeKind, own: NoticeTemplate | None) -> ui.Row:
    badge = ui.Badge(gettext("本单位用语"), ui.Tone.FAIR) if own else ui.Badge(gettext("通常用语"))
    return ui.Row.of(
        ui.Link(str(kind.about), reverse("wording", args=[kind.name])),
        own.title if own else kind.title,
        badge,
        gettext("发送") if kind.by_mail else gettext("不发送"),
    )


@requires("notices.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """Change the wording of a kind; the preview shows it with an example before it is saved."""
    kind = kinds().get(name)
    if kind is None:
        raise Http404(gettext("没有这种通知。"))
    own = templates(viewer(request)).filter(kind=name).first()
    if "reset" in request.POST:
        reset_wording(kind, by=viewer(request))
        say(request, gettext("已恢复通常用语。"))
        return HttpResponseRedirect(reverse("wording", args=[name]))
    present = own or kind
    title = request.POST.get("title", present.title)
    text = request.POST.get("text", present.text).replace("\r\n", "\n")
    wrong = faults(kind, title, text)
    if request.method == "POST" and "save" in request.POST and not wrong:
        word_notice(kind, title=title, text=text, by=viewer(request))
        say(request, gettext("用语已保存，以后的通知按它写。"))
        return HttpResponseRedirect(reverse("wording", args=[name]))
    context = {
        "kind": kind,
        "breadcrumb": ui.Breadcrumb.to(str(kind.about), (gettext("通知用语"), reverse("wordings"))),
        "form": _form(title, text, wrong, has_own=own is not None),
        "places": _places(kind),
        "example": None if wrong else preview(title, text, kind.sample),
    }
    return render(request, "notices/wording.html", context, status=409 if wrong else 200)


def _form(title: str, text: str, wrong: dict[str, str], *, has_own: bool) -> ui.Form:
    buttons = [
        ui.Button.primary(gettext("保存"), "save", "1"),
        ui.Button(gettext("预览"), "preview", "1"),
    ]
    if has_own:
        buttons.append(ui.Button(gettext("恢复通常用语"), "reset", "1", novalidate=True))
    return ui.Form(
        (
            ui.Field(
                "title",
                gettext("标题"),
                values=(title,) if title else (),
                error=wrong.get("title", ""),
                required=True,
            ),
            ui.Field(
                "text",
                gettext("内容"),
                ui.FieldKind.TEXTAREA,
                (text,) if text else (),
                error=wrong.get("text", ""),
            ),
        ),
        tuple(buttons),
    )


def _places(kind: NoticeKind) -> ui.Table:
    return ui.Table(
        caption=gettext("可用的占位符"),
        columns=(
            ui.Column("place", gettext("占位符"), header=True),
            ui.Column("sample", gettext("例如")),
        ),
        rows=tuple(ui.Row.of("${" + name + "}", sample) for name, sample in kind.sample.items()),
        empty=gettext("这种通知没有占位符。"),
    )
