"""From the notice on: the round opens, units sign for it, exemptions and more time are given."""

from datetime import date

from django.utils.translation import gettext

from gongkai.assessment.actions.common import (
    locked_round,
    locked_unit,
    refuse_unless,
    refuse_used,
    require_own,
    told,
    told_round,
    touch,
)
from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Round, RoundStage, RoundUnit, StageExtension
from gongkai.assessment.round_news import BEGUN, order
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.wording import brief
from gongkai.rules.document_numbers import parse
from gongkai.rules.readings import Need
from gongkai.rules.rounds import Verb


def notify_round(
    round_id: int, *, number: str = "", again: bool = False, text: str = "", by: Viewer
) -> Round:
    """Tell the units: the round opens, rules and list are frozen from now on.

    ``again`` says that the number is meant though something else bears it.

    Raises:
        Refused: no units, a reading is still open (the first is named), or the number is used.
    """
    with acting(by) as act:
        round_ = act.lock(Round, round_id)
        act.require("assessment.run", round_.unit.path)
        if round_.notified_at is not None and round_.cancelled_at is None:
            act.unchanged()
            return round_
        refuse_unless(Verb.NOTIFY, round_)
        if not round_.units.filter(exempt=False).exists():
            raise Refused(gettext("还没有被考核单位。请先列出单位。"), "units")
        unset = pack_of(round_).scheme.unset(Need.SCORE, Need.GRADE, Need.ROUND)
        if unset:
            names = "、".join(reading.title for reading in unset)
            raise Refused(
                gettext("还有口径没有定：%(names)s。请逐项选择并写明理由。") % {"names": names},
                "readings",
                code="round.readings",
            )
        parsed = parse(number)
        known = parsed.canonical if parsed is not None and parsed.year is not None else number
        refuse_used(known.strip(), round_.unit, again=again)
        round_.notified_at = by.at
        round_.notice_number = brief(known, Round, "notice_number", "number")
        round_.notice_text = text.strip()
        round_.save(update_fields=["notified_at", "notice_number", "notice_text"])
        told_round(act, "round.notify", round_, number=round_.notice_number)
        order(act, round_, BEGUN)
        return round_


def receive_notice(round_unit_id: int, *, by: Viewer) -> RoundUnit:
    """Sign for the notice (签收); signing again changes nothing."""
    with acting(by) as act:
        unit = locked_unit(act, round_unit_id)
        require_own(act, "assessment.self", unit)
        if unit.received_at is not None:
            act.unchanged()
            return unit
        refuse_unless(Verb.FACTS, unit.round)
        unit.received_at, unit.received_by = by.at, by.name
        unit.save(update_fields=["received_at", "received_by"])
        told(act, "round.receive", unit)
        return unit


def exempt_unit(round_unit_id: int, *, exempt: bool, reason: str = "", by: Viewer) -> RoundUnit:
    """Exempt a unit from the assessment with a reason, or take that back.

    Raises:
        Refused: no reason, or the round is over.
    """
    with acting(by) as act:
        unit = locked_unit(act, round_unit_id)
        act.require("assessment.run", unit.round.unit.path)
        refuse_unless(Verb.STAFF, unit.round)
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么免予考核或恢复考核。"), "reason")
        words = brief(reason, RoundUnit, "exempt_reason", "reason")
        if unit.exempt == exempt:
            act.unchanged()
            return unit
        unit.exempt, unit.exempt_reason = exempt, words if exempt else ""
        unit.save(update_fields=["exempt", "exempt_reason"])
        touch(unit)
        told(act, "round.exempt" if exempt else "round.include", unit, reason=words)
        return unit


def extend_stage(
    round_unit_id: int, *, stage: str, until: date, reason: str, by: Viewer
) -> StageExtension:
    """Give one unit more time in a stage.

    Raises:
        Refused: no reason, no such stage, or a day that is no later than the stage's end.
    """
    with acting(by) as act:
        unit = locked_unit(act, round_unit_id)
        act.require("assessment.run", unit.round.unit.path)
        refuse_unless(Verb.FACTS, unit.round)
        row = RoundStage.objects.filter(round=unit.round, stage=stage).first()
        if row is None:
            raise Refused(gettext("没有这个阶段。请刷新页面。"), "stage")
        if row.ends_on is None or until <= row.ends_on:
            raise Refused(gettext("延长到的日期要晚于阶段的结束日期。请改正。"), "until")
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么延长。"), "reason")
        words = brief(reason, StageExtension, "reason")
        made, _ = StageExtension.objects.update_or_create(
            round_unit=unit,
            stage=stage,
            defaults={"until": until, "reason": words, "at": by.at, "name": by.name},
        )
        told(act, "round.extend", unit, stage=stage, until=until.isoformat(), reason=words)
        return made


def cancel_round(round_id: int, *, reason: str, by: Viewer) -> Round:
    """Cancel a round before its result is approved; everything in it stays to be read.

    Raises:
        Refused: no reason, or the result is approved.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.CANCEL, "assessment.run")
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么取消。"), "reason")
        round_.cancelled_at = by.at
        round_.cancel_reason = brief(reason, Round, "cancel_reason", "reason")
        round_.save(update_fields=["cancelled_at", "cancel_reason"])
        told_round(act, "round.cancel", round_, reason=round_.cancel_reason)
        return round_
