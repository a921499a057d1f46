"""The form of a draft: title, ground and term, then the problems one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.core.actions import Refused
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import RectificationOrder

_EMPTY_ROWS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A problem as it stands in the form: ``name`` tells its fields apart."""

    name: str
    problem: str = ""
    clause: str = ""
    finding: int = 0
    item: str = ""


def head_fields(
    post: QueryDict | None, *, order: "RectificationOrder | None" = None, title: str = ""
) -> Iterator[ui.Field]:
    """Yield what stands above the problems: as typed, else as drafted."""
    known = {
        "title": order.title if order is not None else title,
        "basis": order.basis if order is not None else "",
        "term": order.term if order is not None else "",
        "due_on": order.due_on.isoformat() if order is not None and order.due_on else "",
    }
    if post is not None:
        known = {name: post.get(name, "") for name in known}
    yield ui.Field("title", gettext("标题"), values=(known["title"],), required=True)
    yield ui.Field(
        "basis",
        gettext("依据和缘由（可不填）"),
        ui.FieldKind.TEXTAREA,
        (known["basis"],),
        hint=gettext("写在通知开头，例如哪次检查、按哪个办法。"),
        short=True,
    )
    yield ui.Field(
        "term",
        gettext("期限"),
        values=(known["term"],),
        hint=gettext("从签收次日起算，写成“一个月”“20 日”“15 个工作日”。填了截止日的，按截止日。"),
        short=True,
    )
    yield ui.Field(
        "due_on",
        gettext("或者截止日"),
        ui.FieldKind.DATE,
        (known["due_on"],),
        hint=gettext("原文没有期限的，由发出单位书面定。"),
        short=True,
    )


def draft_form(
    head: tuple[ui.Field, ...],
    problems: Iterable[Problem],
    refused: Refused | None,
    button: str,
    hidden: tuple[tuple[str, str], ...],
) -> ui.Form:
    """Return the form: head, the problems, and a few empty rows for more."""
    errors = {refused.field: refused.message} if refused is not None else {}
    fields = [_marked(one, errors) for one in head]
    rows = list(problems)
    blank = [row for row in rows if not row.problem.strip() and not row.name.isdigit()]
    rows += [Problem(name=f"new{len(rows) + n}") for n in range(_EMPTY_ROWS - len(blank))]
    groups = [
        ui.FieldGroup(
            f"line-{one.name}",
            gettext("第 %(n)s 条") % {"n": place},
            tuple(_problem_fields(one, errors if place == 1 else {})),
            hint=gettext("不要的清空即可。") if place == 1 else "",
        )
        for place, one in enumerate(rows, start=1)
    ]
    parts = (*fields, *groups)
    known = {one.name for one in ui.leaves(parts)}
    general = (
        (refused.message,)
        if refused is not None and refused.field not in {*known, "problems"}
        else ()
    )
    return ui.Form(
        ui.leaves(parts),
        (ui.Button.primary(button),),
        general=general,
        hidden=hidden,
        drawn=parts,
    )


def _marked(field: ui.Field, errors: dict[str, str]) -> ui.Field:
    return replace(field, error=errors.get(field.name, ""))


def _problem_fields(one: Problem, errors: dict[str, str]) -> Iterator[ui.Field]:
    yield ui.Field(
        f"problem-{one.name}",
        gettext("问题"),
        ui.FieldKind.TEXTAREA,
        (one.problem,),
        error=errors.get("problems", ""),
        short=True,
    )
    yield ui.Field(f"clause-{one.name}", gettext("依据（可不填）"), values=(one.clause,))
