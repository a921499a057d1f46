"""Filing an item in another category: what it changes is said before it is done."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.filing import reclassify
from gongkai.disclosure.queries.duties import duties, rules_for
from gongkai.disclosure.queries.items import edition_in_work
from gongkai.office.disclosure.duty_parts import duty_title
from gongkai.office.disclosure.finding import item_of
from gongkai.office.disclosure.listing import title_of
from gongkai.office.disclosure.relating import why_closed
from gongkai.office.disclosure.words import category_choices, category_title
from gongkai.office.posting import filled
from gongkai.policy.disclosure import CategoryNode
from gongkai.rules.publishing.values import Availability
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import Item


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def category(request: HttpRequest, key: str) -> HttpResponse:
    """Choose another category, look over what that changes, and file the item there."""
    found, asker = item_of(request, key), viewer(request)
    chosen = str((request.POST or request.GET).get("category", ""))
    if request.method != "POST":
        return _page(request, found, chosen, _reason(found))
    try:
        reclassify(found.pk, category=chosen, reason=request.POST.get("reason", ""), by=asker)
    except Refused as refused:
        fields, general = filled(_reason(found), request.POST, refused)
        return _page(request, found, chosen, fields, general, status=422)
    say(request, gettext("已调整类别。"))
    return HttpResponseRedirect(reverse("item", args=[key]))


def _reason(found: "Item") -> tuple[ui.Field, ...]:
    public = found.first_published_at is not None
    return (
        ui.Field(
            "reason",
            gettext("为什么调整") if public else gettext("为什么调整（可不填）"),
            hint=gettext("记入办理记录，不会公开。"),
            required=public,
        ),
    )


def _page(
    request: HttpRequest,
    found: "Item",
    chosen: str,
    fields: tuple[ui.Field, ...],
    general: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    asker = viewer(request)
    known = dict(category_choices())
    other = chosen in known and chosen != found.category
    context = {
        "heading": gettext("调整类别"),
        "closed": why_closed(found, edition_in_work(found), asker),
        "choice": _choice(found, chosen if chosen in known else found.category, known),
        "move": gettext("从“%(before)s”调到“%(after)s”")
        % {"before": category_title(found.category), "after": known.get(chosen, "")},
        "effects": ui.Entries(tuple(_effects(found, rulebook.pack().node(chosen), asker)))
        if other
        else None,
        "form": _form(chosen, fields, general) if other else None,
        "breadcrumb": ui.Breadcrumb.to(
            gettext("调整类别"),
            (gettext("公开事项"), reverse("items")),
            (title_of(found), reverse("item", args=[found.key])),
        ),
    }
    return render(request, "disclosure/category.html", context, status=status)


def _choice(found: "Item", chosen: str, known: dict[str, str]) -> ui.Field:
    return ui.Field(
        "category",
        gettext("类别"),
        ui.FieldKind.SELECT,
        (chosen,),
        tuple(ui.Option(value, title) for value, title in known.items()),
        hint=gettext("现在是“%(title)s”。") % {"title": category_title(found.category)},
    )


def _form(chosen: str, fields: tuple[ui.Field, ...], general: tuple[str, ...]) -> ui.Form:
    return ui.Form(
        fields,
        (ui.Button.primary(gettext("调整类别")),),
        general=general,
        hidden=(("category", chosen),),
    )


def _effects(found: "Item", after: CategoryNode, asker: Viewer) -> Iterator[str]:
    """Yield what changes: address and number, pages, duties, review."""
    if found.index_number:
        yield gettext("索引号 %(number)s 和页面地址不变，别人引用过的仍然有效。") % {
            "number": found.index_number
        }
    else:
        yield gettext("还没有编索引号，发布时按新类别编。")
    if found.availability == Availability.LIVE:
        yield gettext("公开页面马上移到新的栏目，原来的栏目里不再有它。")
    yield from _duties(found, after, asker)
    yield from _review(found, after)


def _duties(found: "Item", after: CategoryNode, asker: Viewer) -> Iterator[str]:
    path = [int(part) for part in found.unit.path.split("/") if part]
    met = [
        duty_title(one)
        for one in duties(asker, as_of=day_of(asker.at), unit_ids=path).duties
        if one.met_by == found.pk
    ]
    if met:
        yield gettext("由它完成的 %(count)s 项公开任务不再由它完成：%(titles)s。") % {
            "count": len(met),
            "titles": "；".join(met),
        }
    rules = "、".join(one.title for one in rules_for(found.unit, after.id))
    if rules:
        yield gettext("它算作新类别的公开，时限规则是：%(rules)s。") % {"rules": rules}
    else:
        yield gettext("新类别对本单位没有公开任务。")


def _review(found: "Item", after: CategoryNode) -> Iterator[str]:
    pack = rulebook.pack()
    chain = pack.chain_of(after.id, found.content_type)
    before = (
        pack.chain_of(found.category, found.content_type) if pack.has_node(found.category) else None
    )
    if before is None or before.id != chain.id:
        yield gettext("以后的版本按“%(chain)s”审核。") % {"chain": chain.title}
    if edition_in_work(found) is not None:
        yield gettext("草稿要重新检查再送审。")
