"""Whom the report of a unit concerns, told in the transaction of what happened to it."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models import RoundUnit
from gongkai.core.actions import Act
from gongkai.core.notices import NoticeKind, notice_kind, tell_others
from gongkai.disclosure.telling import holders

TO_SIGN: Final = notice_kind(
    "assessment.to_sign",
    _("自评报告等待签发"),
    title="“${考核}”自评报告等您签发",
    text="${单位}的自评报告已填完，请审阅后签发。",
    sample={"考核": "2026 年度考核", "单位": "示例县财政局"},
    by_mail=False,
)
SIGNED: Final = notice_kind(
    "assessment.report_in",
    _("自评报告报来"),
    title="${单位}报来自评报告",
    text="“${考核}”的自评报告已签发报送。",
    sample={"考核": "2026 年度考核", "单位": "示例县财政局"},
    by_mail=False,
)
RETURNED: Final = notice_kind(
    "assessment.report_returned",
    _("自评报告被退回"),
    title="“${考核}”自评报告被退回",
    text="退回理由：${理由}",
    sample={"考核": "2026 年度考核", "单位": "示例县财政局", "理由": "缺少培训签到表"},
)


def self_address(unit: RoundUnit) -> str:
    """Return the address of a unit's self-assessment in the office (ADR 9)."""
    return f"/office/rounds/{unit.round.key}/self/{unit.unit.code}/"


def tell_to_sign(act: Act, unit: RoundUnit) -> None:
    """Tell those who sign for the unit."""
    _tell(act, unit, TO_SIGN, holders(act, "assessment.sign", unit.unit.path))


def tell_signed(act: Act, unit: RoundUnit) -> None:
    """Tell the office that runs the round."""
    people = holders(act, "assessment.run", unit.round.unit.path)
    _tell(act, unit, SIGNED, people)


def tell_returned(act: Act, unit: RoundUnit, reason: str) -> None:
    """Tell those who fill in for the unit why it came back."""
    people = holders(act, "assessment.self", unit.unit.path)
    _tell(act, unit, RETURNED, people, {"理由": reason})


def _tell(
    act: Act,
    unit: RoundUnit,
    kind: NoticeKind,
    people: set[int],
    more: Mapping[str, str] | None = None,
) -> None:
    context = {"考核": unit.round.title, "单位": unit.name, **(more or {})}
    href = self_address(unit)
    tell_others(act, people, kind, unit, context=context, href=href, unit=unit.unit)
