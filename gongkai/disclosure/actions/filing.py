"""Filing an item: the documents it interprets or clarifies, and the category it stands in.

Neither is a word of the text, so what is public is filed otherwise without a new edition, at once
and on every page it stands on, by whoever may publish it.
"""

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.disclosure import publication, rulebook
from gongkai.disclosure.actions.common import told, wrote
from gongkai.disclosure.models import OPEN_STATES, Edition, Item
from gongkai.rules.publishing.values import Availability, EditionState


def relate(
    item_id: int, *, interprets: Item | None = None, clarifies: Item | None = None, by: Viewer
) -> Item:
    """Say which document an item interprets, or which it clarifies; ``None`` takes it back.

    What is published asks for the right to publish: both pages change at once.

    Raises:
        Refused: the item itself or one that interprets it, or an edition is under review.
    """
    with acting(by) as act:
        item, edition = _to_file(act, item_id, gettext("再改关联的文件"))
        for other in (interprets, clarifies):
            if other is not None and other.pk == item.pk:
                raise Refused(gettext("事项不能解读或澄清自己。请另选一个事项。"), "document")
            if other is not None and item.pk in {other.interprets_id, other.clarifies_id}:
                raise Refused(gettext("那个事项已关联到本事项，不能再反过来。请另选。"), "document")
        before = publication.keys_of(item)
        if (item.interprets, item.clarifies) == (interprets, clarifies):
            act.unchanged()
            return item
        item.interprets, item.clarifies = interprets, clarifies
        item.save(update_fields=["interprets", "clarifies"])
        _filed(act, item, edition, before)
        told(
            act,
            "item.relate",
            item,
            edition,
            interprets=interprets.key if interprets else "",
            clarifies=clarifies.key if clarifies else "",
        )
        return item


def reclassify(item_id: int, *, category: str, reason: str = "", by: Viewer) -> Item:
    """File an item in another category. What was published asks for the right to publish.

    Address and index number stay: people have quoted them.

    Raises:
        Refused: no such category, no reason for what was published, or an edition is under review
            (its signatures would be void).
    """
    with acting(by) as act:
        item, edition = _to_file(act, item_id, gettext("再改类别"))
        node = rulebook.category(category)
        before, keys = item.category, publication.keys_of(item)
        if before == node.id:
            act.unchanged()
            return item
        if item.first_published_at is not None and not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么调整类别。"), "reason")
        item.category = node.id
        item.save(update_fields=["category"])
        _filed(act, item, edition, keys)
        told(
            act,
            "item.reclassify",
            item,
            edition,
            before=before,
            category=node.id,
            reason=reason.strip(),
        )
        return item


def _to_file(act: Act, item_id: int, then: str) -> tuple[Item, Edition | None]:
    """Return a locked item that may be filed otherwise, and its draft where it has one.

    ``then`` names what is to be done once a review has ended.
    """
    item = act.lock(Item, item_id)
    public = item.availability != Availability.UNPUBLISHED
    act.require("disclosure.publish" if public else "disclosure.write", item.unit.path)
    edition = item.editions.filter(state__in=OPEN_STATES).first()
    if edition is not None and edition.state != EditionState.DRAFT:
        raise Refused(gettext("有一版正在审核或等待发布。请先退回，%(then)s。") % {"then": then})
    return item, edition


def _filed(act: Act, item: Item, edition: Edition | None, before: frozenset[str]) -> None:
    """Note an item filed otherwise: in its draft's fingerprint, and on the pages it stands on.

    ``before`` are the keys of the pages it stood on.
    """
    if edition is not None:
        wrote(act, item, edition)
    if item.availability == Availability.LIVE:
        publication.changed(act, publication.keys_of(item) | before)
