"""Appeals of a round: the list, the terms, and the form by which a unit files one."""

from collections.abc import Iterator
from secrets import token_hex
from typing import TYPE_CHECKING

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.appealing import AppealText, file_appeal
from gongkai.assessment.current import pack_of
from gongkai.assessment.intake import TAKEN
from gongkai.assessment.queries.appeals import (
    appealable,
    appeals_seen,
    may_file,
    takes_part,
)
from gongkai.assessment.queries.rounds import own_units
from gongkai.assessment.terms import decision_due, filing_due
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, day_words
from gongkai.office.appeals.words import against, reckoned, state_badge, terms_words
from gongkai.office.lists import ListColumn, ListSpec, TextFilter, show
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Appeal, Round, RoundUnit


def appeal_list(round_: "Round") -> "ListSpec[Appeal]":
    """Return the list of appeals of one round."""
    return ListSpec(
        id="appeals",
        title=gettext_lazy("申诉"),
        columns=(
            ListColumn(
                "unit",
                gettext_lazy("单位"),
                lambda one: ui.Link(
                    one.round_unit.name, reverse("appeal", args=[round_.key, one.pk])
                ),
                export=lambda one: one.round_unit.name,
                sort="round_unit__position",
                header=True,
            ),
            ListColumn("against", gettext_lazy("对什么申诉"), against),
            ListColumn(
                "filed",
                gettext_lazy("提出"),
                lambda one: day_of(one.filed_at),
                sort="filed_at",
                nowrap=True,
            ),
            ListColumn(
                "due",
                gettext_lazy("应当决定"),
                lambda one: due.on if (due := decision_due(one)) is not None else None,
                nowrap=True,
            ),
            ListColumn("reason", gettext_lazy("决定的理由"), lambda one: one.reason, screen=False),
            ListColumn(
                "state",
                gettext_lazy("状态"),
                state_badge,
                export=lambda one: state_badge(one).text,
                nowrap=True,
            ),
        ),
        filters=(TextFilter("q", gettext_lazy("单位、理由"), ("round_unit__name", "text")),),
        default_sort="-filed",
        empty=gettext_lazy("还没有申诉。"),
    )


def _concerned(request: HttpRequest, key: str) -> "Round":
    round_ = round_of(request, key)
    if not takes_part(viewer(request), round_):
        raise Http404(gettext("这次考核没有与您有关的申诉。"))
    return round_


@requires("assessment.view")
def index(request: HttpRequest, key: str) -> HttpResponseBase:
    """List the appeals one sees; tell a unit whether and until when it may appeal."""
    asker, round_ = viewer(request), _concerned(request, key)
    open_units = may_file(asker, round_)
    own = own_units(asker).filter(round=round_, exempt=False).first()
    due = filing_due(own) if own is not None else None
    context = {
        "heading": gettext("申诉"),
        "tabs": tabs(request, round_, "appeals"),
        "breadcrumb": breadcrumb(gettext("申诉"), round_),
        "lead": terms_words(round_),
        "new": reverse("appeal-new", args=[key]) if open_units else "",
        "standing": _standing(asker, round_, own, day_words(due.on) if due else ""),
        "reckoned": reckoned(due, gettext("申诉期限怎样计算")),
    }
    return show(
        request, appeal_list(round_), appeals_seen(asker, round_), "appeals/list.html", context
    )


def _standing(asker: Viewer, round_: "Round", own: "RoundUnit | None", last: str) -> str:
    """Return in a sentence whether a unit may appeal."""
    if own is None:
        return ""
    if own.result_received_at is None:
        return gettext("本单位还没有签收结果。签收后才能申诉，期限从签收次日起算。")
    if may_file(asker, round_):
        return gettext("本单位可以申诉到 %(day)s（含当日）。") % {"day": last}
    return ""


@requires("assessment.self")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """File an appeal for one's own unit."""
    asker, round_ = viewer(request), _concerned(request, key)
    units, post = may_file(asker, round_), request.POST
    if not units:
        say(request, gettext("现在不能申诉"), gettext("期限已过，或者已有一件申诉正在办理。"))
        return HttpResponseRedirect(reverse("appeals", args=[key]))
    unit = units[0]
    refused: Refused | None = None
    if request.method == "POST":
        try:
            made = file_appeal(
                unit.pk,
                key=post.get("key", ""),
                said=AppealText(
                    covers=post.get("covers", ""),
                    items=post.getlist("items"),
                    text=post.get("text", ""),
                ),
                file=_uploaded(request),
                by=asker,
            )
        except Refused as one:
            refused = one
        else:
            say(request, gettext("申诉已提出，等待受理。"))
            return HttpResponseRedirect(reverse("appeal", args=[key, made.pk]))
    context = {
        "heading": gettext("%(unit)s提出申诉") % {"unit": unit.name},
        "tabs": tabs(request, round_, "appeals"),
        "breadcrumb": breadcrumb(
            gettext("提出申诉"), round_, (gettext("申诉"), reverse("appeals", args=[key]))
        ),
        "lead": terms_words(round_),
        "form": _form(request, unit, refused),
    }
    return render(request, "appeals/new.html", context, status=422 if refused else 200)


def _uploaded(request: HttpRequest) -> tuple[bytes, str] | None:
    file = request.FILES.get("file")
    return (file.read(), file.name or "") if file is not None else None


def _form(request: HttpRequest, unit: "RoundUnit", refused: Refused | None) -> ui.Form:
    fields = tuple(_fields(request, unit, refused))
    known = {one.name for one in fields}
    general = (refused.message,) if refused is not None and refused.field not in known else ()
    key = request.POST.get("key", "") or token_hex(16)
    return ui.Form(
        fields,
        (ui.Button.primary(gettext("提出申诉")),),
        general=general,
        hidden=(("key", key),),
    )


def _fields(request: HttpRequest, unit: "RoundUnit", refused: Refused | None) -> Iterator[ui.Field]:
    post = request.POST

    def error(name: str) -> str:
        return refused.message if refused is not None and refused.field == name else ""

    yield ui.Field(
        "covers",
        gettext("对什么申诉"),
        ui.FieldKind.RADIO,
        (post.get("covers", "scores"),),
        (
            ui.Option("scores", gettext("得分"), gettext("在下面选哪几项")),
            ui.Option("grades", gettext("等次")),
        ),
        error=error("covers"),
    )
    yield ui.Field(
        "items",
        gettext("哪几项的得分"),
        ui.FieldKind.CHECKBOXES,
        tuple(post.getlist("items")),
        tuple(
            ui.Option(one.id, one.title, one.heading)
            for one in appealable(pack_of(unit.round).scheme, unit.group)
        ),
        error=error("items"),
    )
    yield ui.Field(
        "text",
        gettext("理由"),
        ui.FieldKind.TEXTAREA,
        (post.get("text", ""),),
        hint=gettext("写明哪里不对、应当怎样、有什么材料。"),
        error=error("text"),
        required=True,
    )
    yield ui.Field(
        "file",
        gettext("材料（可不填）"),
        ui.FieldKind.FILE,
        hint=gettext("一个文件；有几个的，合成一个。"),
        accept=TAKEN,
        error=error("file"),
    )
