"""Papers of an approved result: a unit's letter, all letters, what counts elsewhere."""

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from gongkai.assessment.queries.rounds import explained_units
from gongkai.assessment.queries.said import SaidOf, said_of
from gongkai.assessment.results import Assessment
from gongkai.assessment.snapshots import assessment_of, official
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.assessment.exports import MEDIA_TYPES, plain_name
from gongkai.office.rounds.finding import round_of
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import plain
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round
    from gongkai.reports.assessment.letter import ResultLetter

# A zip of the same letters is the same file, whenever it is made.
_STAMP = (2000, 1, 1, 0, 0, 0)


@requires("assessment.view")
def letter(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Send the letter that tells a unit its result."""
    round_ = round_of(request, key)
    if code not in explained_units(viewer(request), round_):
        raise Http404(gettext("没有这个单位的结果，或者不在您的权限范围内。"))
    result = _approved(round_)
    unit = next((one for one in result.units if one.score.unit.id == code), None)
    if unit is None or unit.score.unit.exempt:
        raise Http404(gettext("这个单位没有参加这次考核。"))
    name = plain_name(f"{unit.score.unit.name}{round_.title}结果告知书")
    said = said_of(round_, result.scheme, code).get(code, [])
    return _sent(f"{name}.docx", _letter(round_, result, unit, said))


@requires("assessment.export")
def letters(request: HttpRequest, key: str) -> HttpResponse:
    """Send the letters of all units in one file."""
    round_ = _exported(request, key)
    result = _approved(round_)
    kept, said = BytesIO(), said_of(round_, result.scheme)
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for place, unit in enumerate(result.units, start=1):
            if unit.score.unit.exempt:
                continue
            name = f"{place:04}{plain_name(unit.score.unit.name)}.docx"
            words = said.get(unit.score.unit.id, [])
            archive.writestr(ZipInfo(name, _STAMP), _letter(round_, result, unit, words))
    return _sent(f"{plain_name(round_.title)}结果告知书.zip", kept.getvalue())


@requires("assessment.export")
def target(request: HttpRequest, key: str) -> HttpResponse:
    """Send what the result counts in other assessments, with the real score beside it (Q16)."""
    from gongkai.reports.assessment.counted import counted_elsewhere

    round_ = _exported(request, key)
    result = _approved(round_)
    if not result.scheme.exports:
        raise Http404(gettext("这个办法没有规定结果怎样用于其他考核。"))
    title = "、".join(one.title for one in result.scheme.exports)
    return _sent(
        f"{plain_name(round_.title + title)}.xlsx", counted_elsewhere(result, round_.title)
    )


def _exported(request: HttpRequest, key: str) -> "Round":
    round_ = round_of(request, key)
    if not viewer(request).may("assessment.export", round_.unit.path):
        raise PermissionDenied(gettext("导出由考核办公室办理。"))
    return round_


def _approved(round_: "Round") -> Assessment:
    snapshot = official(round_)
    if snapshot is None:
        raise Http404(gettext("结果还没有审定。"))
    return assessment_of(snapshot)


def _letter(round_: "Round", result: Assessment, unit: Graded, said: list[SaidOf]) -> bytes:
    from gongkai.reports.assessment.letter import result_letter

    return result_letter(_head(round_, unit.score.unit.name, said), result, unit)


def _head(round_: "Round", unit: str, said: list[SaidOf]) -> "ResultLetter":
    from gongkai.reports.assessment.letter import ResultLetter

    last = round_.revisions.filter(after__isnull=False).order_by("id").last()
    told = round_.announced_at
    return ResultLetter(
        title=round_.title,
        unit=unit,
        issuer=round_.unit.name,
        bulletin=round_.bulletin_number,
        said=tuple((one.title, plain(one.value), one.reason) for one in said),
        issued_on=day_of(last.after.at if last and last.after else told) if told else None,
        corrected=last.reason if last is not None else "",
    )


def _sent(name: str, data: bytes) -> HttpResponse:
    kind = name.rpartition(".")[2]
    return HttpResponse(
        data,
        content_type=MEDIA_TYPES.get(kind, "application/zip"),
        headers={"Content-Disposition": str(content_disposition_header(True, name))},
    )
