"""What the office establishes: items that do not apply, facts that decide alone, decided grades."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from gongkai.assessment.actions.common import refuse_unless, told, touch
from gongkai.assessment.actions.judging.desk import (
    Desk,
    office_desk,
    reason_given,
    taken,
)
from gongkai.assessment.models import (
    DecidedGrade,
    Deduction,
    EstablishedFinding,
    ItemScore,
    NotApplicable,
    Origin,
    Revision,
)
from gongkai.assessment.rubric import places, topics
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.wording import brief
from gongkai.rules.readings import NotApplicable as HowInapplicable
from gongkai.rules.rounds import Verb
from gongkai.rules.scheme import Grading, Work


def decide_claim(
    claim_id: int, *, approve: bool, note: str = "", revision: Revision | None = None, by: Viewer
) -> NotApplicable:
    """Approve or refuse that an item or dimension does not apply to a unit. May be decided anew.

    Raises:
        Refused: refused without a reason, the pack forbids it, or points stand on the item.
        PermissionDenied: the person does not run the round.
    """
    with acting(by) as act:
        found = NotApplicable.objects.filter(pk=claim_id).first()
        if found is None:
            raise Refused(gettext("没有这条不适用的申请。请刷新页面。"))
        desk = office_desk(act, found.round_unit_id, revision=revision)
        row = act.lock(NotApplicable, claim_id)
        words = brief(note, NotApplicable, "decision_note", "note")
        if approve:
            _check_approvable(desk, row.item)
        elif not words:
            raise Refused(gettext("没有写理由。请写明为什么不同意。"), "note")
        if row.approved is approve and row.decision_note == words:
            act.unchanged()
            return row
        row.approved, row.decision_note = approve, words
        row.decided_at, row.decided_by = by.at, by.name
        row.save(update_fields=["approved", "decision_note", "decided_at", "decided_by"])
        touch(desk.unit)
        verb = "score.not_applicable" if approve else "score.applicable"
        told(act, verb, desk.unit, item=row.item, reason=row.reason, note=words)
        return row


def _check_approvable(desk: Desk, item: str) -> None:
    """Refuse where the pack knows no inapplicable items, or where people judged it already."""
    if desk.scheme.readings.not_applicable in {HowInapplicable.FORBID, None}:
        raise Refused(gettext("本办法没有“不适用”的规定，不能同意。"), "approve")
    found = [place for place in places(desk.scheme, desk.unit.group) if place.dimension]
    names = {
        place.item.id
        for place in found
        if item in {place.item.id, place.dimension.id if place.dimension else ""}
    }
    if not names:
        raise Refused(gettext("这个单位的考核表里没有这一项。请刷新页面。"))
    judged = Deduction.objects.filter(
        round_unit=desk.unit, item__in=names, withdrawn_at=None
    ).exists()
    judged |= ItemScore.objects.filter(
        round_unit=desk.unit, item__in=names, origin=Origin.SCORER
    ).exists()
    if judged:
        raise Refused(gettext("这一项已经有扣分或评分。请先撤销，再同意不适用。"), "approve")


def establish_finding(
    round_unit_id: int,
    *,
    finding: str,
    reason: str,
    evidence: str,
    on: date | None = None,
    revision: Revision | None = None,
    by: Viewer,
) -> EstablishedFinding:
    """Establish a fact that decides alone, such as fraud.

    Raises:
        Refused: the pack knows no such fact, no reason or basis, or it stands already.
        PermissionDenied: the person does not run the round.
    """
    with acting(by) as act:
        desk = office_desk(act, round_unit_id, revision=revision)
        title = desk.scheme.findings().get(finding)
        if title is None:
            raise Refused(gettext("本办法没有这种认定事实。请选择。"), "finding")
        reason_given(reason)
        if not evidence.strip():
            raise Refused(gettext("没有写依据。请写明核查笔录、文件等。"), "evidence")
        today = day_of(by.at)
        if on is not None and on > today:
            raise Refused(gettext("日期还没有到。请改正。"), "on")
        if EstablishedFinding.objects.filter(
            round_unit=desk.unit, finding=finding, withdrawn_at=None
        ).exists():
            raise Refused(gettext("这一事实已经认定。要改的，请先撤销。"), "finding")
        row = EstablishedFinding.objects.create(
            round_unit=desk.unit,
            finding=finding,
            reason=brief(reason, EstablishedFinding, "reason"),
            evidence=brief(evidence, EstablishedFinding, "evidence"),
            on=on or today,
            at=by.at,
            name=by.name,
            revision=revision,
        )
        touch(desk.unit)
        told(act, "score.find", desk.unit, finding=title, reason=row.reason, evidence=row.evidence)
        return row


def withdraw_finding(
    finding_id: int, *, reason: str, revision: Revision | None = None, by: Viewer
) -> EstablishedFinding:
    """Take an established fact back, with the reason.

    Raises:
        Refused: no reason, or the round is closed.
        PermissionDenied: the person does not run the round.
    """
    with acting(by) as act:
        found = EstablishedFinding.objects.filter(pk=finding_id).first()
        if found is None:
            raise Refused(gettext("没有这条认定。请刷新页面。"))
        desk = office_desk(act, found.round_unit_id, revision=revision)
        row = act.lock(EstablishedFinding, finding_id)
        if row.withdrawn_at is not None:
            act.unchanged()
            return row
        reason_given(reason)
        row.withdrawn_at = by.at
        row.withdraw_reason = brief(reason, EstablishedFinding, "withdraw_reason", "reason")
        row.save(update_fields=["withdrawn_at", "withdraw_reason"])
        touch(desk.unit)
        title = desk.scheme.findings().get(row.finding, row.finding)
        told(act, "score.unfind", desk.unit, finding=title, reason=row.withdraw_reason)
        return row


def decide_grade(
    round_unit_id: int,
    *,
    grade: str,
    reason: str,
    ticked: Iterable[str] = (),
    minutes: str = "",
    revision: Revision | None = None,
    by: Viewer,
) -> DecidedGrade:
    """Decide the grade of a unit, with the reason and the points of the checklist that hold.

    The office proposes it or those who decide set it; deciding anew replaces it.

    Raises:
        Refused: the pack grades by points, no such grade or point, no reason, or it is too early.
        PermissionDenied: the person neither runs nor decides the round.
    """
    with acting(by) as act:
        desk = _deciders_desk(act, round_unit_id, revision)
        if desk.scheme.grading is not Grading.DECIDED:
            raise Refused(gettext("本办法按分数定等次，不另行认定。"))
        chosen = desk.scheme.grade(grade)
        if chosen is None:
            raise Refused(gettext("没有选择等次。请选择。"), "grade")
        reason_given(reason)
        row = DecidedGrade.objects.filter(round_unit=desk.unit).first()
        said = {
            "grade": grade,
            "reason": brief(reason, DecidedGrade, "reason"),
            "ticked": _ticked(desk, ticked),
            "minutes": brief(minutes, DecidedGrade, "minutes"),
        }
        if row is not None and all(getattr(row, name) == value for name, value in said.items()):
            act.unchanged()
            return row
        row, _ = DecidedGrade.objects.update_or_create(
            round_unit=desk.unit,
            defaults={**said, "at": by.at, "name": by.name, "revision": revision},
        )
        touch(desk.unit)
        told(act, "score.grade", desk.unit, grade=chosen.title, reason=row.reason)
        return row


def withdraw_grade(
    round_unit_id: int, *, reason: str, revision: Revision | None = None, by: Viewer
) -> None:
    """Take a decided grade back; the unit has none until one is decided again.

    Raises:
        Refused: none was decided, no reason, or the round is closed.
        PermissionDenied: the person neither runs nor decides the round.
    """
    with acting(by) as act:
        desk = _deciders_desk(act, round_unit_id, revision)
        row = DecidedGrade.objects.filter(round_unit=desk.unit).first()
        if row is None:
            raise Refused(gettext("这个单位还没有认定等次。"))
        reason_given(reason)
        chosen = desk.scheme.grade(row.grade)
        row.delete()
        touch(desk.unit)
        title = chosen.title if chosen is not None else row.grade
        told(act, "score.ungrade", desk.unit, grade=title, reason=reason.strip())


def _deciders_desk(act: Act, round_unit_id: int, revision: Revision | None) -> Desk:
    """Take a unit onto the desk of the office, or of those who decide the result."""
    unit = taken(act, round_unit_id)
    path = unit.round.unit.path
    if revision is not None or not act.by.may("assessment.decide", path):
        return office_desk(act, round_unit_id, Work.COMPOSE, Work.APPROVE, revision=revision)
    act.require("assessment.decide", path)
    refuse_unless(Verb.FACTS, unit.round)
    if unit.exempt:
        raise Refused(gettext("这个单位免予考核，不认定等次。"))
    return Desk.of(act, unit, (), everything=True)


def _ticked(desk: Desk, ticked: Iterable[str]) -> list[str]:
    known = [topic.id for topic in topics(desk.scheme)]
    chosen = set(ticked)
    if not chosen <= set(known):
        raise Refused(gettext("勾选的要点里有本办法没有的。请刷新页面。"), "ticked")
    return [point for point in known if point in chosen]
