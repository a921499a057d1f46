"""What the forms of the desk do: each reads what was typed and takes the one action."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.assessment.actions import judging
from gongkai.assessment.actions.judging import Given
from gongkai.assessment.queries.judging.sheet import Line, Sheet
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.office.decimals import number_or_none
from gongkai.office.posting import number
from gongkai.office.scoring.looking import look_part, unlook_part

Act = Callable[[QueryDict, Sheet, Viewer], str]
"""Does what a form asks; returns what to say."""


def act_of(name: str) -> Act:
    """Return what a form does.

    Raises:
        Refused: there is no such form.
    """
    if name not in ACTS:
        raise Refused(gettext("没有这种操作。请刷新页面。"))
    return ACTS[name]


def _line(post: QueryDict, sheet: Sheet) -> Line:
    found = sheet.line(post.get("item", ""))
    if found is None:
        raise Refused(gettext("这个单位没有这一项，或者没有分配给您。请刷新页面。"))
    return found


def _decimal(post: QueryDict, field: str) -> Decimal:
    found = number_or_none(post.get(field, ""), field)
    if found is None:
        raise Refused(gettext("没有填写。请填写数字。"), field)
    return found


def _evidence(post: QueryDict, line: Line) -> str:
    """Return the basis: the title of the chosen piece, what was typed, or both."""
    chosen = number(post.get("piece", ""))
    titles = [one.title for one in line.said.pieces if one.pk == chosen]
    return "；".join([*titles, *filter(None, [post.get("evidence", "").strip()])])


def _deduct(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    line = _line(post, sheet)
    judging.deduct(
        sheet.unit.pk,
        item=line.id,
        points=_decimal(post, "points"),
        reason=post.get("reason", ""),
        evidence=_evidence(post, line),
        beyond="beyond" in post,
        revision=sheet.revision,
        by=by,
    )
    return gettext("已扣分。")


def _award(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    line = _line(post, sheet)
    judging.award(
        sheet.unit.pk,
        item=line.id,
        points=_decimal(post, "points"),
        reason=post.get("reason", ""),
        evidence=_evidence(post, line),
        revision=sheet.revision,
        by=by,
    )
    return gettext("已加分。")


def _withdraw(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    row = number(post.get("row", ""))
    if all(one.pk != row for line in sheet.lines for one in line.deductions):
        raise Refused(gettext("没有这条扣分。请刷新页面。"))
    judging.withdraw_deduction(row, reason=post.get("reason", ""), revision=sheet.revision, by=by)
    return gettext("已撤销，记录保留。")


def _check(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    row = number(post.get("row", ""))
    if all(one.pk != row for line in sheet.lines for one in line.deductions):
        raise Refused(gettext("没有这条扣分。请刷新页面。"))
    judging.check_deduction(row, by=by)
    return gettext("已核对。")


def _check_value(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    value = _line(post, sheet).value
    if value is None:
        raise Refused(gettext("没有这个值。请刷新页面。"))
    judging.check_value(value.pk, by=by)
    return gettext("已核对。")


def _level(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    judging.set_level(
        sheet.unit.pk,
        item=_line(post, sheet).id,
        level=post.get("level", ""),
        reason=post.get("reason", ""),
        version=number(post.get("version", "")),
        revision=sheet.revision,
        by=by,
    )
    return gettext("已定档。")


def _rate(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    judging.set_rate(
        sheet.unit.pk,
        item=_line(post, sheet).id,
        numerator=_decimal(post, "numerator"),
        denominator=_decimal(post, "denominator"),
        records=post.get("records", ""),
        reason=post.get("reason", ""),
        version=number(post.get("version", "")),
        revision=sheet.revision,
        by=by,
    )
    return gettext("已保存。")


def _clear(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    judging.clear_value(
        sheet.unit.pk,
        item=_line(post, sheet).id,
        reason=post.get("reason", ""),
        version=number(post.get("version", "")),
        revision=sheet.revision,
        by=by,
    )
    return gettext("已清除。")


def _look(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    judging.look(sheet.unit.pk, items=[_line(post, sheet).id], by=by)
    return gettext("已记下。")


def _unlook(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    judging.unlook(sheet.unit.pk, items=[_line(post, sheet).id], by=by)
    return gettext("已改为未看。")


def _verdict(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    row = number(post.get("row", ""))
    if all(one.pk != row for line in sheet.lines for one in line.said.pieces):
        raise Refused(gettext("没有这份材料。请刷新页面。"))
    judging.judge_evidence(
        row, verdict=post.get("verdict", ""), reason=post.get("reason", ""), by=by
    )
    return gettext("认定已保存。")


def _comment(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    judging.comment(sheet.unit.pk, item=post.get("item", ""), text=post.get("text", ""), by=by)
    return gettext("已写下。")


def _uncomment(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    row = number(post.get("row", ""))
    seen = [*sheet.comments, *(one for line in sheet.lines for one in line.comments)]
    if all(one.pk != row for one in seen):
        raise Refused(gettext("没有这条备注。请刷新页面。"))
    judging.withdraw_comment(row, by=by)
    return gettext("已收回。")


def _score(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    component = post.get("component", "")
    own = sheet.own_score(component)
    given = Given(
        number_or_none(post.get("value", ""), "value"),
        post.get("reason", ""),
        own.notes if own is not None else {},
    )
    version = number(post.get("version", ""))
    if post.get("how") == "submit":
        judging.submit_score(
            sheet.unit.pk, component=component, given=given, version=version, by=by
        )
        return gettext("得分已提交。")
    judging.save_score(sheet.unit.pk, component=component, given=given, version=version, by=by)
    return gettext("草稿已保存，还没有提交。")


def _note(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    """Put one note into one's own draft, beside what stands there."""
    component, line = post.get("component", ""), _line(post, sheet)
    own = sheet.own_score(component)
    notes: Mapping[str, str] = own.notes if own is not None else {}
    given = Given(
        own.value if own is not None else None,
        own.reason if own is not None else "",
        {**notes, line.id: post.get("note", "")},
    )
    judging.save_score(
        sheet.unit.pk,
        component=component,
        given=given,
        version=number(post.get("version", "")),
        by=by,
    )
    return gettext("备注已保存。")


def _take_back(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    judging.withdraw_score(_seen_score(post, sheet), reason=post.get("reason", ""), by=by)
    return gettext("得分已撤回，改好后请重新提交。")


def _correct(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    """Put another score in the place of one, in the name of the correction under way."""
    if sheet.revision is None:
        raise Refused(gettext("没有正在办理的更正。请先到“审定”里开始更正。"))
    judging.correct_score(
        _seen_score(post, sheet),
        value=_decimal(post, "value"),
        reason=post.get("reason", ""),
        revision=sheet.revision,
        by=by,
    )
    return gettext("得分已更正。")


def _check_score(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    judging.check_score(_seen_score(post, sheet), by=by)
    return gettext("已核对。")


def _seen_score(post: QueryDict, sheet: Sheet) -> int:
    row = number(post.get("row", ""))
    if all(one.pk != row for one in sheet.scores):
        raise Refused(gettext("没有这个得分。请刷新页面。"))
    return row


ACTS: Final[Mapping[str, Act]] = {
    "deduct": _deduct,
    "award": _award,
    "withdraw": _withdraw,
    "check": _check,
    "check_value": _check_value,
    "level": _level,
    "rate": _rate,
    "clear": _clear,
    "look": _look,
    "look_part": look_part,
    "unlook": _unlook,
    "unlook_part": unlook_part,
    "verdict": _verdict,
    "comment": _comment,
    "uncomment": _uncomment,
    "score": _score,
    "note": _note,
    "take_back": _take_back,
    "correct": _correct,
    "check_score": _check_score,
}
