"""Queries of the public search that found nothing or took long: what the office should mend."""

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.core.access import viewer
from gongkai.core.queries.searched import searched
from gongkai.core.searched import SLOW_MS
from gongkai.disclosure.open_data.addresses import SEARCH
from gongkai.office.lists import ChoiceFilter, DateFilter, ListColumn, ListSpec, TextFilter, show
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.core.models import SearchedWords

_KINDS: Final = (
    ("nothing", gettext_lazy("没有结果")),
    ("slow", gettext_lazy("响应慢")),
)


def _by_kind(rows: "QuerySet[Any]", kind: str) -> "QuerySet[Any]":
    return rows.filter(in_vain__gt=0) if kind == "nothing" else rows.filter(slowest__gte=SLOW_MS)


def _words(row: "SearchedWords") -> ui.Link:
    """The words, leading to the answer people get today."""
    return ui.Link(row.words, f"{SEARCH}?{urlencode({'q': row.words})}")


REPORT: "ListSpec[SearchedWords]" = ListSpec(
    id="search.report",
    title=gettext_lazy("检索统计"),
    columns=(
        ListColumn(
            "words",
            gettext_lazy("检索词"),
            _words,
            sort="words",
            export=lambda row: row.words,
            header=True,
        ),
        ListColumn(
            "asked",
            gettext_lazy("次数"),
            lambda row: row.__dict__["asked"],
            sort="asked",
            numeric=True,
            high_first=True,
        ),
        ListColumn(
            "in_vain",
            gettext_lazy("没有结果"),
            lambda row: row.__dict__["in_vain"],
            sort=("in_vain", "asked"),
            numeric=True,
            high_first=True,
        ),
        ListColumn(
            "slowest",
            gettext_lazy("最慢（毫秒）"),
            lambda row: row.__dict__["slowest"],
            sort="slowest",
            numeric=True,
            high_first=True,
        ),
        ListColumn(
            "last",
            gettext_lazy("最近一天"),
            lambda row: row.__dict__["last_day"],
            sort="last_day",
            nowrap=True,
            high_first=True,
        ),
    ),
    filters=(
        TextFilter("q", gettext_lazy("检索词"), ("words",)),
        ChoiceFilter("kind", gettext_lazy("问题"), _KINDS, _by_kind),
        DateFilter("day", gettext_lazy("日期"), "day"),
    ),
    default_sort="-in_vain",
    empty=gettext_lazy("还没有查不到或响应慢的检索。"),
    note=gettext_lazy("只按天计数，不记录是谁检索的；疑似含个人信息的词不记录。"),
)


@requires("search.report")
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Show the report, those most often in vain first; ``?export=`` gives it as a file."""
    lead = gettext(
        "公众检索时没有结果、或者等了 %(ms)s 毫秒以上的词。查不到的，可以补充公开或增加同义词。"
    ) % {"ms": SLOW_MS}
    return show(request, REPORT, searched(viewer(request)), context={"lead": lead})
