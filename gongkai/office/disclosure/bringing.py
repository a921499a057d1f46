"""Files brought into a draft, and the page of a document that is being converted."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.queries.jobs import nobody_works
from gongkai.disclosure.actions import bringing, files
from gongkai.disclosure.queries.imports import Underway, underway
from gongkai.office.autosaving import opened_on, refusal
from gongkai.office.disclosure.finding import draft_of
from gongkai.office.disclosure.following import ask_again, is_still
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition, Item


@requires("disclosure.write")
@require_POST
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Attach a file, or import a document into the draft."""
    item, edition = draft_of(request, key)
    file = request.FILES.get("file")
    if request.POST.get("use") == "picture":
        return _picture(request, edition, file.read() if file is not None else b"")
    back = HttpResponseRedirect(reverse("item-edit", args=[item.key]) + "#files")
    if file is None:
        say(request, gettext("没有选择文件。"), tone=ui.Tone.WARN)
        return back
    name, data = file.name or "", file.read()
    try:
        if request.POST.get("use") == "import":
            return bring(request, edition, data, name) or back
        files.attach_file(
            edition.pk,
            data=data,
            name=name,
            description=request.POST.get("description", ""),
            by=viewer(request),
        )
        say(request, gettext("已添加“%(name)s”。") % {"name": name})
    except Refused as refused:
        say(request, gettext("文件没有添加"), refused.message, ui.Tone.BAD)
    return back


def _picture(request: HttpRequest, edition: "Edition", data: bytes) -> JsonResponse:
    """Attach a picture for the text, for the script of the visual editor."""
    if not data:
        return refusal("edition.file", gettext("没有选择文件。"))
    try:
        placed = files.attach_picture(
            edition.pk,
            opened=opened_on(request.POST.get("version", "")),
            data=data,
            description=request.POST.get("description", ""),
            by=viewer(request),
        )
    except Refused as refused:
        return refusal(refused.code or "edition.file", refused.message)
    href = reverse("item-download", args=[edition.item.key, placed.attachment.pk])
    return JsonResponse({"src": placed.path, "href": href, "version": placed.version})


def bring(
    request: HttpRequest, edition: "Edition", data: bytes, name: str
) -> HttpResponseRedirect | None:
    """Import a document into a draft; lead to the page of its conversion where it needs one."""
    done = bringing.bring_document(
        edition.pk, version=edition.version, data=data, name=name, by=viewer(request)
    )
    if done:
        say(request, gettext("已导入，请核对识别结果和导入报告。"))
        return None
    return HttpResponseRedirect(reverse("item-import", args=[edition.item.key]))


@requires("disclosure.write")
@require_http_methods(["GET", "HEAD", "POST"])
def conversion(request: HttpRequest, key: str) -> HttpResponse:
    """Show how far the conversion is, have it tried again or give it up; lead to what came of it.

    The page asks again by itself, without scripts too, unless it is told to be ``still``.
    """
    item, edition = draft_of(request, key)
    asker = viewer(request)
    asker.require("disclosure.write", item.unit.path)
    if request.method == "POST":
        return _step(request, item, edition)
    found = underway(asker, edition)
    if found is None:
        return HttpResponseRedirect(reverse("item-edit", args=[item.key]))
    since = found.waiting.changed_at
    response = render(request, "disclosure/conversion.html", _context(request, item, found))
    if not found.failed and not is_still(request, since, asker.at):
        ask_again(response, since, asker.at)
    return response


def _step(request: HttpRequest, item: "Item", edition: "Edition") -> HttpResponse:
    asker = viewer(request)
    try:
        if "drop" in request.POST:
            bringing.drop_import(edition.pk, by=asker)
            say(request, gettext("已放弃导入，上传的文件已删除。"))
            return HttpResponseRedirect(reverse("item-edit", args=[item.key]))
        bringing.bring_again(edition.pk, by=asker)
    except Refused as refused:
        say(request, gettext("没有处理"), refused.message, ui.Tone.BAD)
    return HttpResponseRedirect(reverse("item-import", args=[item.key]))


def _context(request: HttpRequest, item: "Item", found: Underway) -> dict[str, object]:
    asker, waiting = viewer(request), found.waiting
    here = reverse("item-import", args=[item.key])
    drop = ui.Button(gettext("放弃导入"), "drop", "1", ui.ButtonKind.DANGER)
    again = ui.Button.primary(gettext("重试"), "again", "1")
    size = f"{waiting.size / 1024:.0f} KB"
    return {
        "heading": gettext("没有导入") if found.failed else gettext("正在转换"),
        "found": found,
        "here": here,
        "still": is_still(request, waiting.changed_at, asker.at),
        "silent": not found.failed and nobody_works(asker),
        "edit": reverse("item-edit", args=[item.key]),
        "summary": ui.Summary.of(
            (gettext("文件"), f"{waiting.name}（{size}）"),
            (gettext("上传"), waiting.person.name),
            (gettext("时间"), waiting.uploaded_at),
        ),
        "form": ui.Form(
            (),
            (again, drop) if found.may_try_again else (drop,),
            action=here,
            panel=False,
        ),
        "kept": bringing.KEPT.days,
        "breadcrumb": ui.Breadcrumb.to(
            gettext("导入"),
            (gettext("公开事项"), reverse("items")),
            (gettext("起草"), reverse("item-edit", args=[item.key])),
        ),
    }
