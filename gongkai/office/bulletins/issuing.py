"""A month looked over before it is told: figures as they are now, a draft in Word, the issue."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.bulletins import BulletinDraft, issue_bulletin, title_of
from gongkai.assessment.month_figures import MonthFigures, hash_of
from gongkai.assessment.queries.bulletins import figures_of, latest_of, scopes
from gongkai.assessment.queries.sites.seen import organs
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.bulletins import shown
from gongkai.office.disclosure.papers import document
from gongkai.office.posting import filled, number, sure
from gongkai.office.sites.frame import tabs, way
from gongkai.reports.bulletins import BulletinPaper, bulletin_paper
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.core.models import Unit

_MONTHS_BACK = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked over: whose units, which of them, in which month."""

    organ: "Unit"
    scope: str
    month: date
    scopes: list[tuple[str, str, int]]

    @property
    def query(self) -> str:
        """The same as an address says it."""
        return urlencode(
            {"organ": self.organ.pk, "scope": self.scope, "month": f"{self.month:%Y-%m}"}
        )


def _asked(request: HttpRequest, asker: Viewer) -> Asked:
    """Read what is asked for; what is no choice falls to the usual: sites, the month just over."""
    today = day_of(asker.at)
    mine = organs(asker, today)
    if not mine:
        raise PermissionDenied(gettext("您的权限不包括任何一级机关。"))
    given = request.GET
    wanted = number(str(given.get("organ", "")))
    organ = next((one for one in mine if one.pk == wanted), mine[0])
    known = scopes(organ, today)
    scope = str(given.get("scope", ""))
    if all(value != scope for value, _, _ in known):
        scope = known[0][0] if known else ""
    month = next(
        (one for one in _months(today) if f"{one:%Y-%m}" == given.get("month")), _months(today)[1]
    )
    return Asked(organ, scope, month, known)


def _months(today: date) -> list[date]:
    """Return this month and those before it, a year back."""
    found = [today.replace(day=1)]
    while len(found) <= _MONTHS_BACK:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


@requires("sites.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show a month over the units asked for; issue its bulletin or give a draft of it."""
    asker = viewer(request)
    asked = _asked(request, asker)
    figures = figures_of(asker, asked.organ, asked.scope, asked.month)
    fields = _fields(asked)
    general: tuple[str, ...] = ()
    if request.method == "POST":
        if request.POST.get("do") == "draft":
            return _draft(request, asked, figures)
        try:
            made = issue_bulletin(asked.organ.pk, _typed(request, asked), by=asker)
        except Refused as refused:
            fields, general = filled(fields, request.POST, refused)
            fields = sure(fields, refused)
        else:
            say(request, gettext("已印发，数字和名单已固定。"))
            return HttpResponseRedirect(reverse("bulletin", args=[made.key]))
    form = ui.Form(
        fields,
        (
            ui.Button.primary(gettext("印发"), "do", "issue"),
            ui.Button(gettext("下载通报草稿（Word）"), "do", "draft", novalidate=True),
        ),
        general=general,
        hidden=(("seen", hash_of(figures.plain())),),
        legend=gettext("印发这个月的通报"),
    )
    context = {
        "heading": title_of(asked.month, asked.scope),
        "tabs": tabs(request, "bulletins"),
        "breadcrumb": way(gettext("编通报"), (gettext("月度通报"), reverse("bulletins"))),
        "choice": _choice(asked, asker),
        "sums": shown.sums(figures),
        "groups": shown.groups(figures),
        "units": shown.units(
            figures,
            lambda code: f"{reverse('bulletin-new-unit', args=[code])}?{asked.query}",
            lambda _: True,
        ),
        "categories": shown.categories(figures),
        "form": form,
    }
    status = 422 if form.errors.items else 200
    return render(request, "bulletins/new.html", context, status=status)


def _choice(asked: Asked, asker: Viewer) -> ui.FilterBar:
    today = day_of(asker.at)
    fields: tuple[ui.Field, ...] = (
        ui.Field(
            "month",
            gettext("月份"),
            ui.FieldKind.SELECT,
            (f"{asked.month:%Y-%m}",),
            tuple(ui.Option(f"{one:%Y-%m}", f"{one:%Y-%m}") for one in _months(today)),
        ),
        ui.Field(
            "scope",
            gettext("哪些单位"),
            ui.FieldKind.SELECT,
            (asked.scope,),
            tuple(
                ui.Option(
                    value, gettext("%(kind)s（%(count)s 个）") % {"kind": words, "count": count}
                )
                for value, words, count in asked.scopes
            ),
        ),
    )
    mine = organs(asker, today)
    if len(mine) > 1:
        options = tuple(ui.Option(str(one.pk), one.name) for one in mine)
        organ = ui.Field(
            "organ", gettext("机关"), ui.FieldKind.SELECT, (str(asked.organ.pk),), options
        )
        fields = (organ, *fields)
    return ui.FilterBar(fields)


def _fields(asked: Asked) -> tuple[ui.Field, ...]:
    last = latest_of(asked.organ, asked.month, asked.scope)
    reason: tuple[ui.Field, ...] = ()
    if last is not None:
        words = gettext("这个月已经通报过（%(number)s），再发一期就是更正。")
        hint = words % {"number": last.number}
        reason = (ui.Field("reason", gettext("更正的理由"), hint=hint, required=True),)
    return (
        ui.Field(
            "number",
            gettext("文号"),
            hint=gettext("例如：示公开〔2026〕30号。"),
            required=True,
        ),
        *reason,
        ui.Field(
            "note",
            gettext("情况和要求（可不填）"),
            ui.FieldKind.TEXTAREA,
            hint=gettext("写在数字后面的话；数字和名单由系统写。"),
        ),
    )


def _typed(request: HttpRequest, asked: Asked) -> BulletinDraft:
    post = request.POST
    return BulletinDraft(
        month=asked.month,
        scope=asked.scope,
        number=post.get("number", ""),
        note=post.get("note", ""),
        seen=post.get("seen", ""),
        reason=post.get("reason", ""),
        again=post.get("again") == "1",
    )


def _draft(request: HttpRequest, asked: Asked, figures: MonthFigures) -> HttpResponse:
    paper = BulletinPaper(
        title=title_of(asked.month, asked.scope),
        issuer=asked.organ.name,
        month=asked.month,
        figures=figures,
        note=request.POST.get("note", ""),
    )
    return document(f"{paper.title}（草稿）.docx", bulletin_paper(paper))


@requires("sites.manage")
def records(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is behind the figures of one unit, before they are told."""
    asker = viewer(request)
    asked = _asked(request, asker)
    figures = figures_of(asker, asked.organ, asked.scope, asked.month)
    found = figures.unit(code)
    if found is None:
        raise Http404(gettext("这一期里没有这个单位。"))
    context = {
        "heading": found.name,
        "lead": title_of(asked.month, asked.scope),
        "sections": shown.records(figures, found),
        "breadcrumb": way(
            found.name,
            (gettext("月度通报"), reverse("bulletins")),
            (gettext("编通报"), f"{reverse('bulletin-new')}?{asked.query}"),
        ),
    }
    return render(request, "bulletins/records.html", context)
