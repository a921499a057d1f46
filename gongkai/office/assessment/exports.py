"""A round handed out as Word, Excel, one HTML file or JSON."""

import json
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from gongkai.assessment.opened import OpenRound
from gongkai.assessment.queries.noted import noted_in
from gongkai.core.days import day_of
from gongkai.office.assessment.source import open_round, shows_problems
from gongkai.ui.access import requires

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
_REFUSED = re.compile(r'[\\/:*?"<>|]')
_BESIDE_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
# Many file systems take 255 bytes, and a Chinese character is three.
_LONGEST = 70


@requires("assessment.export")
@shows_problems
def export(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Hand out a round as a file."""
    if kind not in MEDIA_TYPES:
        raise Http404(gettext("没有这种格式。"))
    round_ = open_round(request, key)
    name = file_name(round_.title, kind)
    return HttpResponse(
        _body(round_, kind),
        content_type=MEDIA_TYPES[kind],
        headers={"Content-Disposition": str(content_disposition_header(True, name))},
    )


def file_name(title: str, kind: str) -> str:
    """Return what a file is called where people keep it: 示例县2025年度政务公开综合考核通报.docx.

    Without what file systems refuse, and without the spaces that stand beside Chinese.
    """
    what = {"docx": "通报", "xlsx": "成绩册", "html": "报告", "json": "数据"}[kind]
    return f"{plain_name(title)}{what}.{kind}"


def plain_name(title: str) -> str:
    """Return a title as a part of a file's name."""
    printable = "".join(sign if sign.isprintable() else " " for sign in title)
    clean = " ".join(_REFUSED.sub(" ", printable).split())
    clean = _BESIDE_CHINESE.sub("", clean)[:_LONGEST].strip(" .")
    return clean or "考核"


def _body(round_: OpenRound, kind: str) -> str | bytes:
    if kind == "json":
        return json.dumps(round_.result.to_json(), ensure_ascii=False, indent=2)
    # Word and Excel writers are large; the scoreboard itself must not wait for them.
    from gongkai.reports.assessment import Letterhead, render

    letter = Letterhead(
        issuer=round_.round.unit.name,
        number=round_.round.bulletin_number,
        issued_on=day_of(told) if (told := round_.round.announced_at) is not None else None,
    )
    noted = noted_in(round_.round) if kind == "docx" else ()
    return render(
        round_.result, kind, year=round_.year, title=round_.title, letter=letter, noted=noted
    )
