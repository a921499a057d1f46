"""A new item: choose what it is, or bring the document and let it say so."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.drafting import start_item
from gongkai.disclosure.queries.relations import document_named, related
from gongkai.office.disclosure.bringing import bring
from gongkai.office.disclosure.offering import category_options, type_options
from gongkai.office.posting import filled, number, unit_options
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import Item

ABOUT: Final = ("interprets", "clarifies")
TAKEN = ".docx,.doc,.wps,.pdf,.txt"


@requires("disclosure.write")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Show the form; make the item and lead to its draft."""
    asker = viewer(request)
    if request.method != "POST":
        return _page(request, _fields(asker, request.GET), ())
    try:
        return _start(request, asker)
    except Refused as refused:
        fields, general = filled(_fields(asker, request.POST), request.POST, refused)
        return _page(request, fields, general, status=422)


def _start(request: HttpRequest, asker: Viewer) -> HttpResponse:
    post, file = request.POST, request.FILES.get("file")
    content_type = post.get("content_type", "")
    about = {name: _document(asker, post.get(name, "")) for name in ABOUT}
    edition = start_item(
        number(post.get("unit", "")),
        category=post.get("category") or rulebook.pack().category_for(content_type),
        content_type=content_type,
        title=post.get("title", "").strip(),
        interprets=about["interprets"],
        clarifies=about["clarifies"],
        by=asker,
    )
    editor = HttpResponseRedirect(reverse("item-edit", args=[edition.item.key]))
    if file is None:
        return editor
    try:
        return bring(request, edition, file.read(), file.name or "") or editor
    except Refused as refused:
        say(request, gettext("文件没有导入"), refused.message, ui.Tone.BAD)
        return editor


def _document(asker: Viewer, key: str) -> "Item | None":
    """Return the document an address names, where it names one.

    Raises:
        Refused: there is none, or not for this viewer.
    """
    found = document_named(asker, key) if key else None
    if key and found is None:
        raise Refused(gettext("没有找到要解读或澄清的文件。请从文件的页面重新进入。"))
    return found


def _about(asker: Viewer, given: ui.Query) -> Iterator[tuple[str, "Item", str]]:
    """Yield the documents the new item is about: the field, the document, what is said of it."""
    words = {"interprets": gettext("解读的文件"), "clarifies": gettext("澄清的信息")}
    for name in ABOUT:
        found = document_named(asker, str(given.get(name, "")))
        named = related(asker, [found.pk]).get(found.pk) if found is not None else None
        if found is not None and named is not None:
            yield name, found, f"{words[name]}：{named.title}"


def _fields(asker: Viewer, given: ui.Query) -> tuple[ui.Field, ...]:
    units = tuple(unit_options(asker, "disclosure.write"))
    unit = str(given.get("unit", "")) or (units[0].value if units else "")
    return (
        ui.Field(
            "file",
            gettext("从文件导入（可选）"),
            ui.FieldKind.FILE,
            hint=gettext("Word、WPS、PDF 或文本文件。标题、文号、日期会自动识别，序号不会丢失。"),
            accept=TAKEN,
        ),
        ui.Field(
            "content_type",
            gettext("体裁"),
            ui.FieldKind.SELECT,
            (str(given.get("content_type", "")),),
            (
                ui.Option("", gettext("请选择")),
                *type_options(asker),
            ),
            required=True,
        ),
        ui.Field(
            "category",
            gettext("类别"),
            ui.FieldKind.SELECT,
            (str(given.get("category", "")),),
            (
                ui.Option("", gettext("按体裁自动选择")),
                *category_options(asker),
            ),
            hint=gettext("公开目录里的位置，以后可以调整。"),
        ),
        ui.Field("unit", gettext("单位"), ui.FieldKind.SELECT, (unit,), units, required=True),
        ui.Field(
            "title",
            gettext("标题（可选）"),
            values=(str(given.get("title", "")),),
            hint=gettext("导入文件时可以不填。"),
        ),
    )


def _page(
    request: HttpRequest,
    fields: tuple[ui.Field, ...],
    general: tuple[str, ...],
    status: int = 200,
) -> HttpResponse:
    about = tuple(_about(viewer(request), request.POST or request.GET))
    form = ui.Form(
        fields,
        (
            ui.Button.primary(gettext("建立草稿")),
            ui.Link(gettext("取消"), reverse("items")),
        ),
        general=general,
        hidden=tuple((name, one.key) for name, one, _ in about),
    )
    context = {
        "form": form,
        "about": [words for _, _, words in about],
        "breadcrumb": ui.Breadcrumb.to(
            gettext("新建或导入"), (gettext("公开事项"), reverse("items"))
        ),
    }
    return render(request, "disclosure/start.html", context, status=status)
