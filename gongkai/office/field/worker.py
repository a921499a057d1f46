"""The script that opens an inspector's pages without a network; it governs these pages alone."""

from django.http import HttpRequest, HttpResponse

from gongkai.office.rounds.finding import round_of
from gongkai.ui.access import requires
from gongkai.ui.storage import DIST


@requires("assessment.view")
def worker(request: HttpRequest, key: str) -> HttpResponse:
    """Send the script from the pages' own folder, which is as far as it may reach."""
    round_of(request, key)
    source = (DIST / "field-worker.js").read_text(encoding="utf-8")
    return HttpResponse(source, content_type="text/javascript; charset=utf-8")
