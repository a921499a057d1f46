"""The forms of an appeal that are open to a person now, holding what was typed."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.assessment.queries.appeals import candidates, hears
from gongkai.assessment.queries.rounds import is_own
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.rules.rounds.appeals import AppealStep, why_not_appeal
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Appeal

Given = Callable[[str], str]


def forms(
    asker: Viewer,
    row: "Appeal",
    *,
    post: QueryDict | None = None,
    refused: tuple[str, Refused] | None = None,
) -> dict[str, ui.Form]:
    """Return the forms open to a person, by what they do; the refused one holds what was typed."""
    found = {}
    for name in _open(asker, row):
        wrong = refused[1] if refused is not None and refused[0] == name else None
        found[name] = _form(name, asker, row, post if wrong is not None else None, wrong)
    return found


def _open(asker: Viewer, row: "Appeal") -> Iterator[str]:
    def may(step: AppealStep) -> bool:
        return not why_not_appeal(step, row.state)

    if asker.may("assessment.run", row.round_unit.round.unit.path):
        steps = (AppealStep.ADMIT, AppealStep.REFUSE, AppealStep.APPOINT, AppealStep.CORRECT)
        yield from (step.value for step in steps if may(step))
    if hears(asker, row) and asker.may("assessment.hear") and may(AppealStep.DECIDE):
        yield AppealStep.DECIDE.value
    if is_own(asker, "assessment.self", row.round_unit) and may(AppealStep.WITHDRAW):
        yield AppealStep.WITHDRAW.value


def _form(
    name: str, asker: Viewer, row: "Appeal", post: QueryDict | None, refused: Refused | None
) -> ui.Form:
    fields = tuple(_fields(name, asker, row, post, refused))
    known = {one.name for one in fields}
    general = (refused.message,) if refused is not None and refused.field not in known else ()
    return ui.Form(
        fields,
        (_button(name),),
        general=general,
        panel=name == "decide",
        legend=gettext("复核决定") if name == "decide" else "",
        label=_button(name).text,
    )


def _button(name: str) -> ui.Button:
    primary, danger = ui.ButtonKind.PRIMARY, ui.ButtonKind.DANGER
    text, kind = {
        "admit": (gettext("受理"), primary),
        "refuse": (gettext("不予受理"), danger),
        "appoint": (gettext("安排复核人员"), primary),
        "decide": (gettext("作出决定"), primary),
        "correct": (gettext("按复核决定更正得分"), primary),
        "withdraw": (gettext("撤回申诉"), danger),
    }[name]
    return ui.Button(text, "do", name, kind)


def _fields(
    name: str, asker: Viewer, row: "Appeal", post: QueryDict | None, refused: Refused | None
) -> Iterator[ui.Field]:
    def typed(field: str) -> tuple[str, ...]:
        return (post.get(field, ""),) if post is not None else ()

    def error(field: str) -> str:
        return refused.message if refused is not None and refused.field == field else ""

    if name == "refuse":
        yield ui.Field(
            "reason",
            gettext("为什么不受理"),
            ui.FieldKind.TEXTAREA,
            typed("reason"),
            error=error("reason"),
            required=True,
            short=True,
        )
    elif name == "withdraw":
        yield ui.Field("reason", gettext("为什么撤回（可不填）"), values=typed("reason"))
    elif name == "appoint":
        yield _people(asker, row, post, error("people"))
    elif name == "decide":
        yield from _decision(typed, error)


def _people(asker: Viewer, row: "Appeal", post: QueryDict | None, error: str) -> ui.Field:
    """Return who may hear it to choose from; who may not is named below with the reason."""
    found = candidates(row, day_of(asker.at))
    barred = "；".join(f"{one.person.name}（{one.why_not}）" for one in found if one.why_not)
    present = {str(pk) for pk in row.hearers.values_list("pk", flat=True)}
    chosen = tuple(post.getlist("people")) if post is not None else tuple(present)
    return ui.Field(
        "people",
        gettext("复核人员"),
        ui.FieldKind.CHECKBOXES,
        chosen,
        tuple(
            ui.Option(str(one.person.pk), one.person.name, one.person.unit.label)
            for one in found
            if not one.why_not
        ),
        hint=gettext("不能复核：%(named)s。") % {"named": barred}
        if barred
        else gettext("没有给这个单位评过分、也没有参加审定的人。"),
        error=error,
    )


def _decision(
    typed: Callable[[str], tuple[str, ...]], error: Callable[[str], str]
) -> Iterator[ui.Field]:
    yield ui.Field(
        "outcome",
        gettext("决定"),
        ui.FieldKind.RADIO,
        typed("outcome"),
        (
            ui.Option("upheld", gettext("维持"), gettext("结果不变")),
            ui.Option("partly", gettext("部分更正"), gettext("有的成立，考核办公室随后更正")),
            ui.Option("changed", gettext("更正"), gettext("申诉成立，考核办公室随后更正")),
        ),
        error=error("outcome"),
        required=True,
    )
    yield ui.Field(
        "reason",
        gettext("理由"),
        ui.FieldKind.TEXTAREA,
        typed("reason"),
        hint=gettext("逐项说明查明的事实、依据，怎样更正。写入决定书。"),
        error=error("reason"),
        required=True,
    )
    yield ui.Field(
        "number",
        gettext("决定书文号（可不填）"),
        values=typed("number"),
        hint=gettext("不填的，按本机关的复核序号编。"),
        short=True,
    )
