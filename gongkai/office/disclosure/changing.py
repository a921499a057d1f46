"""What others asked to be changed in an item, and the later look at what is not disclosed."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, day_words
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions import drafting, requests
from gongkai.disclosure.queries.changes import WAYS, ChangeStanding, change_due, change_standing
from gongkai.disclosure.queries.items import edition_in_work, reassessments, requests_for_change
from gongkai.disclosure.queries.reassessing import looks, reassessment_rule, undisclosed
from gongkai.office.disclosure.finding import item_of
from gongkai.office.disclosure.words import attribute_label, cited
from gongkai.office.posting import day, number, tell
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.disclosure.models import ChangeRequest, Edition, Item


def requests_part(found: "Item", asker: Viewer) -> list[dict[str, object]]:
    """Return what was asked to be changed, the newest first, each with what may be done now."""
    may = asker.may("disclosure.write", found.unit.path)
    work = edition_in_work(found)
    return [
        {
            "summary": _request(found, one),
            "form": _answer(found, one, work) if may and one.closed_at is None else None,
        }
        for one in requests_for_change(found)
    ]


def _request(found: "Item", one: "ChangeRequest") -> ui.Summary:
    way = one.get_way_display()
    rows: list[tuple[str, ui.Value]] = [
        (gettext("谁提出"), f"{one.asked_by}（{way}）" if way else one.asked_by),
        (gettext("哪天"), one.asked_on),
        (gettext("为什么修改"), one.why),
        (gettext("结果"), result_of(one)),
    ]
    if one.closed_at is None:
        rows.append((gettext("最迟办结"), due_in_words(found, one)))
    return ui.Summary.of(*((term, value) for term, value in rows if value))


def result_of(one: "ChangeRequest") -> str:
    """Return in words where a request stands, with the answer or the edition that settles it."""
    standing = change_standing(one)
    if standing is ChangeStanding.DECLINED:
        return gettext("没有修改：%(answer)s") % {"answer": one.answer}
    if standing is ChangeStanding.OPEN or one.edition is None:
        return gettext("待办理")
    return gettext("第 %(number)s 版（%(state)s）") % {
        "number": one.edition.number,
        "state": one.edition.get_state_display(),
    }


def due_in_words(found: "Item", one: "ChangeRequest") -> str:
    """Return by when a request is to be settled, and which rule of the pack says so."""
    due = change_due(found.category, one.asked_on)
    if due is None:
        return ""
    return gettext("%(day)s（%(rule)s）") % {"day": day_words(due[0]), "rule": due[1].title}


def _answer(found: "Item", one: "ChangeRequest", work: "Edition | None") -> ui.Form:
    draft = work is not None and work.state == EditionState.DRAFT
    words = gettext("采纳，在现有草稿里修改") if draft else gettext("采纳，起草新版")
    busy = (
        gettext("有一版正在审核或等待发布，办完才能采纳。")
        if work is not None and not draft
        else ""
    )
    start = ui.Button(words, "do", "start", ui.ButtonKind.PRIMARY, disabled_reason=busy)
    buttons = (start,) if change_standing(one) is ChangeStanding.OPEN else ()
    return ui.Form(
        (ui.Field("answer", gettext("不修改的理由（答复提出人）")),),
        (*buttons, ui.Button(gettext("答复不修改"), "do", "decline")),
        action=reverse("item-requests", args=[found.key]),
        hidden=(("request", str(one.pk)),),
        panel=False,
    )


def note_form(found: "Item", asker: Viewer, *, may_start: bool) -> ui.Form:
    """Return the form that notes who asked for a change, to be answered by a new edition or not."""
    start = (ui.Button.primary(gettext("起草新版"), "do", "start"),) if may_start else ()
    return ui.Form(
        (
            ui.Field(
                "asked_by",
                gettext("谁提出（单位或姓名）"),
                hint=gettext("只在内部记录，不会公开。自己发现要改的，可以不填，直接起草新版。"),
            ),
            ui.Field(
                "way",
                gettext("怎样提出"),
                ui.FieldKind.SELECT,
                options=(
                    ui.Option("", gettext("请选择")),
                    *(ui.Option(value, str(label)) for value, label in WAYS),
                ),
            ),
            ui.Field(
                "asked_on",
                gettext("哪天提出"),
                ui.FieldKind.DATE,
                (day_of(asker.at).isoformat(),),
                short=True,
            ),
            ui.Field("why", gettext("要求改什么、为什么"), ui.FieldKind.TEXTAREA),
        ),
        (*start, ui.Button(gettext("先登记，以后再改"), "do", "note")),
        action=reverse("item-requests", args=[found.key]),
        panel=False,
    )


@requires("disclosure.write")
@require_POST
def change_requests(request: HttpRequest, key: str) -> HttpResponse:
    """Note a request for change, decline one, or begin the edition that answers it."""
    found, do = item_of(request, key), request.POST.get("do", "")
    if do == "start":
        began: list[str] = []
        tell(request, lambda: _start(request, found, began))
        return HttpResponseRedirect(reverse("item-edit" if began else "item", args=[key]))
    tell(request, lambda: _decline(request, found) if do == "decline" else _note(request, found))
    return HttpResponseRedirect(reverse("item", args=[key]))


def _start(request: HttpRequest, found: "Item", began: list[str]) -> str:
    post, asker = request.POST, viewer(request)
    asked = number(post.get("request", ""))
    if asked:
        edition = requests.accept_change(_own(found, asked), by=asker)
    elif post.get("asked_by", "").strip():
        with transaction.atomic():
            edition = requests.accept_change(_asked(request, found).pk, by=asker)
    else:
        edition = drafting.start_edition(found.pk, by=asker)
    began.append(str(edition.pk))
    return gettext("请在草稿里修改，写明改了什么、为什么改，再送审。")


def _own(found: "Item", request_id: int) -> int:
    """Return the id of a request of this very item.

    Raises:
        Refused: it is one of another item, or there is none.
    """
    if request_id not in {one.pk for one in requests_for_change(found)}:
        raise Refused(gettext("没有这个修改请求。请刷新页面。"))
    return request_id


def _asked(request: HttpRequest, found: "Item") -> "ChangeRequest":
    post, asker = request.POST, viewer(request)
    return requests.request_change(
        found.pk,
        asked_by=post.get("asked_by", ""),
        asked_on=day(post["asked_on"], "asked_on") if "asked_on" in post else day_of(asker.at),
        way=post.get("way", ""),
        why=post.get("why", ""),
        by=asker,
    )


def _note(request: HttpRequest, found: "Item") -> str:
    _asked(request, found)
    return gettext("已登记修改请求。")


def _decline(request: HttpRequest, found: "Item") -> str:
    post = request.POST
    asked = _own(found, number(post.get("request", "")))
    requests.decline_change(asked, answer=post.get("answer", ""), by=viewer(request))
    return gettext("已答复。")


def reassessment_part(found: "Item", asker: Viewer) -> dict[str, object] | None:
    """Return the later looks at what is not disclosed, and the form for another (条例 §18)."""
    if found.attribute == Attribute.PUBLIC or found.availability == Availability.LIVE:
        return None
    work = edition_in_work(found)
    is_settled = work is None or work.state == EditionState.APPROVED
    may = asker.may("disclosure.write", found.unit.path) and is_settled
    lines = tuple(
        gettext("%(day)s %(who)s：%(attribute)s。%(note)s")
        % {
            "day": day_words(one.on),
            "who": one.name,
            "attribute": attribute_label(one.attribute),
            "note": one.note,
        }
        for one in reassessments(found)
    )
    return {
        "looks": ui.Entries(lines) if lines else None,
        "next": _next_look(asker, found),
        "form": _look(found) if may else None,
    }


def _next_look(asker: Viewer, found: "Item") -> str:
    """Return by when it is to be looked at again, by which rule and clause."""
    look = next(looks(undisclosed(asker).filter(pk=found.pk)), None)
    rule = reassessment_rule()
    if look is None or rule is None:
        return ""
    return gettext("上次 %(last)s，最迟 %(due)s 重新评估（%(rule)s）。依据：%(documents)s。") % {
        "last": day_words(look.last_on),
        "due": day_words(look.due_on),
        "rule": rule.title,
        "documents": "、".join(cited(one) for one in rule.cite),
    }


def _look(found: "Item") -> ui.Form:
    return ui.Form(
        (
            ui.Field(
                "attribute",
                gettext("现在应当"),
                ui.FieldKind.RADIO,
                (found.attribute,),
                tuple(ui.Option(one.value, in_language(one.label)) for one in Attribute),
            ),
            ui.Field(
                "reason",
                gettext("不予公开的法定理由"),
                ui.FieldKind.SELECT,
                (found.attribute_reason,),
                (
                    ui.Option("", gettext("无")),
                    *(ui.Option(one.id, one.title) for one in rulebook.pack().reasons),
                ),
            ),
            ui.Field("note", gettext("评估意见"), ui.FieldKind.TEXTAREA, required=True),
        ),
        (ui.Button(gettext("记下评估")),),
        action=reverse("item-reassess", args=[found.key]),
        panel=False,
    )


@requires("disclosure.write")
@require_POST
def reassess(request: HttpRequest, key: str) -> HttpResponse:
    """Note a later look at what is not disclosed."""
    found = item_of(request, key)
    tell(request, lambda: _reassess(request, found))
    return HttpResponseRedirect(reverse("item", args=[key]))


def _reassess(request: HttpRequest, found: "Item") -> str:
    post, asker = request.POST, viewer(request)
    if post.get("attribute") not in set(Attribute):
        raise Refused(gettext("没有选择公开属性。请选择。"), "attribute")
    made = requests.reassess(
        found.pk,
        attribute=Attribute(post["attribute"]),
        on=day_of(asker.at),
        reason=post.get("reason", ""),
        note=post.get("note", ""),
        by=asker,
    )
    if made.attribute == Attribute.PUBLIC:
        return gettext("已记下：可以公开。请起草新版或继续原来的草稿，审核后发布。")
    return gettext("已记下。")
