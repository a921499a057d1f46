"""Finding the item and the edition an address names, where the viewer may see them."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.disclosure.queries.items import edition_in_work, find_item, items_for

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition, Item


def item_of(request: HttpRequest, key: str) -> "Item":
    """Return an item; to whom may not see it, it does not exist.

    Raises:
        Http404: there is no such item, or not for this viewer.
    """
    found = find_item(viewer(request), key)
    if found is None:
        raise Http404(gettext("没有这个公开事项，或者不在您的权限范围内。"))
    return found


def draft_of(request: HttpRequest, key: str) -> "tuple[Item, Edition]":
    """Return an item with its edition in work.

    Raises:
        Http404: no such item for this viewer, or nothing is in work.
    """
    item = item_of(request, key)
    edition = edition_in_work(item)
    if edition is None:
        raise Http404(gettext("这个事项没有正在办理的版本。可以在事项页起草新版。"))
    return item, edition


def item_named(asker: Viewer, typed: str, field: str) -> "Item":
    """Return the item somebody typed: its index number, its key, or the address of its page.

    Raises:
        Refused: there is none, or not for this viewer.
    """
    words = typed.strip()
    found = find_item(asker, words.strip("/").rpartition("/")[2])
    if found is None and words:
        found = items_for(asker).filter(index_number=words).first()
    if found is None:
        raise Refused(gettext("没有找到这个事项。请核对索引号。"), field)
    return found
