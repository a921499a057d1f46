"""The self-assessment of a unit as a viewer sees it, and its files behind one check."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import BinaryIO, Final

from gongkai.assessment.answers import state_of
from gongkai.assessment.current import pack_of
from gongkai.assessment.days import extensions_of, plans_of, works_for
from gongkai.assessment.earlier import earlier_unit
from gongkai.assessment.models import (
    Evidence,
    NotApplicable,
    RoundUnit,
    Scorer,
    SelfItem,
    SelfReport,
)
from gongkai.assessment.queries.known import Known, known_of
from gongkai.assessment.queries.rounds import (
    assigned,
    is_own,
    may_see,
    relation,
    scorers_of,
)
from gongkai.assessment.selfform import (
    Answer,
    Lack,
    Part,
    Question,
    SelfForm,
    lacking,
    self_form,
    total,
)
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.files import open_file
from gongkai.core.models import StoredFile
from gongkai.rules.rounds import Phase, Relation, ReportState, What, open_until
from gongkai.rules.scheme import Work

_JUDGES: Final = {Relation.SCORER, Relation.BLIND_SCORER}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One question with what stands there; ``row`` is empty until something was saved."""

    question: Question
    row: SelfItem | None
    pieces: tuple[Evidence, ...]
    claim: NotApplicable | None
    lack: Lack | None
    known: Known

    @property
    def version(self) -> int:
        """The version a form begins from."""
        return self.row.version if self.row is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfView:
    """A unit's self-assessment. ``until`` is the last day to hand it in, where there is one.

    ``has_stage`` says that the pack has units assess themselves at all; ``owns`` that the viewer
    fills in for this unit, ``may_fill`` that it can be done now.

    ``shows_self`` is false for who judges without knowing what the unit gave itself: then there
    are no points, reasons or report in it. ``may_decide`` is about claims of inapplicable items.
    """

    unit: RoundUnit
    form: SelfForm
    items: Mapping[str, ItemView]
    claims: Mapping[str, NotApplicable]
    report: SelfReport | None
    state: ReportState
    until: date | None
    has_stage: bool
    is_open: bool
    owns: bool
    shows_self: bool
    may_fill: bool
    may_sign: bool
    may_return: bool
    may_decide: bool
    shows_verdicts: bool
    earlier: RoundUnit | None

    @property
    def done(self) -> int:
        """How many of the questions that must be answered are."""
        return sum(1 for one in self._asked if one.lack is None)

    @property
    def asked(self) -> int:
        """How many questions must be answered."""
        return len(self._asked)

    @property
    def _asked(self) -> tuple[ItemView, ...]:
        return tuple(one for one in self.items.values() if one.question.required)

    @property
    def missing(self) -> tuple[ItemView, ...]:
        """What is not answered yet, in printed order."""
        return tuple(one for one in self.items.values() if one.lack is not None)

    @property
    def report_is_written(self) -> bool:
        """Whether every part of the report has words, and the score where one is asked for."""
        row = self.report
        if row is None or (self.form.total_most is not None and row.score is None):
            return False
        return all(text.strip() for text in (row.done, row.problems, row.plans))

    def of(self, part: Part) -> tuple[ItemView, ...]:
        """Return the items of a part that the viewer sees."""
        return tuple(self.items[one.id] for one in part.questions if one.id in self.items)

    def total(self, *, bonus: bool = False) -> Decimal:
        """Return what the unit gave itself."""
        return total(self.form, self.answers, bonus=bonus)

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers as the form understands them."""
        return {item: _answer(one) for item, one in self.items.items()}


def _answer(one: ItemView) -> Answer:
    row, pieces = one.row, _standing(one.pieces)
    if row is None:
        return Answer(evidence=pieces)
    return Answer(score=row.score, state=row.state, reason=row.reason, evidence=pieces)


def _standing(pieces: tuple[Evidence, ...]) -> int:
    return sum(1 for one in pieces if one.ledger is None or one.ledger.voided_at is None)


def self_view(viewer: Viewer, unit: RoundUnit, *, with_known: bool = True) -> SelfView | None:
    """Return the self-assessment of a unit; ``None`` where the viewer sees nothing of it.

    What the system knows already is read only for who may fill the form in.
    """
    scoring = scorers_of(viewer, unit.round)
    if not may_see(viewer, unit, What.EVIDENCE, scoring):
        return None
    shows_self = may_see(viewer, unit, What.SELF, scoring)
    form = _seen_form(viewer, unit, scoring)
    report = SelfReport.objects.filter(round_unit=unit).select_related("file").first()
    state = state_of(report)
    is_open = unit.round.phase is Phase.RUNNING and Work.SELF in works_for(
        unit.round, day_of(viewer.at), unit
    )
    own = is_own(viewer, "assessment.self", unit) and not unit.exempt
    may_fill = own and is_open and state.is_writable
    plans = plans_of(unit.round)
    claims = {one.item: one for one in NotApplicable.objects.filter(round_unit=unit)}
    known = known_of(viewer, unit, form) if may_fill and with_known else {}
    runs = viewer.may("assessment.run", unit.round.unit.path)
    signs = is_own(viewer, "assessment.sign", unit) and not unit.exempt
    return SelfView(
        unit=unit,
        form=form,
        items=_items(unit, form, claims, known, shows_self=shows_self),
        claims=claims if shows_self else {},
        report=report if shows_self else None,
        state=state,
        until=open_until(Work.SELF, plans, extensions_of(unit)),
        has_stage=any(Work.SELF in plan.does for plan in plans),
        is_open=is_open,
        owns=own,
        shows_self=shows_self,
        may_fill=may_fill,
        may_sign=signs and is_open and state is ReportState.SUBMITTED,
        may_return=_may_return(unit, state, runs=runs, signs=signs),
        may_decide=runs and unit.round.phase is Phase.RUNNING,
        # What is thought of the evidence is as good as a score.
        shows_verdicts=may_see(viewer, unit, What.SCORES, scoring)
        or relation(viewer, unit, scoring) is Relation.SCORER,
        earlier=earlier_unit(unit) if may_fill else None,
    )


def _may_return(unit: RoundUnit, state: ReportState, *, runs: bool, signs: bool) -> bool:
    if unit.round.phase is not Phase.RUNNING:
        return False
    if runs:
        return state in {ReportState.SUBMITTED, ReportState.SIGNED}
    return signs and state is ReportState.SUBMITTED


def _seen_form(viewer: Viewer, unit: RoundUnit, scoring: list[Scorer]) -> SelfForm:
    """Return the form, for who judges a few items only those."""
    form = self_form(pack_of(unit.round).scheme, unit.group)
    if relation(viewer, unit, scoring) not in _JUDGES:
        return form
    mine = [one for one in scoring if assigned(one, unit)]
    if any(not one.items for one in mine):
        return form
    seen = {item for one in mine for item in one.items}
    parts = tuple(
        replace(part, questions=tuple(one for one in part.questions if one.id in seen))
        for part in form.parts
    )
    return SelfForm(parts=tuple(one for one in parts if one.questions))


def _items(
    unit: RoundUnit,
    form: SelfForm,
    claims: Mapping[str, NotApplicable],
    known: Mapping[str, Known],
    *,
    shows_self: bool,
) -> Mapping[str, ItemView]:
    rows = {one.item: one for one in SelfItem.objects.filter(round_unit=unit) if shows_self}
    pieces = _pieces(unit)
    by_item = {
        item: claim for name, claim in claims.items() for item in form.under(name) if shows_self
    }
    claimed = {item for item, claim in by_item.items() if claim.approved is not False}
    views = {
        one.id: ItemView(
            question=one,
            row=rows.get(one.id),
            pieces=pieces.get(one.id, ()),
            claim=by_item.get(one.id),
            lack=None,
            known=known.get(one.id, Known()),
        )
        for one in form.questions
    }
    answers = {item: _answer(one) for item, one in views.items()}
    lacks = {one.id: what for one, what in lacking(form, answers, claimed)} if shows_self else {}
    return {item: replace(one, lack=lacks.get(item)) for item, one in views.items()}


def _pieces(unit: RoundUnit) -> Mapping[str, tuple[Evidence, ...]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.filter(round_unit=unit, removed_at=None)
    for one in rows.select_related("file", "ledger", "carried_from__round_unit__round"):
        found[one.item].append(one)
    return {item: tuple(pieces) for item, pieces in found.items()}


# --- files ----------------------------------------------------------------------------------


def find_piece(viewer: Viewer, unit: RoundUnit, evidence_id: int) -> Evidence | None:
    """Return a piece of evidence of a unit, where the viewer may see its item.

    The one check before any file of a self-assessment is opened (with :func:`find_report`).
    """
    seen = self_view(viewer, unit, with_known=False)
    if seen is None:
        return None
    found = Evidence.objects.select_related("file", "ledger__file")
    piece = found.filter(pk=evidence_id, round_unit=unit, removed_at=None).first()
    return piece if piece is not None and piece.item in seen.items else None


def open_piece(piece: Evidence) -> tuple[StoredFile, str, BinaryIO] | None:
    """Open the file of a piece, or that of the ledger entry it points to."""
    if piece.file is not None:
        return piece.file, piece.file_name, open_file(piece.file)
    entry = piece.ledger
    if entry is not None and entry.file is not None:
        return entry.file, entry.file_name, open_file(entry.file)
    return None


def find_report(viewer: Viewer, unit: RoundUnit) -> SelfReport | None:
    """Return the report of a unit as signed, where the viewer may read it."""
    if not may_see(viewer, unit, What.SELF, scorers_of(viewer, unit.round)):
        return None
    found = SelfReport.objects.select_related("file").filter(round_unit=unit)
    return found.filter(signed_at__isnull=False, file__isnull=False).first()
