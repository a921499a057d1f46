"""A person keeps a filter of a list under a name of their own."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Refused, acting
from gongkai.core.models import SavedFilter

verbs.register("filter.keep", _("保存筛选"), _("保存了筛选“%(title)s”"))
verbs.register("filter.drop", _("删除筛选"), _("删除了筛选“%(title)s”"))

MAX_KEPT: Final = 20


def keep_filter(list_id: str, *, name: str, query: str, by: Viewer) -> SavedFilter:
    """Keep a filter; one of the same name on the same list is replaced.

    Raises:
        Refused: no name, nothing filtered, or too many kept on this list.
    """
    clean = " ".join(name.split())
    if by.person_id is None:
        raise Refused(gettext("请先登录。"))
    if not clean or len(clean) > 50:
        raise Refused(gettext("请给筛选起一个名称，不超过50个字。"), "name")
    if not query.startswith("?") or len(query) > 1000:
        raise Refused(gettext("没有可保存的筛选条件。"), "query")
    with acting(by) as act:
        act.permit("one's own filters")
        others = SavedFilter.objects.filter(person_id=by.person_id, list_id=list_id)
        if others.exclude(name=clean).count() >= MAX_KEPT:
            raise Refused(
                gettext("每个列表最多保存%(count)s个筛选，请先删除不用的。") % {"count": MAX_KEPT},
                "name",
            )
        kept, _ = SavedFilter.objects.update_or_create(
            person_id=by.person_id, list_id=list_id, name=clean, defaults={"query": query}
        )
        act.event("filter.keep", kept, title=clean, data={"list": list_id, "query": query})
    return kept


def drop_filter(filter_id: int, *, by: Viewer) -> None:
    """Drop a kept filter of one's own; dropping it twice changes nothing."""
    with acting(by) as act:
        act.permit("one's own filters")
        kept = SavedFilter.objects.filter(pk=filter_id, person_id=by.person_id or 0).first()
        if kept is None:
            act.unchanged()
            return
        act.event("filter.drop", kept, title=kept.name, data={"list": kept.list_id})
        kept.delete()
