"""Whom an appeal concerns, told in the transaction of what happened to it."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models import Appeal
from gongkai.core.actions import Act
from gongkai.core.notices import NoticeKind, notice_kind, tell, tell_others
from gongkai.disclosure.telling import holders

_SAMPLE: Final = {"考核": "2026 年度考核", "单位": "示例县财政局"}
FILED: Final = notice_kind(
    "assessment.appeal_filed",
    _("收到申诉"),
    title="${单位}对“${考核}”提出申诉",
    text="请登记受理，或者说明为什么不受理。",
    sample=_SAMPLE,
)
ADMITTED: Final = notice_kind(
    "assessment.appeal_admitted",
    _("申诉已受理"),
    title="对“${考核}”的申诉已受理",
    text="由没有给${单位}评过分的人员复核。",
    sample=_SAMPLE,
    by_mail=False,
)
APPOINTED: Final = notice_kind(
    "assessment.appeal_appointed",
    _("请您复核申诉"),
    title="请复核：${单位}对“${考核}”的申诉",
    text="请审阅申诉材料，在期限内作出决定。",
    sample=_SAMPLE,
)
DECIDED: Final = notice_kind(
    "assessment.appeal_decided",
    _("申诉已决定"),
    title="对“${考核}”的申诉已决定：${结果}",
    text="复核决定书可以打印。",
    sample={**_SAMPLE, "结果": "更正"},
)
WITHDRAWN: Final = notice_kind(
    "assessment.appeal_withdrawn",
    _("申诉已撤回"),
    title="${单位}撤回对“${考核}”的申诉",
    text="不用再办理。",
    sample=_SAMPLE,
    by_mail=False,
)
DUE: Final = notice_kind(
    "assessment.appeal_due",
    _("复核快到期"),
    title="${单位}的申诉应在${日期}前决定",
    text="“${考核}”的这件申诉还没有决定。",
    sample={**_SAMPLE, "日期": "2026-12-07"},
)


def appeal_address(row: Appeal) -> str:
    """Return the address of an appeal in the office (ADR 9)."""
    return f"/office/rounds/{row.round_unit.round.key}/appeals/{row.pk}/"


def tell_filed(act: Act, row: Appeal) -> None:
    """Tell the office that there is an appeal to admit."""
    _tell(act, row, FILED, _office(act, row))


def tell_admitted(act: Act, row: Appeal) -> None:
    """Tell the unit that it is heard."""
    _tell(act, row, ADMITTED, _unit(act, row))


def tell_appointed(act: Act, row: Appeal, people: Iterable[int]) -> None:
    """Tell those who hear it."""
    _tell(act, row, APPOINTED, set(people))


def tell_decided(act: Act, row: Appeal) -> None:
    """Tell both sides what was decided."""
    people = _unit(act, row) | _office(act, row)
    _tell(act, row, DECIDED, people, 结果=str(row.get_outcome_display()))


def tell_withdrawn(act: Act, row: Appeal) -> None:
    """Tell the office and the hearers that nothing is to be done any more."""
    hearers = set(row.hearers.values_list("pk", flat=True))
    _tell(act, row, WITHDRAWN, _office(act, row) | hearers)


def tell_decision_due(act: Act, row: Appeal, day: str) -> int:
    """Remind the office and the hearers, once for each last day."""
    people = _office(act, row) | set(row.hearers.values_list("pk", flat=True))
    unit = row.round_unit
    return tell(
        act,
        people,
        DUE,
        key=f"{DUE.name}:{row.pk}:{day}",
        context={"考核": unit.round.title, "单位": unit.name, "日期": day},
        href=appeal_address(row),
        unit=unit.round.unit,
    )


def _office(act: Act, row: Appeal) -> set[int]:
    return holders(act, "assessment.run", row.round_unit.round.unit.path)


def _unit(act: Act, row: Appeal) -> set[int]:
    return holders(act, "assessment.self", row.round_unit.unit.path)


def _tell(act: Act, row: Appeal, kind: NoticeKind, people: set[int], **more: str) -> None:
    unit = row.round_unit
    context = {"考核": unit.round.title, "单位": unit.name, **more}
    href = appeal_address(row)
    tell_others(act, people, kind, row, context=context, href=href, unit=unit.unit)
