"""The steps of an order as they are posted, each with the words said afterwards."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from gongkai.assessment.actions import mending
from gongkai.assessment.actions.mending import LineCheck, LineText
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.files import FileRefused
from gongkai.office.mending.line_forms import ACCEPT, REFUSE, UNFILE
from gongkai.office.mending.paper import order_paper
from gongkai.office.posting import day, number
from gongkai.reports.mending import order_report
from gongkai.rules.rounds.rectifications import OrderState

if TYPE_CHECKING:
    from gongkai.assessment.models import RectificationOrder

Step = Callable[[HttpRequest, "RectificationOrder"], str]


def _seen(request: HttpRequest) -> int:
    return number(request.POST.get("version", ""))


def _receive(request: HttpRequest, order: "RectificationOrder") -> str:
    mending.receive_order(order.pk, by=viewer(request))
    return gettext("已签收，期限从明天起算。")


def _issue(request: HttpRequest, order: "RectificationOrder") -> str:
    mending.issue_order(
        order.pk,
        version=_seen(request),
        number=request.POST.get("number", ""),
        by=viewer(request),
    )
    return gettext("已发出，等待单位签收。")


def _fill(request: HttpRequest, order: "RectificationOrder") -> str:
    _keep_lines(request, order)
    return gettext("已保存。")


def _keep_lines(request: HttpRequest, order: "RectificationOrder") -> "RectificationOrder":
    """Keep the files, then the words of every line: what is typed stays on the page meanwhile."""
    post, by = request.POST, viewer(request)
    lines = {line.pk: _text(post, line.pk) for line in order.lines.all() if not line.accepted}
    for pk in lines:
        _keep_files(request, pk)
    return mending.fill_lines(
        order.pk,
        lines=lines,
        report=post.get("report", "").replace("\r\n", "\n"),
        version=_seen(request),
        by=by,
    )


def _keep_files(request: HttpRequest, line_id: int) -> None:
    name = f"line-{line_id}-file"
    for file in request.FILES.getlist(name):
        try:
            data = file.read() if file.size else b""
            mending.add_line_file(line_id, file=(data, file.name or ""), by=viewer(request))
        except FileRefused as refused:
            raise Refused(refused.message, name) from refused


def _unfile(request: HttpRequest, order: "RectificationOrder") -> str:
    """Take a file away from its line; what is typed meanwhile is saved."""
    chosen = number(request.POST.get("do", "").partition(":")[2])
    if not any(one.pk == chosen for line in order.lines.all() for one in line.files.all()):
        raise Refused(gettext("没有这个文件。请刷新页面。"))
    _keep_lines(request, order)
    mending.remove_line_file(chosen, by=viewer(request))
    return gettext("已移除。")


def _text(post: QueryDict, pk: int) -> LineText:
    at = f"line-{pk}"
    return LineText(
        measure=post.get(f"{at}-measure", ""),
        responsible=post.get(f"{at}-responsible", ""),
        planned_on=_day(post, f"{at}-planned_on"),
        result=post.get(f"{at}-result", ""),
        done_on=_day(post, f"{at}-done_on"),
    )


def _day(post: QueryDict, name: str) -> date | None:
    typed = post.get(name, "").strip()
    return day(typed, name) if typed else None


def _submit(request: HttpRequest, order: "RectificationOrder") -> str:
    """Save what is typed, then submit: nobody has to save first, and nothing is lost if refused."""
    kept = _keep_lines(request, order)
    mending.submit_order_report(order.pk, version=kept.version, by=viewer(request))
    return gettext("已提交，等本单位负责人签发。")


def _sign(request: HttpRequest, order: "RectificationOrder") -> str:
    by = viewer(request)
    paper = order_paper(order, signed_by=by.name, reported_on=day_of(by.at))
    mending.sign_order_report(order.pk, version=_seen(request), document=order_report(paper), by=by)
    return gettext("已签发，整改报告已报送。")


def _take_back(request: HttpRequest, order: "RectificationOrder") -> str:
    mending.take_back_report(order.pk, reason=request.POST.get("reason", ""), by=viewer(request))
    return gettext("已退回，请填写人修改后再提交。")


def _check(request: HttpRequest, order: "RectificationOrder") -> str:
    post = request.POST
    checks = {
        line.pk: LineCheck(
            accepted=post[f"check-{line.pk}"] == ACCEPT, note=post.get(f"note-{line.pk}", "")
        )
        for line in order.lines.all()
        if post.get(f"check-{line.pk}") in {ACCEPT, REFUSE}
    }
    done = mending.check_order(order.pk, checks=checks, version=_seen(request), by=viewer(request))
    if done.state is OrderState.CLOSED:
        return gettext("全部通过，整改办结。")
    if done.state is OrderState.RETURNED:
        return gettext("已退回，单位会看到每条的理由。")
    return gettext("已保存，还有没核查的。")


def _extend(request: HttpRequest, order: "RectificationOrder") -> str:
    post = request.POST
    mending.extend_order(
        order.pk,
        until=day(post.get("until", ""), "until"),
        reason=post.get("reason", ""),
        by=viewer(request),
    )
    return gettext("已延期，已通知单位。")


def _cancel(request: HttpRequest, order: "RectificationOrder") -> str:
    mending.cancel_order(order.pk, reason=request.POST.get("reason", ""), by=viewer(request))
    return gettext("已撤销，记录保留。")


def _propose(request: HttpRequest, order: "RectificationOrder") -> str:
    post = request.POST
    mending.propose_accountability(
        order.pk,
        facts=post.get("facts", ""),
        sent_to=post.get("sent_to", ""),
        number=post.get("number", ""),
        by=viewer(request),
    )
    return gettext("已提出，可以打印问责建议报送。")


def _withdraw(request: HttpRequest, order: "RectificationOrder") -> str:
    chosen = number(request.POST.get("proposal", ""))
    if not any(one.pk == chosen for one in order.proposals.all()):
        raise Refused(gettext("没有这份问责建议。请刷新页面。"))
    mending.withdraw_proposal(chosen, reason=request.POST.get("reason", ""), by=viewer(request))
    return gettext("已撤回，记录保留。")


STEPS: Final[Mapping[str, Step]] = {
    "receive": _receive,
    "issue": _issue,
    "fill": _fill,
    UNFILE: _unfile,
    "submit": _submit,
    "sign": _sign,
    "take_back": _take_back,
    "check": _check,
    "extend": _extend,
    "cancel": _cancel,
    "propose": _propose,
    "withdraw": _withdraw,
}
"""What a posted form does, by the value of its button up to a colon."""

FORMS: Final[Mapping[str, str]] = {"submit": "fill", UNFILE: "fill"}
"""The form a button stands in, where it is not the form named like the button."""
