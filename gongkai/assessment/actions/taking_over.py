"""Earlier rounds taken over from files: facts as they were, with the result they give."""

from datetime import date, datetime, time
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.common import tell_public, told_round
from gongkai.assessment.archive import ReadRound
from gongkai.assessment.current import current
from gongkai.assessment.models import (
    Approval,
    ApprovalOutcome,
    ComponentScore,
    DecidedGrade,
    Deduction,
    DeductionKind,
    EstablishedFinding,
    ItemScore,
    NotApplicable,
    Origin,
    PollBallot,
    Round,
    RoundStage,
    RoundUnit,
    TieDecision,
)
from gongkai.assessment.pinning import pin, plain_of
from gongkai.assessment.snapshots import take
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import ZONE
from gongkai.core.models import Unit
from gongkai.policy.library import Library
from gongkai.rules.facts import Facts, ItemFacts, UnitFacts
from gongkai.rules.numbers import ZERO
from gongkai.rules.rounds import planned

_LAST: Final = (12, 31)


def take_over_round(
    unit_id: int,
    *,
    read: ReadRound,
    packs: Library,
    previous: Round | None = None,
    public: bool = False,
    by: Viewer,
) -> Round:
    """Take a round over from its files, closed, with the result its facts give.

    What was taken over already is left as it is. ``public`` opens its result to the public.

    Raises:
        Refused: a unit is not in the register, by its code; all of them are named.
    """
    with acting(by) as act:
        organ = act.lock(Unit, unit_id)
        act.require("assessment.run", organ.path)
        known = Round.objects.filter(key=read.info.id).first()
        if known is not None:
            act.unchanged()
            return known
        at = min(by.at, datetime.combine(date(read.info.year, *_LAST), time(12), ZONE))
        row = pin(read.reference, at=by.at, packs=packs)
        round_ = Round.objects.create(
            key=read.info.id,
            title=read.info.title,
            year=read.info.year,
            unit=organ,
            pack=row,
            readings=plain_of(read.readings) if read.readings is not None else {},
            previous=previous,
            is_public=public,
            created_at=by.at,
            created_by_id=by.person_id,
            notified_at=at,
        )
        RoundStage.objects.bulk_create(
            RoundStage(round=round_, stage=one.id, starts_on=one.starts_on, ends_on=one.ends_on)
            for one in planned(read.pack.scheme, read.info.year)
        )
        _write(round_, read.facts, at, by)
        _close(round_, at, by)
        tell_public(act, round_)
        told_round(act, "round.take_over", round_, units=len(read.facts.units), hash=row.hash)
        return round_


def _write(round_: Round, facts: Facts, at: datetime, by: Viewer) -> None:
    rows = _units(round_, facts)
    for unit in facts.units:
        _Unit(rows[unit.id], unit, at, by.name).write()
    for ballot in facts.ballots:
        scores = {unit: str(score) for unit, score in ballot.scores.items()}
        PollBallot.objects.create(
            round=round_, rater=ballot.rater, scores=scores, at=at, name=by.name
        )
    for tie in facts.tie_decisions:
        TieDecision.objects.create(
            round=round_,
            grade=tie.grade,
            order=list(tie.order),
            minutes=tie.minutes,
            at=at,
            name=by.name,
        )


def _units(round_: Round, facts: Facts) -> dict[str, RoundUnit]:
    codes = [unit.id for unit in facts.units]
    register = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    missing = [f"{unit.name}（{unit.id}）" for unit in facts.units if unit.id not in register]
    if missing:
        raise Refused(
            gettext("单位名册里没有：%(names)s。请先在“单位”里登记，编号要一致。")
            % {"names": "、".join(missing)},
            "units",
        )
    RoundUnit.objects.bulk_create(
        RoundUnit(
            round=round_,
            unit=register[unit.id],
            name=unit.name,
            group=unit.group,
            position=position,
            exempt=unit.exempt,
            exempt_reason=(unit.exempt_reason or gettext("原记录未写理由")) if unit.exempt else "",
        )
        for position, unit in enumerate(facts.units)
    )
    rows = {row.unit.code: row for row in round_.units.select_related("unit")}
    under = [unit for unit in facts.units if unit.parent]
    for unit in under:
        rows[unit.id].parent = rows[unit.parent]
    RoundUnit.objects.bulk_update([rows[unit.id] for unit in under], ["parent"])
    return rows


class _Unit:
    """One unit's facts on their way into the tables."""

    def __init__(self, row: RoundUnit, facts: UnitFacts, at: datetime, name: str) -> None:
        self.row, self.facts, self.at, self.name = row, facts, at, name

    def write(self) -> None:
        """Write everything known about the unit."""
        facts, row, at = self.facts, self.row, self.at
        ComponentScore.objects.bulk_create(
            ComponentScore(
                round_unit=row,
                component=component,
                value=value,
                at=at,
                submitted_at=at,
                name=self.name,
            )
            for component, value in facts.components.items()
        )
        for item, known in facts.items.items():
            self._item(item, known)
        NotApplicable.objects.bulk_create(
            NotApplicable(
                round_unit=row,
                item=claim.item,
                reason=claim.reason,
                asked_by=facts.name,
                asked_at=at,
                decided_at=at,
                decided_by=claim.approved_by,
                approved=True,
            )
            for claim in facts.not_applicable
        )
        EstablishedFinding.objects.bulk_create(
            EstablishedFinding(
                round_unit=row,
                finding=found.id,
                reason=found.reason or gettext("原记录未写理由"),
                evidence=found.evidence,
                on=found.on or at.astimezone(ZONE).date(),
                at=at,
                name=found.by,
            )
            for found in facts.findings
        )
        decided = facts.decided_grade
        if decided is not None:
            DecidedGrade.objects.create(
                round_unit=row, grade=decided.grade, reason=decided.reason, at=at, name=decided.by
            )

    def _item(self, item: str, known: ItemFacts) -> None:
        Deduction.objects.bulk_create(
            Deduction(
                round_unit=self.row,
                item=item,
                kind=kind,
                points=one.points,
                reason=one.reason,
                evidence=one.evidence,
                on=one.on or self.at.astimezone(ZONE).date(),
                at=self.at,
                name=one.by,
            )
            for kind, many in (
                (DeductionKind.DEDUCT, known.deductions),
                (DeductionKind.AWARD, known.awards),
            )
            for one in many
            # Nothing was taken: the entry only says that somebody looked.
            if one.points != ZERO
        )
        bare = known._replace(deductions=(), awards=())
        if bare == ItemFacts():
            return
        low, high = bare.scale or (None, None)
        ItemScore.objects.create(
            round_unit=self.row,
            item=item,
            origin=Origin.IMPORTED,
            score=bare.score,
            level=bare.level or "",
            numerator=bare.numerator,
            denominator=bare.denominator,
            mean=bare.mean,
            scale_low=low,
            scale_high=high,
            answers=bare.answers,
            records=bare.records,
            at=self.at,
            name=self.name,
        )


def _close(round_: Round, at: datetime, by: Viewer) -> None:
    """Approve, announce and close on the day given, where the facts give a whole result."""
    if current(round_).problems:
        return
    Approval.objects.create(
        round=round_,
        step=0,
        by_body="office",
        act="take_over",
        outcome=ApprovalOutcome.AGREE,
        snapshot=take(round_, at),
        opinion=gettext("接收历史考核"),
        person_id=by.person_id,
        name=by.name,
        at=at,
    )
    round_.approved_at = round_.announced_at = round_.closed_at = at
    round_.save(update_fields=["approved_at", "announced_at", "closed_at"])
