"""One self-check: figures from the records, the form, the signature, the report in Word."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.assessment.actions.selfchecks import save_check, sign_check
from gongkai.assessment.checklist import checklist
from gongkai.assessment.queries.selfchecks import (
    CheckFigures,
    figures_of,
    find_check,
    find_unit,
    may_check,
    ticks_of,
)
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.files import open_file
from gongkai.office.autosaving import by_script, opened_on, refusal, saved
from gongkai.office.disclosure.papers import document
from gongkai.office.posting import filled, tell
from gongkai.office.selfchecks.form import check_form, typed
from gongkai.office.sites.frame import tabs, way
from gongkai.reports.selfchecks import CheckPaper, check_paper
from gongkai.rules.selfchecks import Met, lacking, mismatch
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import SelfCheck
    from gongkai.core.models import Unit


@dataclass(frozen=True, slots=True)
class Seen:
    """A self-check as one person sees it: whose, of which year, as far as it is written."""

    asker: Viewer
    unit: "Unit"
    year: int
    check: "SelfCheck | None"
    figures: CheckFigures

    @property
    def fills(self) -> bool:
        """Whether this person may change it now."""
        signed = self.check is not None and self.check.signed_at is not None
        return not signed and may_check(self.asker).filter(pk=self.unit.pk).exists()

    @property
    def address(self) -> str:
        """Where it is."""
        return reverse("selfcheck", args=[self.unit.code, self.year])


def _seen(request: HttpRequest, code: str, year: int) -> Seen:
    asker = viewer(request)
    unit = find_unit(asker, code)
    check = find_check(asker, code, year)
    may = unit is not None and may_check(asker).filter(pk=unit.pk).exists()
    now = abs(year - day_of(asker.at).year) <= 1
    if unit is None or (check is None and not (may and now)):
        raise Http404(gettext("没有这份自查，或者不在您的权限范围内。"))
    return Seen(asker, unit, year, check, figures_of(unit, year, check, day_of(asker.at)))


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show a self-check; save what is typed, for the button and for the script."""
    seen = _seen(request, code, year)
    if request.method != "POST":
        return _page(request, seen, check_form(seen.check) if seen.fills else None)
    try:
        row = save_check(
            seen.unit.pk,
            year,
            typed(request.POST),
            version=opened_on(request.POST.get("version", "")),
            by=seen.asker,
        )
    except Refused as refused:
        return _refused(request, seen, refused)
    if by_script(request):
        return saved(row.version, row.saved_at)
    say(request, gettext("已保存。"))
    return HttpResponseRedirect(seen.address)


def _refused(request: HttpRequest, seen: Seen, refused: Refused) -> HttpResponse:
    status = 422 if refused.field else 409
    if by_script(request):
        return refusal(refused.code or "check.invalid", refused.message, status=status)
    if not seen.fills:
        say(request, gettext("没有保存"), refused.message, ui.Tone.BAD)
        return HttpResponseRedirect(seen.address)
    form = check_form(seen.check)
    fields, general = filled(form.fields, request.POST, refused)
    version = (("version", request.POST.get("version", "0")),)
    again = replace(form, fields=fields, general=general, hidden=version)
    return _page(request, seen, again, status=status)


def _page(
    request: HttpRequest, seen: Seen, form: ui.Form | None, status: int = 200
) -> HttpResponse:
    row = seen.check
    finding = mismatch(row.stated if row else None, (count for _, count in seen.figures.channels))
    heading = gettext("%(unit)s %(year)s 年自查") % {"unit": seen.unit.name, "year": seen.year}
    context = {
        "heading": heading,
        "tabs": tabs(request, "selfchecks"),
        "breadcrumb": way(heading, (gettext("乡镇自查"), reverse("selfchecks"))),
        "sums": _sums(seen.figures),
        "channels": _channels(seen.figures),
        "finding": ui.Notice(gettext("总数对不上"), finding, ui.Tone.WARN) if finding else None,
        "form": form,
        "draft": f"selfcheck-{seen.unit.pk}-{seen.year}",
        "unsaved": status != 200,
        "said": _said(seen) if form is None else None,
        "missing": tuple(words for _, words in lacking(checklist(), ticks_of(row))) if row else (),
        "sign": _sign_form(seen),
        "paper": reverse("selfcheck-word", args=[seen.unit.code, seen.year]) if row else "",
        "signed": gettext("%(who)s 于 %(on)s 签发")
        % {"who": row.signed_by, "on": day_of(row.signed_at)}
        if row is not None and row.signed_at is not None
        else "",
    }
    return render(request, "selfchecks/check.html", context, status=status)


def _sums(figures: CheckFigures) -> ui.Figures:
    return ui.Figures(
        (
            ui.Figure(gettext("公开信息"), figures.total, gettext("条（次）")),
            ui.Figure(gettext("督查"), figures.inspections, gettext("次")),
            ui.Figure(gettext("信息员"), figures.officers, gettext("人")),
        ),
        gettext("由记录算出"),
    )


def _channels(figures: CheckFigures) -> ui.Table:
    rows = [ui.Row.of(name, count) for name, count in figures.channels]
    if rows:
        rows.append(ui.Row.of(gettext("合计"), figures.total, emphasis=True))
    return ui.Table(
        caption=gettext("各渠道公开数"),
        columns=(
            ui.Column("channel", gettext("公开渠道"), header=True),
            ui.Column("count", gettext("条（次）数"), numeric=True),
        ),
        rows=tuple(rows),
        note=gettext(
            "网站按首次发布的信息计，其他渠道按登记的次数计；督查取自工作台账，信息员取自名册。"
        ),
        empty=gettext("这一年还没有公开记录。"),
    )


def _said(seen: Seen) -> ui.Summary:
    ticks, row = ticks_of(seen.check), seen.check
    rows: list[tuple[str, ui.Value]] = []
    for part in checklist().parts:
        for point in part.points:
            tick = ticks[point.id]
            badge = {
                Met.YES.value: ui.Badge(gettext("做到"), ui.Tone.GOOD),
                Met.NO.value: ui.Badge(gettext("没有做到"), ui.Tone.WARN),
            }.get(tick.met, ui.Badge(gettext("未填")))
            shown = (tick.evidence,) if tick.evidence else ()
            rows.append((point.title, ui.Stack.of(badge, *shown)))
    if row is not None:
        rows += [
            (gettext("主要做法和成效"), ui.Prose(row.done) if row.done else None),
            (gettext("存在的问题"), ui.Prose(row.problems) if row.problems else None),
            (gettext("下一步打算"), ui.Prose(row.plans) if row.plans else None),
        ]
    return ui.Summary.of(*rows)


def _sign_form(seen: Seen) -> ui.Form | None:
    row = seen.check
    if row is None or row.signed_at is not None or lacking(checklist(), ticks_of(row)):
        return None
    if not seen.asker.may("assessment.sign", seen.unit.path):
        return None
    return ui.Form(
        (),
        (ui.Button.primary(gettext("签发")),),
        action=reverse("selfcheck-sign", args=[seen.unit.code, seen.year]),
        hidden=(("version", str(row.version)),),
        panel=False,
        label=gettext("签发自查报告"),
    )


def _paper(seen: Seen, *, signed: bool = False) -> bytes:
    row, above = seen.check, seen.unit.parent
    return check_paper(
        CheckPaper(
            unit=seen.unit.name,
            recipients=above.name if above is not None else "",
            year=seen.year,
            channels=seen.figures.channels,
            inspections=seen.figures.inspections,
            officers=seen.figures.officers,
            asked=checklist(),
            ticks=ticks_of(row),
            stated=row.stated if row is not None else None,
            done=row.done if row is not None else "",
            problems=row.problems if row is not None else "",
            plans=row.plans if row is not None else "",
            signed_on=day_of(seen.asker.at) if signed else None,
            signed_by=seen.asker.name if signed else "",
        )
    )


@requires("assessment.sign")
@require_POST
def sign(request: HttpRequest, code: str, year: int) -> HttpResponseRedirect:
    """Sign a self-check: what is kept is the paper of this very text."""
    seen = _seen(request, code, year)
    row = seen.check
    if row is None:
        raise Http404(gettext("这份自查还没有填写。"))

    def step() -> str:
        version = opened_on(request.POST.get("version", ""))
        sign_check(
            row.pk,
            version=version,
            figures=seen.figures,
            document=_paper(seen, signed=True),
            by=seen.asker,
        )
        return gettext("已签发。")

    tell(request, step)
    return HttpResponseRedirect(seen.address)


@requires("assessment.view")
def word(request: HttpRequest, code: str, year: int) -> HttpResponse | FileResponse:
    """Send the report: the paper that was signed, or a draft of what is written so far."""
    seen = _seen(request, code, year)
    name = gettext("%(unit)s%(year)s年自查报告") % {"unit": seen.unit.name, "year": year}
    if seen.check is not None and seen.check.file is not None:
        return FileResponse(
            open_file(seen.check.file),
            as_attachment=True,
            filename=f"{name}.docx",
            content_type=seen.check.file.media_type,
        )
    return document(f"{name}（草稿）.docx", _paper(seen))
