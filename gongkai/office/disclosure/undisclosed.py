"""What is not disclosed: listed with its ground, the last look and the next (条例 §18)."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.queries.items import saying
from gongkai.disclosure.queries.reassessing import (
    LOOKED_AT,
    look_due,
    reassessment_rule,
    undisclosed,
)
from gongkai.office.disclosure.listing import title_of
from gongkai.office.disclosure.sections import sections
from gongkai.office.disclosure.words import attribute_label, category_title, cited
from gongkai.office.lists import (
    ChoiceFilter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    show,
)
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.disclosure.models import Item


def _ground(item: "Item") -> str:
    known = {one.id: one.title for one in rulebook.pack().reasons}
    words = (known.get(item.attribute_reason, ""), item.attribute_note)
    return "：".join(word for word in words if word)


def _last(item: "Item") -> date:
    found: date = item.__dict__["last_look"]
    return found


def _due(item: "Item") -> date | None:
    found = look_due(_last(item))
    return found[0] if found is not None else None


def _due_shown(item: "Item", today: date) -> ui.Value:
    """By when it is to be looked at again; a day that is near or over is marked."""
    found = look_due(_last(item))
    if found is None or found[1] > today:
        return found[0] if found is not None else None
    late = found[0] < today
    badge = ui.Badge(
        gettext("已逾期") if late else gettext("即将到期"), ui.Tone.BAD if late else ui.Tone.WARN
    )
    return ui.Stack.of(found[0], badge)


def _columns(today: date) -> tuple["ListColumn[Item]", ...]:
    return (
        ListColumn(
            "title",
            gettext_lazy("标题"),
            lambda item: ui.Link(title_of(item), f"{reverse('item', args=[item.key])}#reassess"),
            export=title_of,
            header=True,
        ),
        ListColumn("unit", gettext_lazy("单位"), lambda item: item.unit.label, sort="unit__path"),
        ListColumn(
            "category",
            gettext_lazy("类别"),
            lambda item: category_title(item.category),
            screen=False,
        ),
        ListColumn(
            "attribute",
            gettext_lazy("公开属性"),
            lambda item: attribute_label(item.attribute),
            sort="attribute",
            nowrap=True,
        ),
        ListColumn("ground", gettext_lazy("理由"), _ground),
        ListColumn("last", gettext_lazy("上次评估或审定"), _last, sort="last_look", nowrap=True),
        ListColumn(
            "due",
            gettext_lazy("最迟重新评估"),
            lambda item: _due_shown(item, today),
            export=_due,
            nowrap=True,
        ),
    )


def undisclosed_list(today: date) -> "ListSpec[Item]":
    """Return the list; what is near or over is as of ``today``."""
    return ListSpec(
        id="disclosure.undisclosed",
        title=gettext_lazy("不公开的信息"),
        columns=_columns(today),
        filters=(
            UnitFilter("unit", gettext_lazy("单位")),
            ChoiceFilter(
                "attribute",
                gettext_lazy("公开属性"),
                [(one.value, one.label) for one in LOOKED_AT],
                "attribute",
            ),
        ),
        default_sort="last",
        empty=gettext_lazy("没有审定为不公开的信息。"),
    )


@requires("disclosure.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List what is not disclosed, what is to be looked at first on top."""
    asker = viewer(request)
    spec = undisclosed_list(day_of(asker.at))
    words = TextFilter("q", gettext("标题、文号、索引号"), lambda word: saying(asker, word))
    context = {
        "sections": sections(request, "undisclosed"),
        "heading": gettext("不公开的信息"),
        "lead": _lead(),
    }
    listed = replace(spec, filters=(words, *spec.filters))
    return show(request, listed, undisclosed(asker), "disclosure/listed.html", context)


def _lead() -> str:
    said = gettext("情况变了、可以公开的应当公开。在事项的页面记下每次评估的意见。")
    rule = reassessment_rule()
    if rule is None:
        return said
    documents = "、".join(cited(one) for one in rule.cite)
    return said + gettext("%(rule)s（%(documents)s）。") % {
        "rule": rule.title,
        "documents": documents,
    }
