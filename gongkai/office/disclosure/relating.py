"""Saying which document an item interprets or clarifies; what a document is still owed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, day_words
from gongkai.disclosure.actions.filing import relate
from gongkai.disclosure.queries.relations import (
    MOST_FOUND,
    Owed,
    Related,
    Relations,
    document_named,
    documents_saying,
    interpretations_owed,
    related,
    relations_of,
)
from gongkai.disclosure.rulebook import clarification_type, interpretation_type
from gongkai.office.disclosure.finding import item_of
from gongkai.office.disclosure.words import cited
from gongkai.office.posting import tell
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition, Item

EDITOR = "editor"


class Relation(StrEnum):
    """How an item stands to a document: the names of its two fields."""

    INTERPRETS = "interprets"
    CLARIFIES = "clarifies"

    @property
    def label(self) -> str:
        """What the relation is called in a choice."""
        return gettext("解读") if self is Relation.INTERPRETS else gettext("澄清")


@dataclass(frozen=True, slots=True)
class Line:
    """Related documents under what they are to the item; ``form`` takes the one away again."""

    title: str
    documents: tuple[ui.Component, ...]
    form: ui.Form | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """The box that looks for the document an item is about; it changes nothing."""

    field: ui.Field
    action: str
    back: str


@dataclass(frozen=True, slots=True)
class RelationsPart:
    """The part of an item's page, or of its editor. ``closed`` says why nothing may be changed."""

    lines: tuple[Line, ...]
    owed: tuple[str, ...]
    write: tuple[ui.Link, ...]
    search: Search | None
    unfolded: bool
    closed: str


def relations_part(
    found: "Item", work: "Edition | None", asker: Viewer, back: str = ""
) -> RelationsPart | None:
    """Return what is related to an item and what may be done; ``None`` where it is nothing.

    ``back`` is ``EDITOR`` for the editor, which shows only what the item itself says.
    """
    known = relations_of(asker, found)
    closed = why_closed(found, work, asker)
    lines = tuple(_lines(found, known, back, may_change=not closed))
    if back != EDITOR:
        lines += tuple(_pointing(known))
    owed = interpretations_owed(found, day_of(asker.at)) if back != EDITOR else ()
    write = () if back == EDITOR else tuple(_ways_to_write(found, asker))
    explains = found.content_type in {interpretation_type(""), clarification_type()}
    if closed and not (lines or owed or write or explains):
        return None
    return RelationsPart(
        lines=lines,
        owed=tuple(_owed_words(one) for one in owed),
        write=write,
        search=None if closed else search_for(found, "", back),
        unfolded=explains and known.interprets is None and known.clarifies is None,
        closed=closed if explains else "",
    )


def why_closed(found: "Item", work: "Edition | None", asker: Viewer) -> str:
    """Return why the viewer may not file an item otherwise now; empty where they may."""
    public = found.availability != Availability.UNPUBLISHED
    decision = asker.decide("disclosure.publish" if public else "disclosure.write", found.unit.path)
    if not decision.allowed:
        return (
            gettext("已经公开，由有发布权限的人调整。") if public else gettext("由起草单位调整。")
        )
    if work is not None and work.state != EditionState.DRAFT:
        return gettext("有一版正在审核或等待发布，退回后才能调整。")
    return ""


def _lines(found: "Item", known: Relations, back: str, *, may_change: bool) -> Iterator[Line]:
    for relation, title, one in (
        (Relation.INTERPRETS, gettext("解读的文件"), known.interprets),
        (Relation.CLARIFIES, gettext("澄清的信息"), known.clarifies),
    ):
        if getattr(found, f"{relation}_id") is None:
            continue
        shown = _link(one) if one is not None else ui.Badge(gettext("（您无权查看）"))
        form = _take_back(found, relation, title, back) if may_change else None
        yield Line(title, (shown,), form)


def _pointing(known: Relations) -> Iterator[Line]:
    if known.interpretations:
        yield Line(gettext("政策解读"), tuple(map(_link, known.interpretations)))
    if known.clarifications:
        yield Line(gettext("有关澄清"), tuple(map(_link, known.clarifications)))


def _link(one: Related) -> ui.Component:
    href = reverse("item", args=[one.key]) if one.in_office else f"/item/{one.key}/"
    note = "" if one.is_public else gettext("未公开")
    return ui.Link(one.title, href, "　".join(word for word in (one.number, note) if word))


def _take_back(found: "Item", relation: Relation, title: str, back: str) -> ui.Form:
    button = ui.Button(gettext("取消关联"), "remove", relation.value)
    return ui.Form(
        (),
        (button,),
        action=reverse("item-relations", args=[found.key]),
        hidden=_hidden(back),
        label=gettext("取消“%(title)s”的关联") % {"title": title},
        panel=False,
    )


def _hidden(back: str) -> tuple[tuple[str, str], ...]:
    return (("back", back),) if back else ()


def _ways_to_write(found: "Item", asker: Viewer) -> Iterator[ui.Link]:
    """Yield the ways to write about a document, for whoever writes anywhere."""
    kinds = {interpretation_type(""), clarification_type()}
    about = found.content_type not in kinds and found.attribute == Attribute.PUBLIC
    if not about or not asker.may("disclosure.write"):
        return
    interpretation = interpretation_type(found.content_type)
    if interpretation:
        query = {"interprets": found.key, "content_type": interpretation}
        yield ui.Link(gettext("为本文件写解读"), f"{reverse('item-start')}?{urlencode(query)}")
    if found.availability == Availability.LIVE and clarification_type():
        query = {"clarifies": found.key, "content_type": clarification_type()}
        yield ui.Link(gettext("发布澄清"), f"{reverse('item-start')}?{urlencode(query)}")


def _owed_words(owed: Owed) -> str:
    said = gettext("%(rule)s，还缺 %(count)s 件。") % {
        "rule": owed.rule.title,
        "count": owed.lacking,
    }
    if owed.rule.together and owed.due_on is None:
        said += gettext("解读要与文件同时公开。")
    elif owed.rule.together and owed.due_on is not None:
        said += gettext("应与文件同日（%(day)s）公开，请尽快补上。") % {
            "day": day_words(owed.due_on)
        }
    elif owed.due_on is not None and owed.timing is not None:
        said += gettext("最迟 %(day)s 公开（%(rule)s，自文件公开之日起算）。") % {
            "day": day_words(owed.due_on),
            "rule": owed.timing.title,
        }
    documents = "、".join(cited(one) for one in owed.rule.cite)
    return said + gettext("依据：%(documents)s。") % {"documents": documents} if documents else said


def search_for(found: "Item", words: str, back: str = "", error: str = "") -> Search:
    """Return the box, with what was typed in it."""
    field = ui.Field(
        "q",
        gettext("解读或澄清的文件"),
        values=(words,),
        hint=gettext("填写标题里的词、文号、索引号或页面地址。"),
        error=error,
        required=True,
        of="_relations",
    )
    return Search(field, reverse("item-relations", args=[found.key]), back)


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def relations(request: HttpRequest, key: str) -> HttpResponse:
    """Look for a document, say what the item is to it, or take that back."""
    found = item_of(request, key)
    if request.method == "POST":
        tell(request, lambda: _change(request, found))
        name = "item-edit" if request.POST.get("back") == EDITOR else "item"
        return HttpResponseRedirect(reverse(name, args=[key]) + "#relations")
    asker, words = viewer(request), request.GET.get("q", "")
    back = EDITOR if request.GET.get("back") == EDITOR else ""
    documents = documents_saying(asker, words, but=found)
    named = document_named(asker, words) if words and not documents else None
    if named is not None and named.pk != found.pk:
        documents = tuple(related(asker, [named.pk]).values())
    nothing = gettext("没有找到您能看到的文件。请换一个词，或填写完整的文号、索引号。")
    context = {
        "heading": gettext("关联文件"),
        "search": search_for(found, words, back, nothing if words and not documents else ""),
        "form": _choice(found, documents, back) if documents else None,
        "breadcrumb": ui.Breadcrumb.to(
            gettext("关联文件"),
            (gettext("公开事项"), reverse("items")),
            (gettext("本事项"), reverse("item", args=[key])),
        ),
    }
    return render(request, "disclosure/relations.html", context)


def _choice(found: "Item", documents: tuple[Related, ...], back: str) -> ui.Form:
    """Return the form that says which of the documents found it is, and what the item is to it."""
    about = found.content_type == clarification_type()
    usual = Relation.CLARIFIES if about else Relation.INTERPRETS
    many = gettext("只列 %(count)s 件。没有要找的，请多写几个字，或写完整的文号。")
    options = tuple(
        ui.Option(one.key, one.title, "，".join(word for word in (one.number, one.unit) if word))
        for one in documents
    )
    return ui.Form(
        (
            ui.Field(
                "document",
                gettext("是哪份文件"),
                ui.FieldKind.RADIO,
                (options[0].value,) if len(options) == 1 else (),
                options,
                hint=many % {"count": MOST_FOUND} if len(options) == MOST_FOUND else "",
                required=True,
            ),
            ui.Field(
                "relation",
                gettext("本事项是它的"),
                ui.FieldKind.RADIO,
                (usual.value,),
                tuple(ui.Option(one.value, one.label) for one in Relation),
                required=True,
            ),
        ),
        (
            ui.Button.primary(gettext("关联")),
            ui.Link(gettext("取消"), reverse("item", args=[found.key])),
        ),
        action=reverse("item-relations", args=[found.key]),
        hidden=_hidden(back),
    )


def _change(request: HttpRequest, found: "Item") -> str:
    post, asker = request.POST, viewer(request)
    taken = post.get("remove", "")
    relation = _relation(taken or post.get("relation", ""))
    document = None if taken else document_named(asker, post.get("document", ""))
    if document is None and not taken:
        raise Refused(gettext("没有找到这份文件。请重新查找。"), "document")
    now = {Relation.INTERPRETS: found.interprets, Relation.CLARIFIES: found.clarifies}
    now[relation] = document
    relate(
        found.pk,
        interprets=now[Relation.INTERPRETS],
        clarifies=now[Relation.CLARIFIES],
        by=asker,
    )
    if taken:
        return gettext("已取消关联。")
    if found.availability == Availability.LIVE:
        return gettext("已关联，两边的公开页面马上互相链接。")
    return gettext("已关联，公开之后两边的页面互相链接。")


def _relation(value: str) -> Relation:
    try:
        return Relation(value)
    except ValueError as error:
        raise Refused(gettext("没有选择是解读还是澄清。请选择。"), "relation") from error
