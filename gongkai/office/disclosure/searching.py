"""Finding matters opened stage by stage from anywhere in the office."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import directory
from gongkai.core.access import Viewer
from gongkai.core.directory import Found
from gongkai.disclosure.queries.matters import matters_saying
from gongkai.office.disclosure.words import category_title


@directory.provider("matters", _("分阶段事项"))
def find_matters(asker: Viewer, words: str, limit: int) -> Iterable[Found]:
    """Find the matters of the units one follows, those under way first."""
    if not words or not asker.may("disclosure.view"):
        return
    for one in matters_saying(asker, words)[:limit]:
        state = gettext("已办结") if one.closed_on is not None else gettext("进行中")
        yield Found(
            gettext("分阶段事项"),
            one.title,
            reverse("matter", args=[one.pk]),
            " · ".join((one.unit.label, category_title(one.category), state)),
        )
