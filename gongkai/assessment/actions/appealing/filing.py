"""A unit appeals against its scores or its grade, within the term after its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from gongkai.assessment.actions.appealing.desk import own_appeal, told_appeal
from gongkai.assessment.actions.common import locked_unit, refuse_unless, require_own
from gongkai.assessment.appeal_telling import tell_filed, tell_withdrawn
from gongkai.assessment.current import pack_of
from gongkai.assessment.intake import refuse_secrets, take_file
from gongkai.assessment.models import Appeal, RoundUnit
from gongkai.assessment.queries.appeals import appealable
from gongkai.assessment.terms import appeal_terms, filing_due
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.wording import brief
from gongkai.rules.rounds import Verb
from gongkai.rules.rounds.appeals import AppealStep

SCORES, GRADES = "scores", "grades"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealText:
    """What is appealed against, and why: ``items`` of the rubric, or components, for scores."""

    covers: str
    items: Sequence[str] = ()
    text: str = ""


def file_appeal(
    round_unit_id: int,
    *,
    key: str,
    said: AppealText,
    file: tuple[bytes, str] | None = None,
    by: Viewer,
) -> Appeal:
    """File an appeal; what is sent twice with one ``key`` is one appeal.

    Raises:
        Refused: this round has no appeals, the result is not signed for, the term is over, one is
            under way, or reasons or items are missing.
        FileRefused: the file is not taken.
    """
    with acting(by) as act:
        unit = locked_unit(act, round_unit_id)
        require_own(act, "assessment.self", unit)
        present = Appeal.objects.filter(round_unit=unit, key=key).first()
        if present is not None:
            act.unchanged()
            return present
        _refuse_closed(unit, by)
        items = _checked(unit, said)
        refuse_secrets(said.text)
        kept, name = take_file(*file, at=by.at) if file is not None else (None, "")
        terms = appeal_terms(unit.round)
        made = Appeal(
            round_unit=unit,
            key=key,
            covers=said.covers,
            items=items,
            text=said.text.strip(),
            file=kept,
            file_name=name,
            filed_at=by.at,
            person_id=by.person_id,
            name=by.name,
            body="、".join(terms.to)[:100] if terms is not None else "",
        )
        _save(made)
        told_appeal(act, "appeal.file", made, covers=made.covers, items=items)
        tell_filed(act, made)
        return made


def _save(made: Appeal) -> None:
    """Save an appeal; of two pressed at once the second finds the first."""
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Refused(gettext("本单位已有一件申诉正在办理。"), code="appeal.open") from error


def _refuse_closed(unit: RoundUnit, by: Viewer) -> None:
    if appeal_terms(unit.round) is None:
        raise Refused(gettext("按本次考核的办法，没有对结果的申诉。"), code="appeal.none")
    refuse_unless(Verb.FOLLOW_UP, unit.round)
    if unit.round.announced_at is None or unit.exempt:
        raise Refused(gettext("结果还没有通报，不能申诉。"))
    if unit.result_received_at is None:
        raise Refused(gettext("还没有签收结果。签收后才能申诉，期限从签收次日起算。"))
    due = filing_due(unit)
    if due is not None and due.is_past(day_of(by.at)):
        raise Refused(
            gettext("申诉期限已在 %(day)s 结束。") % {"day": due.on.isoformat()},
            code="appeal.late",
        )
    if unit.appeals.filter(decided_at=None, withdrawn_at=None).exists():
        raise Refused(gettext("本单位已有一件申诉正在办理。"), code="appeal.open")


def _checked(unit: RoundUnit, said: AppealText) -> list[str]:
    if not said.text.strip():
        raise Refused(gettext("没有写理由。请写明哪里不对、应当怎样。"), "text")
    if said.covers == GRADES:
        return []
    if said.covers != SCORES:
        raise Refused(gettext("没有选对什么申诉。请选择。"), "covers")
    known = {one.id for one in appealable(pack_of(unit.round).scheme, unit.group)}
    items = [item for item in dict.fromkeys(said.items) if item in known]
    if not items or len(items) != len(set(said.items)):
        raise Refused(gettext("没有选对哪些考核项的得分申诉。请至少选一项。"), "items")
    return items


def withdraw_appeal(appeal_id: int, *, reason: str = "", by: Viewer) -> Appeal:
    """Withdraw an appeal that is not decided yet; it stays to be read."""
    with acting(by) as act:
        row = own_appeal(act, appeal_id, AppealStep.WITHDRAW)
        if row.withdrawn_at is not None:
            act.unchanged()
            return row
        row.withdrawn_at = by.at
        row.withdraw_reason = brief(reason, Appeal, "withdraw_reason", "reason")
        row.save(update_fields=["withdrawn_at", "withdraw_reason"])
        told_appeal(act, "appeal.withdraw", row, reason=row.withdraw_reason)
        tell_withdrawn(act, row)
        return row
