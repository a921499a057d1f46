"""The form of one answer, and what was typed in it."""

from dataclasses import replace
from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.actions.selfing.answering import Said
from gongkai.assessment.queries.selfing import ItemView, SelfView
from gongkai.assessment.selfform import Question
from gongkai.core.actions import Refused
from gongkai.office.decimals import number_or_none
from gongkai.office.posting import filled
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Method
from gongkai.ui import components as ui

STATES: Final = (
    ("done", gettext_lazy("已落实")),
    ("partly", gettext_lazy("部分落实")),
    ("not_done", gettext_lazy("未落实")),
    ("not_applicable", gettext_lazy("不涉及")),
)


def answer_form(view: SelfView, one: ItemView) -> ui.Form:
    """Return the form of an item, holding what stands there."""
    question = one.question
    return ui.Form(
        tuple(_fields(question, one)),
        (ui.Button(gettext("保存"), "save", "1"),),
        action=reverse("self-item", args=[view.unit.round.key, view.unit.unit.code, question.id]),
        label=gettext("填写“%(title)s”") % {"title": question.title},
        hidden=(("version", str(one.version)),),
        panel=False,
        autocomplete="off",
    )


def _fields(question: Question, one: ItemView) -> list[ui.Field]:
    reason = ui.Field(
        "reason",
        gettext("说明"),
        ui.FieldKind.TEXTAREA,
        (one.row.reason if one.row else "",),
    )
    claimed = one.claim is not None and one.claim.approved is not False
    if claimed:
        return [reason]
    return [_score(question, one) if question.scored else _state(one), reason]


def _score(question: Question, one: ItemView) -> ui.Field:
    score = one.row.score if one.row is not None else None
    item = question.item
    if item is not None and item.method is Method.LEVELS:
        options = (ui.Option("", gettext("请选择")), *_levels(question))
        present = plain(score) if score is not None else ""
        return ui.Field("score", gettext("自评档次"), ui.FieldKind.SELECT, (present,), options)
    return ui.Field(
        "score",
        gettext("自评得分"),
        ui.FieldKind.NUMBER,
        (plain(score) if score is not None else "",),
        suffix=gettext("分，满分 %(most)s 分") % {"most": plain(question.most)},
        short=True,
        hint=_in_the_end(question),
    )


def _levels(question: Question) -> list[ui.Option]:
    item = question.item
    return [
        ui.Option(
            plain(level.points),
            gettext("%(level)s（%(points)s 分）")
            % {"level": level.title, "points": plain(level.points)},
        )
        for level in (item.levels if item is not None else ())
    ]


def _in_the_end(question: Question) -> str:
    """Say where the unit's own figure is not what counts."""
    if question.by_survey:
        return gettext("最后按问卷计分，这里填本单位的估计，不用附佐证。")
    if question.by_record:
        return gettext("最后按记录计算，这里填本单位自己的计算。")
    return ""


def _state(one: ItemView) -> ui.Field:
    present = one.row.state if one.row is not None else ""
    return ui.Field(
        "state",
        gettext("落实情况"),
        ui.FieldKind.RADIO,
        (present,),
        tuple(ui.Option(value, str(words)) for value, words in STATES),
    )


def typed(post: QueryDict) -> Said:
    """Return what was typed.

    Raises:
        Refused: the score is no number.
    """
    return Said(
        score=number_or_none(post.get("score", ""), "score"),
        state=post.get("state", ""),
        reason=post.get("reason", "").replace("\r\n", "\n"),
    )


def with_refusal(form: ui.Form, post: QueryDict, refused: Refused) -> ui.Form:
    """Return the form with what was typed, the error at its place, and the version it came with."""
    fields, general = filled(form.fields, post, refused)
    version = post.get("version", "0")
    return replace(form, fields=fields, general=general, hidden=(("version", version),))
