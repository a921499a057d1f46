"""One box that finds anything in the office."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.directory import MAX_WORDS, Group, find
from gongkai.office.desk.account import find_box
from gongkai.ui import components as ui
from gongkai.ui.access import requires

_OFFERED = 4
"""Of each sort, while words are typed."""


@requires("desk.view")
def find_view(request: HttpRequest) -> HttpResponse:
    """Show what was found, by sort; only what the person may open."""
    words = _words(request)
    findings = find(viewer(request), words)
    context = {
        "words": words,
        "box": find_box(words, id="q"),
        "tables": tuple(_table(group) for group in findings.groups),
        "failed": findings.failed,
        "total": findings.total,
        "nothing": ui.Empty(
            gettext("没有找到“%(words)s”") % {"words": words},
            gettext("可换一个更短的词，或用文号、索引号、姓名查找。"),
        ),
    }
    return render(request, "desk/find.html", context)


@requires("desk.view")
def suggest(request: HttpRequest) -> HttpResponse:
    """Return the first of what is found, as JSON, while words are still being typed."""
    findings = find(viewer(request), _words(request), _OFFERED)
    found = [
        {
            "title": one.title,
            "url": one.href,
            "note": " · ".join(filter(None, (one.kind, one.note))),
        }
        for group in findings.groups
        for one in group.items
    ]
    return JsonResponse({"found": found}, json_dumps_params={"ensure_ascii": False})


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:MAX_WORDS].strip()


def _table(group: Group) -> ui.Table:
    more = gettext("只列出最前面的 %(count)s 条，可写得更具体一些。") % {"count": len(group.items)}
    return ui.Table(
        caption=group.title,
        columns=(
            ui.Column("title", gettext("名称"), header=True),
            ui.Column("kind", gettext("类别"), nowrap=True),
            ui.Column("note", gettext("说明")),
        ),
        rows=tuple(
            ui.Row.of(ui.Link(one.title, one.href), one.kind, one.note) for one in group.items
        ),
        note=more if group.more else "",
    ).trimmed()
