"""Random people taking a round to its end: judged, proposed, changed behind their backs, corrected.

Beside what holds while judging: an approved result never changes but by a correction somebody else
put in force, and nobody sees a total before its time.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from gongkai.assessment.actions import approving, judging, revising
from gongkai.assessment.models import Revision
from gongkai.assessment.opened import opened, sees_result
from gongkai.assessment.queries.approvals import approval_state
from gongkai.assessment.queries.rounds import explained_units
from gongkai.assessment.snapshots import assessment_of, official, present
from gongkai.core.access import Viewer
from gongkai.rules.rounds import Phase
from tests.assessment.app.board import UNITS, Board, fresh
from tests.assessment.app.judging.test_machine import SCORE, UNIT, WORDS, Judging
from tests.people import People

ORDER = [Phase.RUNNING, Phase.APPROVED, Phase.ANNOUNCED, Phase.CLOSED]
SCORES = dict(zip(UNITS, map(Decimal, ("92", "85", "80")), strict=True))
BOSS = st.sampled_from(["leader", "second", "office", "clerk", "one"])


class WholeRound(Judging):
    """Judging, and then what makes the result final."""

    phase: Phase
    was: str
    finished: int

    @initialize(steps=st.integers(0, 4))
    def begin(self, steps: int = 0) -> None:
        """Everything is in from the start, and perhaps proposed, approved, announced, corrected.

        No random walk would often get that far.
        """
        super().begin()
        self.phase, self.was, self.finished = Phase.RUNNING, "", 0
        for unit in UNITS:
            self.report(unit, SCORES[unit])
            for part in ("third_party", "work"):
                judging.submit_score(
                    self.unit(unit),
                    component=part,
                    given=judging.Given(SCORES[unit], "少一次更新"),
                    by=self.who("one"),
                )

        for _ in range(min(steps, 2)):
            self.go_on()
        if steps > 2:
            self.announce("office", "")
        if steps > 3:
            self.correct("office", "得分录错")

    def boss(self, name: str) -> Viewer:
        return self.board.viewer("leader", "xian", "王五") if name == "second" else self.who(name)

    @rule(who=BOSS, step=st.integers(0, 2), seen=st.booleans())
    def give(self, who: str, step: int, *, seen: bool) -> None:
        """Somebody gives a step of the approval, perhaps over what they saw."""
        hash_ = present(fresh(self.round)) if seen else ""
        by = self.boss(who)
        self.attempt(lambda: approving.give_step(self.round.pk, step=step, seen=hash_, by=by))

    @rule()
    def go_on(self) -> None:
        """Who has to gives the next step."""
        now = approval_state(fresh(self.round))
        if now.awaited is not None:
            self.give("leader" if now.awaited else "office", now.awaited, seen=True)

    @rule(who=BOSS, words=WORDS)
    def send_back(self, who: str, words: str) -> None:
        """Somebody sends the result back."""
        by = self.boss(who)
        self.attempt(lambda: approving.return_result(self.round.pk, reason=words, by=by))

    @rule(who=st.just("office") | BOSS, number=st.sampled_from(["", "示政办发〔2026〕3号", "三号"]))
    def announce(self, who: str, number: str) -> None:
        """Somebody announces it."""
        by = self.boss(who)
        self.attempt(lambda: approving.announce(self.round.pk, number=number, by=by))

    @rule(unit=UNIT)
    def receive(self, unit: str) -> None:
        """A unit signs for its result."""
        self.attempt(lambda: approving.receive_result(self.unit(unit), by=self.board.clerk(unit)))

    @rule(who=st.just("office") | BOSS, words=WORDS)
    def correct(self, who: str, words: str) -> None:
        """Somebody begins a correction."""
        by = self.boss(who)
        self.attempt(lambda: revising.begin_revision(self.round.pk, reason=words, by=by))

    @rule(unit=UNIT, value=SCORE, words=WORDS)
    def change(self, unit: str, value: Decimal, words: str) -> None:
        """The office writes another score into the correction under way."""
        revision = Revision.objects.filter(round=self.round, after=None).first()
        rows = self.board.unit(self.round, unit).component_scores.filter(withdrawn_at=None)
        row = rows.exclude(submitted_at=None).first()
        if revision is not None and row is not None:
            self.attempt(
                lambda: judging.correct_score(
                    row.pk,
                    value=value,
                    reason=words,
                    revision=revision,
                    by=self.board.office,
                )
            )

    @rule(who=st.just("leader") | BOSS)
    def finish(self, who: str) -> None:
        """Somebody puts the correction in force."""
        revision = Revision.objects.filter(round=self.round, after=None).first()
        by = self.boss(who)
        if revision is not None and self.attempt(
            lambda: revising.finish_revision(revision.pk, by=by)
        ):
            self.finished += 1

    @rule(who=st.just("office") | BOSS)
    def close(self, who: str) -> None:
        """Somebody closes the round."""
        by = self.boss(who)
        self.attempt(lambda: approving.close_round(self.round.pk, by=by))

    @invariant()
    def an_approved_result_changes_by_corrections_alone(self) -> None:
        """The result that counts is what was approved, or what the last correction made of it."""
        if not hasattr(self, "round"):
            return
        round_ = fresh(self.round)
        assert ORDER.index(round_.phase) >= ORDER.index(self.phase), "no way back"
        self.phase = round_.phase
        found = official(round_)
        assert (found is None) is (round_.phase is Phase.RUNNING)
        if found is None:
            return
        if round_.phase is Phase.CLOSED:
            assert not round_.revisions.filter(after=None).exists()
        # Computed again from its facts, it must give what was kept.
        assert assessment_of(found).problems == ()
        moved = bool(self.was) and found.hash != self.was
        assert not moved or self.finished, "it changed without a correction"
        self.was, self.finished = found.hash, 0
        last = round_.approvals.order_by("id").last()
        assert last is not None
        people = {row.person_id for row in round_.approvals.filter(snapshot=last.snapshot)}
        assert len(people) > 1, "nobody approves alone"

    @invariant()
    def nobody_sees_a_total_before_its_time(self) -> None:
        """Units and scorers with the bulletin, leaders with the proposal."""
        if not hasattr(self, "round"):
            return
        round_ = fresh(self.round)
        told = round_.phase in {Phase.ANNOUNCED, Phase.CLOSED}
        for who in (self.board.clerk(), self.who("one"), self.who("blind")):
            assert sees_result(who, round_) is told
            assert (opened(who, round_) is None) is not told
        proposed = round_.approvals.exists()
        assert sees_result(self.board.leader, round_) is (proposed or told)
        assert explained_units(self.board.clerk(), round_) == (
            frozenset({"caizheng"}) if told else frozenset()
        )


@pytest.mark.django_db
def test_a_round_goes_to_its_end_whatever_people_do(people: People, tmp_path: Path) -> None:
    class Round(WholeRound):
        make = staticmethod(lambda: Board(people))

    Round.pack, Round.groups, Round.folder = "bowang-jiaoyun", {}, tmp_path
    run_state_machine_as_test(
        Round, settings=settings(max_examples=4, stateful_step_count=50, deadline=None)
    )
