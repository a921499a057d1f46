"""The page of files that are being read: it follows by itself and leads back to the draft."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.queries.jobs import nobody_works
from gongkai.disclosure.readable import being_read
from gongkai.office.disclosure.finding import draft_of
from gongkai.office.disclosure.following import ask_again, is_still
from gongkai.ui import components as ui
from gongkai.ui.access import requires


@requires("disclosure.write")
def reading(request: HttpRequest, key: str) -> HttpResponse:
    """Name the files that are being read, and ask again until all are."""
    item, edition = draft_of(request, key)
    asker = viewer(request)
    asker.require("disclosure.write", item.unit.path)
    waiting = being_read(edition)
    editor = reverse("item-edit", args=[item.key])
    if not waiting:
        return HttpResponseRedirect(editor)
    since = edition.saved_at
    here = reverse("item-reading", args=[item.key])
    still = is_still(request, since, asker.at)
    context = {
        "files": waiting,
        "here": here,
        "edit": editor,
        "still": still,
        "silent": nobody_works(asker),
        "breadcrumb": ui.Breadcrumb.to(
            gettext("读取附件"),
            (gettext("公开事项"), reverse("items")),
            (gettext("起草"), editor),
        ),
    }
    response = render(request, "disclosure/reading.html", context)
    if not still:
        ask_again(response, since, asker.at)
    return response
