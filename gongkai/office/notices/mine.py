"""A person's own notices: the list, and marking as read."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.core.access import viewer
from gongkai.core.actions.notices import mark_read
from gongkai.core.models import Notice
from gongkai.core.queries.notices import my_notices
from gongkai.office.lists import (
    BulkAction,
    ChoiceFilter,
    DateFilter,
    ListColumn,
    ListSpec,
    TextFilter,
    chosen,
    show,
)
from gongkai.office.lists.filters import Rows
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


def _by_state(rows: Rows, state: str) -> Rows:
    return rows.filter(read_at__isnull=state == "unread")


def _title(notice: Notice) -> ui.Value:
    if not notice.href:
        return ui.Stack.of(notice.title, notice.text) if notice.text else notice.title
    link = ui.Link(notice.title, reverse("notice-open", args=[notice.pk]))
    return ui.Stack.of(link, notice.text) if notice.text else link


def _state(notice: Notice) -> ui.Badge:
    if notice.read_at is None:
        return ui.Badge(gettext("未读"), ui.Tone.FAIR)
    return ui.Badge(gettext("已读"))


NOTICES: ListSpec[Notice] = ListSpec(
    id="notices",
    title=_("我的通知"),
    columns=(
        ListColumn("title", _("通知"), _title, sort="title", export=lambda n: n.title, header=True),
        ListColumn("text", _("内容"), lambda n: n.text, screen=False),
        ListColumn("state", _("状态"), _state, export=lambda n: _state(n).text, nowrap=True),
        ListColumn(
            "at",
            _("时间"),
            lambda n: n.created_at,
            sort="created_at",
            nowrap=True,
            high_first=True,
        ),
    ),
    filters=(
        TextFilter("q", _("查找"), ("title", "text")),
        ChoiceFilter("state", _("状态"), (("unread", _("未读")), ("read", _("已读"))), _by_state),
        DateFilter("at", _("日期"), "created_at", moment=True),
    ),
    default_sort="-at",
    empty=_("还没有通知"),
    bulk=(BulkAction("read", _("标为已读")),),
    label=lambda n: n.title,
)


@requires("desk.view")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponseBase:
    """Show the notices; a posted form marks the ticked ones as read."""
    asker = viewer(request)
    if request.method == "POST":
        picked = chosen(request, NOTICES, my_notices(asker))
        count = mark_read([one.pk for one in picked.rows], by=asker) if picked else 0
        return _told(request, count)
    return show(request, NOTICES, my_notices(asker), "notices/mine.html")


@requires("desk.view")
@require_POST
def read_all(request: HttpRequest) -> HttpResponseRedirect:
    """Mark every notice as read."""
    return _told(request, mark_read(None, by=viewer(request)))


def _told(request: HttpRequest, count: int) -> HttpResponseRedirect:
    if count:
        words = ngettext("已将 %(count)s 条标为已读。", "已将 %(count)s 条标为已读。", count)
        say(request, words % {"count": count})
    else:
        say(request, gettext("没有选中未读的通知。"), tone=ui.Tone.FAIR)
    here = reverse("notices")
    return HttpResponseRedirect(request.get_full_path() if request.path == here else here)


@requires("desk.view")
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark a notice as read and go where it leads; somebody else's is not there."""
    asker = viewer(request)
    notice = get_object_or_404(my_notices(asker), pk=notice_id)
    mark_read([notice.pk], by=asker)
    return HttpResponseRedirect(notice.href or reverse("notices"))
