"""Finding the office's own pages by name: what one may open of the navigation, and the settings."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core.access import Viewer
from gongkai.core.directory import Found, provider


def _entries() -> Iterable[tuple[str, str, str]]:
    for name, title, permission in settings.NAVIGATION:
        if permission:
            yield name, str(title), permission
    yield "notices", gettext("我的通知"), "desk.view"
    yield "preferences", gettext("我的设置"), "desk.view"
    yield "wordings", gettext("通知用语"), "notices.manage"
    yield "webhooks", gettext("群通知"), "notices.manage"


@provider("pages", _("页面"))
def pages(viewer: Viewer, words: str, limit: int) -> Iterable[Found]:
    """Find pages whose name holds the words."""
    found = (
        Found(gettext("页面"), title, reverse(name))
        for name, title, permission in _entries()
        if words in title and viewer.may(permission)
    )
    return list(found)[:limit]
