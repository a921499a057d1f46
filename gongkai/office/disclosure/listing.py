"""The list of items: one's own units, filtered, sorted, exported."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.disclosure.queries.items import having, items_for, saying, with_last_titles
from gongkai.office.disclosure.bulk import look_over
from gongkai.office.disclosure.bulk_steps import offered
from gongkai.office.disclosure.sections import sections
from gongkai.office.disclosure.words import (
    attribute_label,
    category_choices,
    category_title,
    page_badge,
    state_badge,
    type_choices,
    type_title,
)
from gongkai.office.lists import (
    BulkAction,
    ChoiceFilter,
    DateFilter,
    Filter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    chosen,
    show,
)
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition, Item

_WORK = (
    EditionState.DRAFT,
    EditionState.IN_REVIEW,
    EditionState.APPROVED,
    EditionState.SCHEDULED,
)


def _last(item: "Item") -> "Edition | None":
    """The edition in work where there is one, else the live one."""
    current: list[Edition] = item.__dict__["current"]
    return current[-1] if current else None


def title_of(item: "Item") -> str:
    """Return what an item is called: by its newest edition, one thrown away where none is left."""
    last = _last(item)
    if last is not None:
        return str(last)
    return item.__dict__.get("last_title") or item.index_number or item.key


def _title(item: "Item") -> ui.Value:
    last = _last(item)
    number = last.document_number if last is not None else ""
    link = ui.Link(title_of(item), reverse("item", args=[item.key]))
    return ui.Stack.of(link, number) if number else link


def _state(item: "Item") -> ui.Value:
    """The page, and beside it the edition in work."""
    last = _last(item)
    badges = []
    if item.availability != Availability.UNPUBLISHED:
        badges.append(page_badge(item.availability))
    if last is not None and last.state in _WORK:
        badges.append(state_badge(last.state))
    return ui.Cluster(tuple(badges)) if badges else ui.Badge(gettext("未发布"))


def _state_words(item: "Item") -> str:
    last = _last(item)
    words = [in_language(Availability(item.availability).label)]
    if last is not None and last.state in _WORK:
        words.append(in_language(EditionState(last.state).label))
    return "、".join(words)


def _states() -> Iterable[tuple[str, str]]:
    yield from ((one.value, one.label) for one in _WORK)
    yield from ((one.value, one.label) for one in Availability if one != Availability.UNPUBLISHED)


ITEMS: "ListSpec[Item]" = ListSpec(
    id="disclosure.items",
    title=gettext_lazy("公开事项"),
    columns=(
        ListColumn("title", gettext_lazy("标题"), _title, export=title_of, header=True),
        ListColumn(
            "number",
            gettext_lazy("文号"),
            lambda item: last.document_number if (last := _last(item)) else "",
            screen=False,
        ),
        ListColumn(
            "index_number",
            gettext_lazy("索引号"),
            lambda item: item.index_number,
            sort="index_number",
            screen=False,
        ),
        ListColumn("unit", gettext_lazy("单位"), lambda item: item.unit.label, sort="unit__path"),
        ListColumn("category", gettext_lazy("类别"), lambda item: category_title(item.category)),
        ListColumn("type", gettext_lazy("体裁"), lambda item: type_title(item.content_type)),
        ListColumn(
            "attribute",
            gettext_lazy("公开属性"),
            lambda item: attribute_label(item.attribute),
            sort="attribute",
            nowrap=True,
        ),
        ListColumn("state", gettext_lazy("状态"), _state, export=_state_words),
        ListColumn(
            "published",
            gettext_lazy("首次发布"),
            lambda item: item.first_published_at.date() if item.first_published_at else None,
            sort="first_published_at",
            nowrap=True,
            high_first=True,
        ),
        ListColumn(
            "made",
            gettext_lazy("建立"),
            lambda item: item.created_at.date(),
            sort="created_at",
            nowrap=True,
            screen=False,
        ),
    ),
    filters=(
        UnitFilter("unit", gettext_lazy("单位")),
        ChoiceFilter("category", gettext_lazy("类别"), category_choices, "category"),
        ChoiceFilter("type", gettext_lazy("体裁"), type_choices, "content_type"),
        ChoiceFilter(
            "attribute",
            gettext_lazy("公开属性"),
            [(one.value, one.label) for one in Attribute],
            "attribute",
        ),
        DateFilter("published", gettext_lazy("发布"), "first_published_at", moment=True),
    ),
    default_sort="-published",
    empty=gettext_lazy("还没有公开事项。可以从上面新建，或者导入一份文件。"),
)


def _filters(asker: Viewer) -> tuple[Filter, ...]:
    """Return the filters; what one does not see of an item cannot be found out by filtering."""

    def stands(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
        if value in set(Availability):
            return rows.filter(availability=value)
        return rows.filter(having(asker, EditionState(value)))

    return (
        TextFilter("q", gettext("标题、文号、索引号"), lambda word: saying(asker, word)),
        ChoiceFilter("state", gettext("状态"), _states, stands),
        *ITEMS.filters,
    )


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponseBase:
    """List the items of one's units; ticked ones lead to where a step is taken with them."""
    asker = viewer(request)
    rows = with_last_titles(items_for(asker), asker)
    bulk = tuple(BulkAction(one.key, one.text) for one in offered(asker))
    spec = replace(ITEMS, filters=_filters(asker), bulk=bulk, label=title_of)
    if request.method == "POST":
        picked = chosen(request, spec, rows)
        if picked is None:
            say(request, gettext("请先选中要办理的事项。"), tone=ui.Tone.FAIR)
            return HttpResponseRedirect(request.get_full_path())
        return look_over(request, picked.action, list(picked.rows.values_list("pk", flat=True)))
    context = {"start": asker.may("disclosure.write"), "sections": sections(request, "items")}
    return show(request, spec, rows, "disclosure/items.html", context)
