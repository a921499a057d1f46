"""The small forms beside an item: taken back, confirmed, a verdict, a comment, a whole score."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from gongkai.assessment.queries.judging.sheet import Line, Sheet
from gongkai.rules.numbers import plain
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import ComponentScore, Deduction, Evidence, ItemComment


def form(
    do: str,
    fields: tuple[ui.Field, ...],
    *buttons: ui.Button,
    label: str = "",
    **hidden: object,
) -> ui.Form:
    """Return a form that says what it does by a hidden ``do``."""
    said = (("do", do), *((name, str(value)) for name, value in hidden.items()))
    return ui.Form(fields, buttons, label=label, hidden=said, panel=False, autocomplete="off")


def reason_field(hint: str = "", label: str = "") -> ui.Field:
    """Return the field for why something is done."""
    return ui.Field("reason", label or gettext("理由"), hint=hint, required=True)


def comment_form(item: str) -> ui.Form:
    """Return the form of a word to the others who judge."""
    return form(
        "comment",
        (
            ui.Field(
                "text",
                gettext("对一起评分的人说"),
                ui.FieldKind.TEXTAREA,
                hint=gettext("考核办公室和其他评分人看得到，被考核单位看不到。"),
            ),
        ),
        ui.Button(gettext("写下")),
        label=gettext("评分备注"),
        item=item,
    )


def uncomment_form(row: "ItemComment") -> ui.Form:
    """Return the button that takes one's own comment back."""
    return form("uncomment", (), ui.Button(gettext("收回")), row=row.pk)


def withdraw_form(row: "Deduction") -> ui.Form:
    """Return the form that takes a deduction or award back."""
    return form(
        "withdraw",
        (reason_field(label=gettext("为什么撤销")),),
        ui.Button(gettext("撤销"), kind=ui.ButtonKind.DANGER),
        label=gettext("撤销扣分"),
        row=row.pk,
        item=row.item,
    )


def check_form(do: str, pk: int, item: str = "") -> ui.Form:
    """Return the button by which a second person confirms."""
    return form(do, (), ui.Button(gettext("核对无误")), row=pk, item=item)


def verdict_form(piece: "Evidence") -> ui.Form:
    """Return the form that says what a piece of evidence is worth."""
    return form(
        "verdict",
        (
            ui.Field(
                "verdict",
                gettext("认定"),
                ui.FieldKind.RADIO,
                (piece.verdict,),
                (
                    ui.Option("accepted", gettext("采信")),
                    ui.Option("doubted", gettext("存疑")),
                    ui.Option("rejected", gettext("不采信")),
                    ui.Option("", gettext("不认定")),
                ),
            ),
            ui.Field(
                "reason",
                gettext("理由"),
                values=(piece.verdict_reason,),
                hint=gettext("存疑、不采信的，写明理由。"),
            ),
        ),
        ui.Button(gettext("保存认定")),
        label=gettext("认定材料"),
        row=piece.pk,
        item=piece.item,
    )


def score_form(sheet: Sheet, component: str, maximum: str) -> ui.Form:
    """Return the form of one's own score in a component: a draft until it is submitted."""
    own = sheet.own_score(component)
    return form(
        "score",
        (
            ui.Field(
                "value",
                gettext("得分"),
                ui.FieldKind.NUMBER,
                (plain(own.value),) if own is not None and own.value is not None else (),
                suffix=gettext("分，满分 %(max)s") % {"max": maximum},
                short=True,
            ),
            ui.Field(
                "reason",
                gettext("说明"),
                ui.FieldKind.TEXTAREA,
                (own.reason,) if own is not None else (),
                hint=gettext("主要扣在哪里。不是满分的必须写。"),
            ),
        ),
        ui.Button(gettext("存草稿"), "how", "save"),
        ui.Button(gettext("提交"), "how", "submit"),
        label=gettext("得分"),
        component=component,
        version=own.version if own is not None else 0,
    )


def take_back_form(row: "ComponentScore") -> ui.Form:
    """Return the form that takes a submitted score back."""
    return form(
        "take_back",
        (reason_field(label=gettext("为什么撤回")),),
        ui.Button(gettext("撤回得分"), kind=ui.ButtonKind.DANGER),
        label=gettext("撤回得分"),
        row=row.pk,
    )


def correct_form(row: "ComponentScore", maximum: str) -> ui.Form:
    """Return the form that puts another score in the place of one, as a correction."""
    return form(
        "correct",
        (
            ui.Field(
                "value",
                gettext("更正为"),
                ui.FieldKind.NUMBER,
                (plain(row.value),) if row.value is not None else (),
                suffix=gettext("分，满分 %(max)s") % {"max": maximum},
                short=True,
                required=True,
            ),
            reason_field(label=gettext("为什么更正")),
        ),
        ui.Button(gettext("更正得分")),
        label=gettext("更正得分"),
        row=row.pk,
    )


def clear_form(line: Line) -> ui.Form | None:
    """Return the form that clears a value set by hand."""
    row = line.value
    if row is None or row.origin != "scorer":
        return None
    return form(
        "clear",
        (reason_field(label=gettext("为什么清除")),),
        ui.Button(gettext("清除"), kind=ui.ButtonKind.DANGER),
        label=gettext("清除填写的值"),
        item=line.id,
        version=row.version,
    )
