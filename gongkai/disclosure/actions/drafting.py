"""Drafting: a new item, saving without overwriting anybody, a new edition of what is live."""

import secrets
from typing import Final

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.audit import timeline
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.disclosure import content, rulebook
from gongkai.disclosure.actions.checking import refuse_secrets
from gongkai.disclosure.actions.common import (
    draft_to_write,
    locked_edition,
    take_step,
    told,
    wrote,
)
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import (
    OPEN_STATES,
    Attachment,
    BundleMember,
    ChangeRequest,
    Edition,
    Item,
)
from gongkai.disclosure.readable import order_copies, shown_files
from gongkai.rules.publishing.editions import Transition
from gongkai.rules.publishing.values import Attribute, Availability, EditionState

# No letters that are read as digits; nothing in a key tells how many items there are.
_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
_KEY_LENGTH: Final = 10


def start_item(
    unit_id: int,
    *,
    category: str,
    content_type: str,
    title: str = "",
    interprets: Item | None = None,
    clarifies: Item | None = None,
    by: Viewer,
) -> Edition:
    """Begin an item with its first draft; the attribute is what its category suggests.

    Raises:
        Refused: no such unit, category or content type, or the unit has ended.
    """
    with acting(by) as act:
        unit = Unit.objects.filter(pk=unit_id).first()
        if unit is None or not unit.covers(day_of(by.at)):
            raise Refused(gettext("没有这个单位，或它已撤销。请重新选择。"), "unit")
        act.require("disclosure.write", unit.path)
        node = rulebook.category(category)
        kind = rulebook.content_type(content_type)
        refuse_secrets(title)
        item = Item.objects.create(
            key=new_key(),
            unit=unit,
            category=node.id,
            content_type=kind.id,
            attribute=_suggested(node.attribute),
            interprets=interprets,
            clarifies=clarifies,
            created_at=by.at,
            created_by_id=by.person_id,
        )
        edition = _new_edition(act, item, Content(title=title, issuer=unit.name))
        told(act, "item.start", item, edition, category=node.id, content_type=kind.id)
        return edition


def new_key() -> str:
    """Return a key for an item's lasting address."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_KEY_LENGTH))


def _suggested(attribute: Attribute) -> Attribute:
    """Nothing is withheld by default: that takes a person and a ground."""
    return Attribute.PUBLIC if attribute is Attribute.WITHHELD else attribute


def _new_edition(
    act: Act, item: Item, said: Content, base: Edition | None = None, number: int = 1
) -> Edition:
    edition = Edition(
        item=item,
        number=number,
        author_id=act.by.person_id,
        base=base,
        created_at=act.by.at,
        saved_at=act.by.at,
        version=0,
    )
    content.write(edition, said)
    edition.save()
    shown = shown_files(base) if base is not None else ()
    order_copies((one.file for one in shown), at=act.by.at)
    for one in shown:
        Attachment.objects.create(
            edition=edition,
            file_id=one.file_id,
            name=one.name,
            description=one.description,
            kind=one.kind,
            position=one.position,
            is_masked=one.is_masked,
        )
    wrote(act, item, edition)
    return edition


def save_draft(edition_id: int, *, version: int, said: Content, by: Viewer) -> Edition:
    """Save what an editor typed. ``version`` is the one the editor began from.

    Saving what is there already changes nothing, so automatic saving may call this as often as it
    likes.

    Raises:
        Refused: somebody saved in between (``edition.overtaken``), the text bears a secrecy
            marking (``edition.secret``), or it is no draft any more (``edition.state``).
    """
    with acting(by) as act:
        item, edition = draft_to_write(act, edition_id)
        before = edition.fingerprint
        refuse_secrets(content.words_of(said))
        changed = content.write(edition, said)
        if edition.version != version and (changed or not _unheard(item, edition, version, by)):
            raise Refused(_overtaken(edition, by), code="edition.overtaken")
        if not changed and before:
            act.unchanged()
            return edition
        wrote(act, item, edition)
        told(act, "edition.save", item, edition, fields=list(changed))
        return edition


def _unheard(item: Item, edition: Edition, version: int, by: Viewer) -> bool:
    """Whether this person saved this very text, heard no answer, and nothing happened since."""
    last = timeline(item).last()
    own = last is not None and last.verb == "edition.save" and last.actor_id == by.person_id
    return own and edition.version == version + 1


def _overtaken(edition: Edition, by: Viewer) -> str:
    others = edition.writers.exclude(pk=by.person_id).values_list("name", flat=True)
    names = "、".join(others) or gettext("您（在另一个窗口）")
    return gettext(
        "%(names)s 在您打开之后保存过这一稿，为免互相覆盖没有保存。"
        "请复制您修改的文字，刷新页面后再改。"
    ) % {"names": names}


def start_edition(item_id: int, *, by: Viewer, change_request_id: int | None = None) -> Edition:
    """Begin a new edition of a published item from its last published one.

    Raises:
        Refused: never published, or an edition is in work already.
    """
    with acting(by) as act:
        item = act.lock(Item, item_id)
        act.require("disclosure.write", item.unit.path)
        present = item.editions.filter(state__in=OPEN_STATES).first()
        if present is not None:
            raise Refused(
                gettext("第 %(number)s 版正在办理（%(state)s）。请在那一版上修改。")
                % {"number": present.number, "state": present.get_state_display()}
            )
        base = item.editions.filter(state=EditionState.LIVE).first()
        last = item.editions.order_by("-number").first()
        source = base or last
        if source is None:
            raise Refused(gettext("这个事项还没有任何一版。请新建。"))
        said = content.content_of(source)
        edition = _new_edition(act, item, _without_note(said), base, (last or source).number + 1)
        asked = _answer_with(act, item, edition, change_request_id)
        told(act, "edition.start", item, edition, asked_by=asked)
        return edition


def _without_note(said: Content) -> Content:
    return Content(**{name: getattr(said, name) for name in content.NAMES if name != "change_note"})


def _answer_with(act: Act, item: Item, edition: Edition, request_id: int | None) -> str:
    if request_id is None:
        return ""
    asked = act.lock(ChangeRequest, request_id)
    if asked.item_id != item.pk or asked.closed_at is not None:
        raise Refused(gettext("这条修改请求不属于这个事项，或已办结。请刷新页面。"))
    asked.edition = edition
    asked.save(update_fields=["edition"])
    return asked.asked_by


def discard(edition_id: int, *, reason: str = "", by: Viewer) -> Edition:
    """Throw an edition in work away; it stays in the record.

    Raises:
        Refused: it is being reviewed, or was and no reason is given.
    """
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        take_step(act, item, edition, Transition.DISCARD, reason=reason)
        edition.save(update_fields=["state"])
        BundleMember.objects.filter(edition=edition).delete()
        told(act, "edition.discard", item, edition, reason=reason)
        return edition


def decide_attribute(
    edition_id: int, *, attribute: Attribute, reason: str = "", note: str = "", by: Viewer
) -> Item:
    """Decide to whom an item is open while its draft is written (公开属性).

    ``reason`` is a ground of the national pack for what is withheld (条例 §14–16).

    Raises:
        Refused: no ground for withholding, an unknown one, or the page is live.
    """
    with acting(by) as act:
        item, edition = draft_to_write(act, edition_id)
        check_ground(attribute, reason, note)
        if item.availability == Availability.LIVE and attribute is not Attribute.PUBLIC:
            raise Refused(gettext("页面正在公开。要改为不公开，请先撤下页面。"), "attribute")
        item.attribute, item.attribute_reason, item.attribute_note = attribute, reason, note.strip()
        item.save(update_fields=["attribute", "attribute_reason", "attribute_note"])
        wrote(act, item, edition)
        told(act, "item.attribute", item, edition, attribute=attribute.value, reason=reason)
        return item


def check_ground(attribute: Attribute, reason: str, note: str) -> None:
    """Refuse an attribute without the ground it needs, or with one the pack does not know."""
    if reason:
        try:
            rulebook.pack().reason(reason)
        except LookupError as error:
            raise Refused(gettext("没有这种不予公开理由。请重新选择。"), "reason") from error
    if attribute is Attribute.WITHHELD and not reason:
        raise Refused(gettext("不予公开须选择法定理由。请选择。"), "reason")
    if attribute is not Attribute.PUBLIC and not (reason or note.strip()):
        raise Refused(
            gettext("公开属性为“%(word)s”，须写明理由。请选择或填写理由。")
            % {"word": attribute.label},
            "reason",
        )
