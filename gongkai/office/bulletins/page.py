"""Bulletins that were issued: the list, one with its figures as told, its records, its files."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.month_figures import hash_of, read_figures
from gongkai.assessment.queries.bulletins import bulletins_seen, find_bulletin, sees_unit
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.bulletins import shown
from gongkai.office.checksums import checksums
from gongkai.office.disclosure.papers import document
from gongkai.office.lists import DateFilter, ListColumn, ListSpec, TextFilter, show
from gongkai.office.sites.frame import tabs, way
from gongkai.reports.bulletins import BulletinPaper, bulletin_paper, bulletin_workbook
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import MonthlyBulletin


def _state(one: "MonthlyBulletin") -> ui.Badge:
    if hasattr(one, "replaced_by"):
        return ui.Badge(gettext("已更正"), ui.Tone.WARN)
    return ui.Badge(gettext("有效"), ui.Tone.GOOD)


def bulletins_list() -> "ListSpec[MonthlyBulletin]":
    """Return the list of bulletins."""
    return ListSpec(
        id="bulletins",
        title=gettext_lazy("月度通报"),
        columns=(
            ListColumn(
                "title",
                gettext_lazy("通报"),
                lambda one: ui.Link(one.title, reverse("bulletin", args=[one.key])),
                export=lambda one: one.title,
                header=True,
            ),
            ListColumn(
                "month",
                gettext_lazy("月份"),
                lambda one: f"{one.month:%Y-%m}",
                sort="month",
                nowrap=True,
            ),
            ListColumn("number", gettext_lazy("文号"), lambda one: one.number, nowrap=True),
            ListColumn("organ", gettext_lazy("印发机关"), lambda one: one.organ.label),
            ListColumn(
                "issued",
                gettext_lazy("印发日期"),
                lambda one: day_of(one.issued_at),
                sort="issued_at",
                nowrap=True,
            ),
            ListColumn(
                "state",
                gettext_lazy("状态"),
                _state,
                export=lambda one: _state(one).text,
                nowrap=True,
            ),
        ),
        filters=(
            TextFilter("q", gettext_lazy("名称、文号"), ("title", "number")),
            DateFilter("month", gettext_lazy("月份"), "month"),
        ),
        default_sort="-month",
        empty=gettext_lazy("还没有印发过月度通报。"),
    )


@requires("assessment.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List the bulletins one sees."""
    asker = viewer(request)
    manages = asker.may("sites.manage")
    context = {
        "heading": gettext("月度通报"),
        "lead": gettext("每月各单位发布多少、缺什么、排在哪里。印发之后数字不再变动。"),
        "tabs": tabs(request, "bulletins"),
        "new": ui.Link(gettext("编一期通报"), reverse("bulletin-new")) if manages else None,
    }
    return show(request, bulletins_list(), bulletins_seen(asker), "sites/list.html", context)


def _of(request: HttpRequest, key: str) -> "MonthlyBulletin":
    found = find_bulletin(viewer(request), key)
    if found is None:
        raise Http404(gettext("没有这期通报，或者不在您的权限范围内。"))
    return found


@requires("assessment.view")
def bulletin(request: HttpRequest, key: str) -> HttpResponse:
    """Show a bulletin with its figures as they were told."""
    found, asker = _of(request, key), viewer(request)
    figures = read_figures(found.figures)
    context = {
        "heading": found.title,
        "tabs": tabs(request, "bulletins"),
        "breadcrumb": way(found.title, (gettext("月度通报"), reverse("bulletins"))),
        "badge": _state(found),
        "notice": _notice(found),
        "summary": _summary(found),
        "checksums": checksums((gettext("数字和名单"), found.hash)),
        "sums": shown.sums(figures),
        "groups": shown.groups(figures),
        "units": shown.units(
            figures,
            lambda code: reverse("bulletin-unit", args=[key, code]),
            lambda code: sees_unit(asker, found, code),
        ),
        "categories": shown.categories(figures),
        "note": ui.Prose(found.note) if found.note else None,
        "key": key,
        "correct": _correction(found) if asker.may("sites.manage", found.organ.path) else "",
    }
    return render(request, "bulletins/bulletin.html", context)


def _notice(found: "MonthlyBulletin") -> ui.Notice | None:
    if hasattr(found, "replaced_by"):
        later = found.replaced_by
        link = ui.Link(later.number, reverse("bulletin", args=[later.key]))
        words = gettext("更正的理由：%(reason)s") % {"reason": later.reason}
        return ui.Notice(gettext("这一期已经更正"), words, ui.Tone.WARN, link=link)
    if hash_of(found.figures) != found.hash:
        return ui.Notice(
            gettext("数字与印发时不一致"),
            gettext("存下的数字和校验值对不上，可能被改动过。请联系系统管理员。"),
            ui.Tone.BAD,
            urgent=True,
        )
    return None


def _correction(found: "MonthlyBulletin") -> str:
    if hasattr(found, "replaced_by"):
        return ""
    query = f"organ={found.organ_id}&scope={found.scope}&month={found.month:%Y-%m}"
    return f"{reverse('bulletin-new')}?{query}"


def _summary(found: "MonthlyBulletin") -> ui.Summary:
    before = found.replaces
    rows: list[tuple[str, ui.Value]] = [
        (gettext("印发机关"), found.organ.name),
        (gettext("文号"), found.number),
        (gettext("印发日期"), day_of(found.issued_at)),
        (gettext("印发人"), found.name),
    ]
    if before is not None:
        rows.append(
            (gettext("更正"), ui.Link(before.number, reverse("bulletin", args=[before.key])))
        )
        rows.append((gettext("更正的理由"), found.reason))
    return ui.Summary.of(*rows)


@requires("assessment.view")
def records(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Show what is behind the figures of one unit, as it was when they were told."""
    found = _of(request, key)
    figures = read_figures(found.figures)
    unit = figures.unit(code)
    if unit is None or not sees_unit(viewer(request), found, code):
        raise Http404(gettext("这一期里没有这个单位，或者不在您的权限范围内。"))
    context = {
        "heading": unit.name,
        "lead": found.title,
        "sections": shown.records(figures, unit),
        "breadcrumb": way(
            unit.name,
            (gettext("月度通报"), reverse("bulletins")),
            (found.title, reverse("bulletin", args=[key])),
        ),
    }
    return render(request, "bulletins/records.html", context)


def _paper(found: "MonthlyBulletin") -> BulletinPaper:
    return BulletinPaper(
        title=found.title,
        issuer=found.organ.name,
        month=found.month,
        figures=read_figures(found.figures),
        number=found.number,
        on=day_of(found.issued_at),
        note=found.note,
        hash=found.hash,
        replaces=found.replaces.number if found.replaces is not None else "",
        reason=found.reason,
    )


@requires("assessment.view")
def word(request: HttpRequest, key: str) -> HttpResponse:
    """Send a bulletin as an official document in Word."""
    found = _of(request, key)
    return document(f"{found.title}.docx", bulletin_paper(_paper(found)))


@requires("assessment.view")
def excel(request: HttpRequest, key: str) -> HttpResponse:
    """Send the tables of a bulletin, the records behind them among them, to who sees those."""
    found, asker = _of(request, key), viewer(request)
    path = found.organ.path
    if not (asker.may("sites.manage", path) or asker.may("assessment.oversee", path)):
        raise Http404(gettext("表格里有各单位的记录，由印发机关下载。"))
    return document(f"{found.title}.xlsx", bulletin_workbook(_paper(found)))
