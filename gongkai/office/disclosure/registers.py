"""Registers in the office: power, duty and service lists, rules and systems, as rows to review."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.disclosure.actions.confirming import confirm
from gongkai.disclosure.queries.registers import (
    due_for_review,
    register_counts,
    register_entries,
    register_kind,
    validity_of,
)
from gongkai.disclosure.registers import (
    brief,
    columns_of,
    columns_shown,
    name_of,
    named_by,
    text_of,
)
from gongkai.office.disclosure.sections import sections
from gongkai.office.disclosure.words import state_badge
from gongkai.office.lists import (
    BulkAction,
    ChoiceFilter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    chosen,
    show,
)
from gongkai.office.lists.filters import Filter
from gongkai.policy.disclosure import ContentType, FieldKind, FieldSpec
from gongkai.rules.publishing.values import EditionState
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition

_TEXTS = {FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PHONE}


@requires("disclosure.view")
def index(request: HttpRequest) -> HttpResponse:
    """Show every register with how much is in it and how much is to be looked at again."""
    counts = register_counts(viewer(request))
    table = ui.Table(
        caption=gettext("清单和制度"),
        columns=(
            ui.Column("name", gettext("名称"), header=True),
            ui.Column("public", gettext("已公开"), numeric=True),
            ui.Column("in_work", gettext("首次公开前"), numeric=True),
            ui.Column("due", gettext("应复核"), numeric=True),
            ui.Column("updated", gettext("最近更新"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.kind.title, reverse("register", args=[one.kind.id])),
                one.public,
                one.in_work,
                _due_link(one.kind, one.due),
                one.updated_at.date() if one.updated_at else None,
            )
            for one in counts
        ),
        caption_hidden=True,
    )
    context = {
        "sections": sections(request, "registers"),
        "heading": gettext("清单和制度"),
        "lead": gettext("按体裁汇总的权力、责任、服务等清单和规章制度，一事一行，便于对照和复核。"),
        "table": table,
    }
    return render(request, "disclosure/registers.html", context)


def _due_link(kind: ContentType, due: int) -> ui.Value:
    address = reverse("register", args=[kind.id])
    return ui.Link(str(due), f"{address}?standing=due") if due else 0


def kind_or_404(type_id: str) -> ContentType:
    """Return a register by id; raises ``Http404`` where there is none."""
    kind = register_kind(type_id)
    if kind is None:
        raise Http404(gettext("没有这种清单。请从清单目录重新进入。"))
    return kind


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, type_id: str) -> HttpResponseBase:
    """List the entries of a register, filtered, sorted, exported; confirm that ticked ones hold."""
    kind, asker = kind_or_404(type_id), viewer(request)
    spec = spec_of(kind, day_of(asker.at))
    if kind.review_months is not None and asker.may("disclosure.write"):
        confirmed = BulkAction("confirm", gettext("复核无误，不用修改"))
        spec = replace(spec, bulk=(confirmed,), label=lambda one: _name(kind, one))
    if request.method == "POST":
        return _confirm(request, spec, register_entries(asker, kind.id))
    new = ui.Link(
        gettext("新增一条"), f"{reverse('item-start')}?{urlencode({'content_type': kind.id})}"
    )
    context = {
        **frame(request, kind, "register"),
        "heading": kind.title,
        "new": new if asker.may("disclosure.write") else None,
    }
    return show(request, spec, register_entries(asker, kind.id), "disclosure/listed.html", context)


def _confirm(
    request: HttpRequest, spec: "ListSpec[Edition]", rows: "QuerySet[Edition]"
) -> HttpResponse:
    """Note of each ticked entry that it still holds; say what could not be noted."""
    picked = chosen(request, spec, rows)
    back = HttpResponseRedirect(request.get_full_path())
    if picked is None:
        say(request, gettext("请先选中已经复核的条目。"), tone=ui.Tone.FAIR)
        return back
    done, refusals = 0, []
    for entry in picked.rows:
        try:
            confirm(entry.item_id, by=viewer(request))
            done += 1
        except Refused as refused:
            refusals.append(f"{entry}：{refused.message}")
        except PermissionDenied:
            refusals.append(gettext("%(title)s：不在您的权限范围内。") % {"title": str(entry)})
    tone = ui.Tone.WARN if refusals else ui.Tone.GOOD
    say(request, gettext("已复核 %(count)s 条。") % {"count": done}, "".join(refusals), tone)
    return back


def frame(request: HttpRequest, kind: ContentType, current: str) -> dict[str, object]:
    """Return what every screen of a register has around it."""
    pages = (("register", gettext("明细")), ("register-units", gettext("各单位")))
    return {
        "sections": sections(request, "registers"),
        "breadcrumb": ui.Breadcrumb.to(kind.title, (gettext("清单和制度"), reverse("registers"))),
        "views": ui.Tabs(
            kind.title,
            tuple(
                ui.Tab(title, reverse(name, args=[kind.id]), current=name == current)
                for name, title in pages
            ),
        ),
    }


def spec_of(kind: ContentType, day: date) -> "ListSpec[Edition]":
    """Return the list of a register: the fields of its content type as columns and filters."""
    named = named_by(kind)
    return ListSpec(
        id=f"disclosure.register.{kind.id}",
        title=kind.title,
        columns=(
            ListColumn(
                "name",
                named.title if named else gettext("标题"),
                lambda one: ui.Link(_name(kind, one), reverse("item", args=[one.item.key])),
                export=lambda one: _name(kind, one),
                sort=f"details__{named.id}" if named else "title",
                header=True,
            ),
            ListColumn("title", gettext("标题"), lambda one: one.title, screen=False),
            ListColumn(
                "unit", gettext("单位"), lambda one: one.item.unit.label, sort="item__unit__path"
            ),
            *_field_columns(kind),
            *_standing_columns(kind, day),
        ),
        filters=tuple(_filters(kind, day)),
        default_sort="unit",
        empty=gettext("还没有内容。可以从上面新增，发布后列在这里。"),
    )


def _name(kind: ContentType, one: "Edition") -> str:
    return name_of(kind, str(one), one.details)


def _field_columns(kind: ContentType) -> "Iterator[ListColumn[Edition]]":
    shown = {spec.id for spec in columns_shown(kind)}
    for spec in columns_of(kind):
        sortable = spec.kind in {FieldKind.CHOICE, FieldKind.DATE, FieldKind.TEXT}
        yield ListColumn(
            f"f-{spec.id}",
            spec.title,
            _cell(spec),
            sort=F(f"details__{spec.id}") if sortable else (),
            export=_whole(spec),
            screen=spec.id in shown,
        )


def _cell(spec: FieldSpec) -> "Callable[[Edition], ui.Value]":
    return lambda one: brief(spec, one.details) or None


def _whole(spec: FieldSpec) -> "Callable[[Edition], str]":
    return lambda one: text_of(spec, one.details)


def _standing_columns(kind: ContentType, day: date) -> "Iterator[ListColumn[Edition]]":
    if kind.validity:
        yield ListColumn(
            "validity",
            gettext("有效性"),
            lambda one: in_language(validity_of(one, day).label),
            nowrap=True,
        )
    yield ListColumn(
        "state",
        gettext("状态"),
        lambda one: state_badge(one.state),
        export=lambda one: in_language(EditionState(one.state).label),
        sort="state",
    )
    yield ListColumn(
        "published",
        gettext("最近更新"),
        lambda one: one.published_at.date() if one.published_at else None,
        sort="published_at",
        nowrap=True,
        high_first=True,
    )
    yield ListColumn(
        "review",
        gettext("应复核"),
        lambda one: _review(one, day),
        export=lambda one: one.item.review_due,
        sort="item__review_due",
        nowrap=True,
    )


def _review(one: "Edition", day: date) -> ui.Value:
    """By when it is to be looked at again; a day that has come is marked."""
    due = one.item.review_due
    if due is None or one.state != EditionState.LIVE or due > day:
        return due
    return ui.Stack.of(due, ui.Badge(gettext("应复核"), ui.Tone.WARN))


def _filters(kind: ContentType, day: date) -> Iterator[Filter]:
    texts = [f"details__{spec.id}" for spec in kind.fields if spec.kind in _TEXTS]
    yield TextFilter("q", gettext("名称、依据等文字"), ("title", *texts))
    yield UnitFilter("unit", gettext("单位"), "item__unit__path")
    for spec in kind.fields:
        if spec.kind is FieldKind.CHOICE:
            choices = [(one.id, one.title) for one in spec.choices]
            yield ChoiceFilter(f"f-{spec.id}", spec.title, choices, f"details__{spec.id}")
    yield ChoiceFilter("standing", gettext("状态"), _standings(), _by_standing(day))


def _standings() -> list[tuple[str, str]]:
    return [
        ("live", gettext("已公开")),
        ("work", gettext("首次公开前")),
        ("due", gettext("应复核")),
    ]


def _by_standing(day: date) -> "Callable[[QuerySet[Any], str], QuerySet[Any]]":
    def narrowed(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
        if value == "due":
            return rows.filter(due_for_review(day))
        live = {"state": EditionState.LIVE}
        return rows.filter(**live) if value == "live" else rows.exclude(**live)

    return narrowed
