"""Looking again at what is public: it still holds, or a new edition is begun."""

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.common import told
from gongkai.disclosure.models import Item
from gongkai.rules.publishing.values import Availability, EditionState


def confirm(item_id: int, *, by: Viewer) -> Item:
    """Note that somebody has looked and the item still holds; the next look is due from today.

    Raises:
        Refused: the item is not public, or its content type asks for no second look.
    """
    with acting(by) as act:
        item = act.lock(Item, item_id)
        act.require("disclosure.write", item.unit.path)
        if item.availability != Availability.LIVE:
            raise Refused(gettext("这个事项没有公开，不用复核。"))
        due = rulebook.review_due(item.content_type, day_of(by.at))
        if due is None:
            raise Refused(gettext("这种体裁不要求定期复核。"))
        if item.review_due == due:
            act.unchanged()
            return item
        item.review_due = due
        item.save(update_fields=["review_due"])
        live = item.editions.get(state=EditionState.LIVE)
        told(act, "item.confirm", item, live, next=due.isoformat())
        return item
