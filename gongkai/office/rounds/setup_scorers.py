"""Who scores what in a round: listed, added, ended."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions import staffing
from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.candidates import scoring_people
from gongkai.assessment.queries.rounds import units_seen
from gongkai.assessment.queries.staff import person_named, staff
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.posting import filled, number
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.rules.rounds import Verb, why_not
from gongkai.rules.scheme import Scheme
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, Scorer


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def scorers(request: HttpRequest, key: str) -> HttpResponse:
    """Show who scores; add one, or end one."""
    round_ = round_of(request, key)
    scheme = pack_of(round_).scheme
    fields = tuple(_fields(request, round_, scheme))
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            say(request, _take(request, round_))
            return HttpResponseRedirect(reverse("round-scorers", args=[key]))
        except Refused as refused:
            fields, general = filled(fields, request.POST, refused)
    closed = why_not(Verb.STAFF, round_.phase)
    form = ui.Form(
        fields, (ui.Button(gettext("安排"), "do", "add", disabled_reason=closed),), general=general
    )
    context = {
        "heading": gettext("评分人"),
        "tabs": tabs(request, round_, "round-setup"),
        "breadcrumb": breadcrumb(
            gettext("评分人"), round_, (gettext("安排"), reverse("round-setup", args=[key]))
        ),
        "rows": [_row(one, scheme) for one in staff(round_)],
        "closed": closed,
        "before": 0 if closed else len(staffing.seats_before(round_)),
        "form": form,
    }
    return render(request, "rounds/scorers.html", context, status=422 if form.errors.items else 200)


def _row(one: "Scorer", scheme: Scheme) -> dict[str, object]:
    titles = {leaf.id: leaf.title for leaf in scheme.leaves()}
    units = [unit.name for unit in one.units.all()]
    return {
        "pk": one.pk,
        "person": f"{one.person.name}（{one.person.unit.label}）",
        "part": titles.get(one.component, one.component) or gettext("考核表"),
        "units": "、".join(units) or gettext("全部单位"),
        "items": _item_words(one, scheme),
        "notes": [
            *([gettext("看不到其他评分")] if one.blind else []),
            *([gettext("复核")] if one.checks else []),
        ],
    }


def _item_words(one: "Scorer", scheme: Scheme) -> str:
    """Return what of the items is assigned: nothing where it is all of them."""
    titles = {option.value: option.label for option in _items(scheme)}
    named = "、".join(titles.get(item, item) for item in one.items)
    return gettext("只评：%(items)s") % {"items": named} if named else ""


def _items(scheme: Scheme) -> Iterator[ui.Option]:
    """Yield every item of the rubrics and every point of the checklist, each once."""
    seen = set()
    for rubric in scheme.rubrics:
        for dimension in rubric.dimensions:
            for item in dimension.items:
                if item.id not in seen:
                    seen.add(item.id)
                    yield ui.Option(item.id, item.title, dimension.title)
    for area in scheme.checklist:
        for point in area.points:
            yield ui.Option(point.id, point.title, area.title)


def _fields(request: HttpRequest, round_: "Round", scheme: Scheme) -> list[ui.Field]:
    people = scoring_people(round_.unit, day_of(viewer(request).at))
    parts = [ui.Option("", gettext("考核表"))] if scheme.rubrics else []
    parts += [ui.Option(leaf.id, leaf.title) for leaf in scheme.leaves() if leaf.scorer != "unit"]
    return [
        ui.Field(
            "person",
            gettext("谁"),
            ui.FieldKind.SELECT,
            options=(
                ui.Option("", gettext("请选择")),
                *(ui.Option(str(pk), name) for pk, name in people),
            ),
            hint=gettext("有“考评员”或“第三方评估员”角色的人。没有的，请安全管理员先授予。"),
            required=True,
        ),
        ui.Field("component", gettext("评什么"), ui.FieldKind.SELECT, options=tuple(parts)),
        ui.Field(
            "units",
            gettext("评哪些单位（不选就是全部）"),
            ui.FieldKind.CHECKBOXES,
            options=tuple(
                ui.Option(str(row.pk), row.name) for row in units_seen(viewer(request), round_)
            ),
        ),
        *_item_field(scheme),
        ui.Field(
            "checks",
            gettext("复核"),
            ui.FieldKind.CHECKBOXES,
            options=(ui.Option("1", gettext("由此人复核他人的扣分")),),
        ),
    ]


def _item_field(scheme: Scheme) -> Iterator[ui.Field]:
    options = tuple(_items(scheme))
    if options:
        yield ui.Field(
            "items",
            gettext("评哪些考核项（不选就是全部）"),
            ui.FieldKind.CHECKBOXES,
            options=options,
            hint=gettext("选了的，此人只看到、只评这几项。"),
        )


def _take(request: HttpRequest, round_: "Round") -> str:
    post, by = request.POST, viewer(request)
    if post.get("do") == "before":
        count = staffing.arrange_as_before(round_.pk, by=by)
        return gettext("照上次安排了 %(count)s 人次，请逐一核对。") % {"count": count}
    if post.get("do") == "remove":
        staffing.remove_scorer(number(post.get("scorer", "")), by=by)
        return gettext("已结束。")
    person = person_named(round_, number(post.get("person", "")), day_of(by.at))
    if person is None:
        raise Refused(gettext("没有选择评分人。请选择。"), "person")
    chosen = {number(pk) for pk in post.getlist("units")}
    rows = [row for row in units_seen(by, round_) if row.pk in chosen]
    staffing.add_scorer(
        round_.pk,
        person=person,
        component=post.get("component", ""),
        units=rows,
        items=post.getlist("items"),
        checks="checks" in post,
        by=by,
    )
    return gettext("已安排%(name)s。") % {"name": person.name}
