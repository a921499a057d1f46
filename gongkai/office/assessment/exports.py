"""A round handed out as Word, Excel, one HTML file or JSON."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from gongkai.assessment.rounds import OpenRound
from gongkai.office.assessment.source import open_round, shows_problems
from gongkai.ui.access import requires

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


@requires("assessment.export")
@shows_problems
def export(request: HttpRequest, round_id: str, kind: str) -> HttpResponse:
    """Hand out a round as a file."""
    if kind not in MEDIA_TYPES:
        raise Http404(gettext("没有这种格式。"))
    response = HttpResponse(_body(open_round(round_id), kind), content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{round_id}.{kind}"'
    return response


def _body(round_: OpenRound, kind: str) -> str | bytes:
    if kind == "json":
        return json.dumps(round_.result.to_json(), ensure_ascii=False, indent=2)
    # Word and Excel writers are large; the scoreboard itself must not wait for them.
    from gongkai.reports.assessment import render

    return render(round_.result, kind, year=round_.info.year, title=round_.info.title)
