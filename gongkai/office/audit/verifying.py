"""Verifying the chain in the browser; the same as ``gongkai audit verify``."""

import re
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions.verifying import Verification, verify_chain
from gongkai.core.audit import Anchor
from gongkai.ui import components as ui
from gongkai.ui.access import requires

_KEPT: Final = re.compile(r"\s*(\d{1,18})\s*[:：]\s*([0-9a-fA-F]{64})\s*")


def read_anchor(text: str) -> Anchor | None:
    """Read ``number:hash`` as a verification prints it; ``None`` where it is not written so."""
    found = _KEPT.fullmatch(text)
    return Anchor(int(found[1]), found[2].lower()) if found else None


@requires("audit.view")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a kept number and hash, walk the chain, show what was found."""
    typed = request.POST.get("kept", "").strip()
    anchor = read_anchor(typed)
    wrong = bool(typed) and anchor is None
    done = None
    if request.method == "POST" and not wrong:
        done = verify_chain(anchor, by=viewer(request))
    context = {
        "breadcrumb": ui.Breadcrumb.to(gettext("核验"), (gettext("操作记录"), reverse("audit"))),
        "form": _form(typed, wrong=wrong),
        "result": _result(done) if done else None,
        "kept": f"{done.head.number}:{done.head.hash}" if done else "",
    }
    return render(request, "audit/verify.html", context)


def _form(typed: str, *, wrong: bool) -> ui.Form:
    kept = ui.Field(
        "kept",
        gettext("上次核验留存的编号和校验值"),
        values=(typed,) if typed else (),
        hint=gettext("写成“编号:校验值”。填写后还能发现末尾记录被删除或整条链被重写；可以不填。"),
        error=gettext("写法不对，应为数字、冒号和64位校验值。") if wrong else "",
    )
    return ui.Form((kept,), (ui.Button.primary(gettext("核验")),), label=gettext("核验"))


def _result(done: Verification) -> ui.Notice:
    number = {"number": done.head.number, "count": len(done.breaks)}
    if done.holds:
        return ui.Notice(
            gettext("核验通过"),
            gettext("第 1 至 %(number)s 号记录完整，没有被改动。") % number,
            ui.Tone.GOOD,
        )
    return ui.Notice(
        gettext("发现 %(count)s 处问题") % number,
        gettext("请保留现场，不要继续使用数据库，并报告安全负责人。"),
        ui.Tone.BAD,
        tuple(
            gettext("第 %(number)s 号：%(what)s") % {"number": one.number, "what": one.what}
            for one in done.breaks
        ),
        urgent=True,
    )
