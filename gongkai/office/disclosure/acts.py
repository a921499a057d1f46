"""What people do on the page of an item. Each post is one action, then back to the page."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import moment_words
from gongkai.disclosure.actions import pages, releasing, reviewing
from gongkai.disclosure.queries.items import edition_in_work, live_edition
from gongkai.office.disclosure.finding import item_named, item_of
from gongkai.office.posting import tell
from gongkai.rules.publishing.availability import RemovalGround
from gongkai.rules.publishing.chains import AUTHOR
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition, Item

ZONE: Final = ZoneInfo("Asia/Shanghai")
Verb = Callable[[HttpRequest, "Item", "Edition"], str]


@requires("disclosure.view")
@require_POST
def act(request: HttpRequest, key: str) -> HttpResponse:
    """Take a step of the workflow with the edition in work."""
    found = item_of(request, key)
    edition = edition_in_work(found) or live_edition(found)
    verb = _VERBS.get(request.POST.get("do", ""))
    if edition is None or verb is None:
        say(request, gettext("没有可以办理的版本。"), tone=ui.Tone.WARN)
    else:
        tell(request, lambda: verb(request, found, edition))
    return HttpResponseRedirect(reverse("item", args=[key]))


def _sign(request: HttpRequest, found: "Item", edition: "Edition") -> str:
    del found
    post = request.POST
    reviewing.sign(
        edition.pk,
        step=post.get("step", ""),
        fingerprint=post.get("fingerprint", ""),
        opinion=post.get("opinion", ""),
        by=viewer(request),
    )
    return gettext("已签批。")


def _return(request: HttpRequest, found: "Item", edition: "Edition") -> str:
    del found
    post = request.POST
    reviewing.return_(
        edition.pk,
        to_step=post.get("to_step") or AUTHOR,
        reason=post.get("reason", ""),
        by=viewer(request),
    )
    return gettext("已退回。")


def _withdraw_submission(request: HttpRequest, found: "Item", edition: "Edition") -> str:
    del found
    reviewing.withdraw_submission(edition.pk, by=viewer(request))
    return gettext("已撤回送审，可以继续修改。")


def _publish(request: HttpRequest, found: "Item", edition: "Edition") -> str:
    del found
    releasing.publish(edition.pk, by=viewer(request))
    return gettext("已发布，公开页面马上更新。")


def _publish_urgent(request: HttpRequest, found: "Item", edition: "Edition") -> str:
    del found
    releasing.publish_urgent(edition.pk, reason=request.POST.get("reason", ""), by=viewer(request))
    return gettext("已紧急发布，请尽快补办审核。")


def _schedule(request: HttpRequest, found: "Item", edition: "Edition") -> str:
    del found
    at = moment(request.POST.get("day", ""), request.POST.get("minute", ""))
    releasing.schedule(edition.pk, release_at=at, by=viewer(request))
    return gettext("已定于 %(at)s 发布（北京时间）。") % {"at": moment_words(at)}


def _unschedule(request: HttpRequest, found: "Item", edition: "Edition") -> str:
    del found
    releasing.unschedule(edition.pk, by=viewer(request))
    return gettext("已取消定时。")


_VERBS: Final[dict[str, Verb]] = {
    "sign": _sign,
    "return": _return,
    "withdraw_submission": _withdraw_submission,
    "publish": _publish,
    "publish_urgent": _publish_urgent,
    "schedule": _schedule,
    "unschedule": _unschedule,
}


def moment(day: str, minute: str) -> datetime:
    """Return a typed day and minute of Beijing time.

    Raises:
        Refused: not a day, or not a minute.
    """
    try:
        return datetime.strptime(f"{day.strip()} {minute.strip()}", "%Y-%m-%d %H:%M").replace(
            tzinfo=ZONE
        )
    except ValueError as error:
        raise Refused(gettext("时间要写成 2026-03-02 和 09:00 的样子。请改正。"), "day") from error


@requires("disclosure.publish")
@require_POST
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw, remove, redirect or restore the page of an item."""
    found = item_of(request, key)
    tell(request, lambda: _page_step(request, found))
    return HttpResponseRedirect(reverse("item", args=[key]))


def _page_step(request: HttpRequest, found: "Item") -> str:
    post, asker = request.POST, viewer(request)
    reason = post.get("reason", "")
    match post.get("do", ""):
        case "withdraw":
            pages.withdraw_page(
                found.pk,
                ground=_ground(post.get("ground", "")),
                notice=post.get("notice", ""),
                reason=reason,
                by=asker,
            )
            return gettext("页面已撤下，原地址显示您写的说明。")
        case "remove":
            pages.remove_page(
                found.pk, ground=_ground(post.get("ground", "")), reason=reason, by=asker
            )
            return gettext("页面已删除。")
        case "redirect":
            target = item_named(asker, post.get("target", ""), "target")
            pages.redirect_page(found.pk, target_id=target.pk, reason=reason, by=asker)
            return gettext("已设为跳转。")
        case "restore":
            pages.restore_page(found.pk, reason=reason, by=asker)
            return gettext("页面已恢复公开。")
    raise Refused(gettext("没有这种操作。请刷新页面。"))


def _ground(value: str) -> RemovalGround:
    try:
        return RemovalGround(value)
    except ValueError as error:
        raise Refused(gettext("没有选择原因。请选择。"), "ground") from error
