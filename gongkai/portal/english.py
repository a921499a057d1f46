"""``/en/…``: any page of the portal with its frame in English, made on demand.

What officials publish stays Chinese; the frame around it is what a foreign reader needs. Few ask
for it, so these pages are rendered when asked and not kept as files.
"""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.throttling import PAGES_MADE, limited
from gongkai.disclosure.open_data import addresses as to
from gongkai.portal.pages.rendering import HTML, Renderer
from gongkai.portal.tree import Gone, Redirect, Rendered
from gongkai.ui.access import public


@public
@limited(PAGES_MADE)
def english(request: HttpRequest, address: str) -> HttpResponse:
    """Show a page with an English frame; what is no page is at its own address."""
    # A second slash would name another host in a redirect; a NUL no database takes.
    if address.startswith("/") or "\0" in address:
        raise Http404(gettext("没有这个页面。"))
    path = f"/{address}"
    outcome = Renderer(viewer(request).at, "en").render(path)
    match outcome:
        case Rendered(content=bytes() as content, media_type=kind) if kind == HTML:
            return HttpResponse(content, content_type="text/html; charset=utf-8")
        case Rendered():
            return HttpResponseRedirect(path)
        case Redirect(target=target):
            return HttpResponsePermanentRedirect(to.ENGLISH + target)
        case Gone():
            return HttpResponse(status=410)
    raise Http404(gettext("没有这个页面。"))
