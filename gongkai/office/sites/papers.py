"""Files of sites: what was attached, and the notices as official documents in Word."""

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext, override

from gongkai.assessment.queries.sites.notices import Cited, cited, notice_sites
from gongkai.assessment.queries.sites.seen import events_seen
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.files import open_file
from gongkai.office.disclosure.papers import document
from gongkai.office.posting import day_or_none
from gongkai.reports.sites import (
    Commended,
    Named,
    Revoked,
    SiteLine,
    commendation,
    designation,
    revocation,
)
from gongkai.rules.numbers import plain
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gongkai.assessment.models import Site, SiteEvent


def _event_of(request: HttpRequest, event_id: int) -> "SiteEvent":
    found = events_seen(viewer(request)).filter(pk=event_id).first()
    if found is None:
        raise Http404(gettext("没有这条记录，或者不在您的权限范围内。"))
    return found


@requires("assessment.view")
def file(request: HttpRequest, event_id: int) -> FileResponse:
    """Send the file of an event."""
    found = _event_of(request, event_id)
    if found.file is None:
        raise Http404(gettext("这条记录没有文件。"))
    return FileResponse(
        open_file(found.file),
        as_attachment=True,
        filename=found.file_name,
        content_type=found.file.media_type,
    )


@requires("assessment.view")
def notice(request: HttpRequest, event_id: int) -> HttpResponse:
    """Send the notice an event was recorded from, with all the sites it names."""
    found = _event_of(request, event_id)
    sites = notice_sites(viewer(request), found)
    if found.kind not in _TITLES or not sites:
        raise Http404(gettext("这条记录没有通知。"))
    with override("zh-hans"):
        data = _paper(
            found.kind,
            sites,
            issuer=found.site.named_by,
            text=found.text,
            number=found.number,
            on=found.on,
        )
    return document(f"{_TITLES[found.kind]}-{found.number}.docx", data)


_TITLES = {
    "designate": "确定示范点的通知",
    "commend": "表彰示范点的通报",
    "revoke": "取消示范点资格的通知",
}


def draft(kind: str, sites: "Sequence[Site]", post: QueryDict) -> HttpResponse:
    """Return a notice as far as its form is filled in; nothing is recorded.

    Raises:
        Refused: no site is chosen.
    """
    if not sites:
        raise Refused(gettext("没有选择示范点。请选择。"), "sites")
    with override("zh-hans"):
        data = _paper(
            kind,
            sites,
            issuer=sites[0].named_by,
            text=post.get("text", ""),
            number="",
            on=day_or_none(post.get("on", "")),
        )
    return document(f"{_TITLES[kind]}（草稿）.docx", data)


def _paper(
    kind: str,
    sites: "Sequence[Site]",
    *,
    issuer: str,
    text: str,
    number: str,
    on: "date | None",
) -> bytes:
    known = cited(sites)
    lines = [_line(site, known) for site in sites]
    level = str(sites[0].get_level_display())
    if kind == "designate":
        return designation(
            Named(issuer=issuer, level=level, sites=lines, number=number, on=on, goal=text)
        )
    if kind == "commend":
        return commendation(
            Commended(
                issuer=issuer,
                level=level,
                sites=lines,
                number=number,
                on=on,
                round=known.round,
                basis=known.basis,
            )
        )
    return revocation(
        Revoked(
            issuer=issuer,
            level=level,
            sites=lines,
            number=number,
            on=on,
            reason=text,
            basis=known.basis,
        )
    )


def _line(site: "Site", known: Cited) -> SiteLine:
    result = known.results.get(site.pk)
    return SiteLine(
        unit=site.unit.name,
        group=str(site.unit.get_kind_display()),
        grade=result.grade_title if result is not None else "",
        total=plain(result.total) if result is not None and result.total is not None else "",
    )
