"""The legal validity of a document: where it stands, what was noted, noting and voiding."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_words
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.validity import set_validity, void_validity
from gongkai.disclosure.queries.validity import KINDS, validity_events, validity_now
from gongkai.office.disclosure.finding import item_named, item_of
from gongkai.office.posting import day, day_or_none, tell
from gongkai.rules.publishing.validity import Validity, ValidityKind, ValidityReading
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition, Item, ValidityEvent

_TONES = {
    Validity.NONE: ui.Tone.NEUTRAL,
    Validity.NOT_YET: ui.Tone.FAIR,
    Validity.EFFECTIVE: ui.Tone.GOOD,
    Validity.AMENDED: ui.Tone.WARN,
    Validity.EXPIRED: ui.Tone.BAD,
    Validity.REPEALED: ui.Tone.BAD,
}


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that was noted, in words, with the form that voids it where one may."""

    title: str
    text: str
    voided: str
    form: ui.Form | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The validity of a document on its page. ``closed`` says why nothing may be noted."""

    badge: ui.Badge
    because: str
    noted: tuple[Noted, ...]
    form: ui.Form | None
    closed: str


def validity_part(found: "Item", live: "Edition | None", asker: Viewer) -> Standing | None:
    """Return the part of an item's page about validity; ``None`` where it has none."""
    if live is None or not rulebook.pack().content_type(found.content_type).validity:
        return None
    reading = validity_now(asker, found, live)
    decision = asker.decide("disclosure.validity", found.unit.path)
    return Standing(
        badge=ui.Badge(in_language(reading.state.label), _TONES[reading.state]),
        because=_because(reading),
        noted=tuple(
            _noted(found, one, may_void=decision.allowed) for one in validity_events(found)
        ),
        form=_form(found) if decision.allowed else None,
        closed=decision.reason,
    )


def _because(reading: ValidityReading) -> str:
    event = reading.because
    if event is None or event.by is None:
        return ""
    return gettext("依据%(document)s") % {"document": str(event.by)}


def _noted(found: "Item", event: "ValidityEvent", *, may_void: bool) -> Noted:
    parts = [
        gettext("自 %(day)s 起") % {"day": day_words(event.on)},
        gettext("到 %(day)s") % {"day": day_words(event.until)} if event.until else "",
        event.article,
        event.by_text or (event.by_item.index_number if event.by_item is not None else ""),
        event.note,
    ]
    if event.kind == ValidityKind.EXPIRES:
        parts[0] = gettext("到 %(day)s") % {"day": day_words(event.on)}
    voided = (
        gettext("已作废：%(reason)s") % {"reason": event.void_reason} if event.voided_at else ""
    )
    form = _void_form(found, event) if may_void and not voided else None
    return Noted(event.get_kind_display(), "，".join(one for one in parts if one), voided, form)


def _void_form(found: "Item", event: "ValidityEvent") -> ui.Form:
    name = event.get_kind_display()
    return ui.Form(
        (ui.Field("reason", gettext("作废“%(kind)s”的理由") % {"kind": name}, required=True),),
        (ui.Button(gettext("作废这条标注"), kind=ui.ButtonKind.DANGER),),
        action=reverse("item-validity-void", args=[found.key, event.pk]),
        panel=False,
    )


def _form(found: "Item") -> ui.Form:
    kinds = tuple(ui.Option(value, str(label)) for value, label in KINDS)
    fields = (
        ui.Field(
            "kind",
            gettext("发生了什么"),
            ui.FieldKind.SELECT,
            (ValidityKind.REPEALED.value,),
            kinds,
            required=True,
        ),
        ui.Field(
            "on",
            gettext("自哪天起"),
            ui.FieldKind.DATE,
            hint=gettext("选“有效期至”时，写有效的最后一天；选“延长有效期”时，写决定延长的日子。"),
            required=True,
            short=True,
        ),
        ui.Field("until", gettext("延长到哪一天（只在延长时填）"), ui.FieldKind.DATE, short=True),
        ui.Field(
            "by_item",
            gettext("依据的文件（本站已有的）"),
            hint=gettext("填写它的索引号或页面地址，两边的页面会互相链接。"),
        ),
        ui.Field(
            "by_text",
            gettext("依据的文件（本站没有的）"),
            hint=gettext("写明文件名和文号。"),
        ),
        ui.Field("article", gettext("涉及的条款（可不填）"), hint=gettext("例如：第三条第二款。")),
        ui.Field("note", gettext("备注（可不填）")),
    )
    return ui.Form(
        fields,
        (ui.Button(gettext("记下有效性变化")),),
        action=reverse("item-validity", args=[found.key]),
        panel=False,
    )


@requires("disclosure.validity")
@require_POST
def note(request: HttpRequest, key: str) -> HttpResponse:
    """Note that a document was amended, repealed, limited or extended."""
    found = item_of(request, key)
    tell(request, lambda: _note(request, found))
    return HttpResponseRedirect(reverse("item", args=[key]))


def _note(request: HttpRequest, found: "Item") -> str:
    post, asker = request.POST, viewer(request)
    typed = post.get("by_item", "").strip()
    set_validity(
        found.pk,
        kind=_kind(post.get("kind", "")),
        on=day(post.get("on", ""), "on"),
        until=day_or_none(post.get("until", "")),
        by_item=item_named(asker, typed, "by_item") if typed else None,
        by_text=post.get("by_text", ""),
        article=post.get("article", ""),
        note=post.get("note", ""),
        by=asker,
    )
    return gettext("已记下，公开页面会显示新的有效性。")


def _kind(value: str) -> ValidityKind:
    try:
        return ValidityKind(value)
    except ValueError as error:
        raise Refused(gettext("没有选择发生了什么。请选择。"), "kind") from error


@requires("disclosure.validity")
@require_POST
def void(request: HttpRequest, key: str, event_id: int) -> HttpResponse:
    """Void what was noted by mistake."""
    found = item_of(request, key)
    tell(request, lambda: _void(request, found, event_id))
    return HttpResponseRedirect(reverse("item", args=[key]))


def _void(request: HttpRequest, found: "Item", event_id: int) -> str:
    if event_id not in {one.pk for one in validity_events(found)}:
        raise Refused(gettext("没有这条标注。请刷新页面。"))
    void_validity(event_id, reason=request.POST.get("reason", ""), by=viewer(request))
    return gettext("已作废这条标注。")
