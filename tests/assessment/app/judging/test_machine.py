"""Random people judging a few units in any order: the total is always what the facts say.

After every step the result kept up to date by single units is held against one computed whole from
the tables, against one computed from the facts file anybody can download, and against the second,
independent way to recompute an explanation.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from gongkai.assessment.actions import judging, notifying, staffing
from gongkai.assessment.actions.common import touch
from gongkai.assessment.assess import assess
from gongkai.assessment.current import current, forget, pack_of
from gongkai.assessment.factbook import facts_of
from gongkai.assessment.factfile import facts_json
from gongkai.assessment.facts import read_facts_files
from gongkai.assessment.models import (
    ComponentScore,
    Deduction,
    EstablishedFinding,
    NotApplicable,
    SelfReport,
)
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.audit import verify
from gongkai.rules.explain import TraceNode, recompute
from tests.assessment.app.board import UNITS, Board, fresh
from tests.people import People

UNIT = st.sampled_from(UNITS)
POINTS = st.sampled_from(["0.5", "1", "1.5", "2", "1", "2", "7", "0.25"]).map(Decimal)
SCORE = st.sampled_from(["0", "59.99", "60", "83.1", "90", "100", "101"]).map(Decimal)
# Mostly those whose business it is; the others try, too.
WHO = st.sampled_from(["one", "two", "one", "blind", "checker", "office", "leader", "clerk"])
WORDS = st.sampled_from(["缺记录", "更新迟", "内容空", "无附件", "内容旧", ""])


class Judging(RuleBasedStateMachine):
    """One round of a pack; refusals are fine, faults and totals that differ are not."""

    deductions = Bundle("deductions")
    scores = Bundle("scores")
    claims = Bundle("claims")
    findings = Bundle("findings")
    make: ClassVar[Callable[[], Board]]
    folder: ClassVar[Path]
    pack: ClassVar[str]
    groups: ClassVar[dict[str, str]]

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        forget()
        self.board = type(self).make()

    def teardown(self) -> None:
        assert list(verify()) == []
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        forget()

    def attempt(self, act: Callable[[], object]) -> object | None:
        """Take a step; being refused is an answer, anything else would be a fault."""
        try:
            with transaction.atomic():
                return act()
        except (Refused, PermissionDenied):
            return None

    def made(self, act: Callable[[], object]) -> object:
        """Return what a step made, for a bundle; nothing where it was refused."""
        row = self.attempt(act)
        return multiple() if row is None else row

    @initialize()
    def begin(self) -> None:
        """Four people judge: two of them everything, one blind, one to check."""
        board = self.board
        self.round = board.running(self.pack, UNITS, **self.groups)
        self.scheme = pack_of(self.round).scheme
        self.items = [item.id for rubric in self.scheme.rubrics for item in rubric.items()]
        self.items += [item.id for item in self.scheme.bonus.items] if self.scheme.bonus else []
        self.parts = [leaf.id for leaf in self.scheme.leaves()] or ["none"]
        for name, blind, checks in (
            ("one", False, False),
            ("two", False, False),
            ("blind", True, False),
            ("checker", False, True),
        ):
            person = board.person("assessor", "xian", name)
            parts = [leaf.id for leaf in self.scheme.leaves() if leaf.scorer != "unit"]
            for part in [""] * bool(self.scheme.rubrics) + parts:
                staffing.add_scorer(
                    self.round.pk,
                    person=person,
                    component=part,
                    blind=blind,
                    checks=checks,
                    by=board.office,
                )

    def who(self, name: str) -> Viewer:
        board = self.board
        known = {"office": board.office, "leader": board.leader, "clerk": board.clerk()}
        return known.get(name) or board.viewer("assessor", "xian", name)

    def unit(self, code: str) -> int:
        return self.board.unit(self.round, code).pk

    def item(self, number: int) -> str:
        """Return one of a few items, so that several things happen to each."""
        few = self.items[:4] + self.items[-3:]
        return few[number % len(few)] if few else "none"

    @rule(
        target=deductions, who=WHO, unit=UNIT, number=st.integers(0, 99), points=POINTS,
        words=WORDS, beyond=st.booleans(), bonus=st.booleans(),
    )  # fmt: skip
    def deduct(
        self, who: str, unit: str, number: int, points: Decimal, words: str, *, beyond: bool,
        bonus: bool,
    ) -> object:  # fmt: skip
        """Somebody takes points off, or gives some."""
        said = {
            "item": self.item(number),
            "points": points,
            "reason": words,
            "evidence": "查阅资料",
            "by": self.who(who),
        }
        if bonus:
            return self.made(lambda: judging.award(self.unit(unit), **said))  # type: ignore[arg-type]
        return self.made(
            lambda: judging.deduct(self.unit(unit), beyond=beyond, **said)  # type: ignore[arg-type]
        )

    @rule(row=deductions, who=st.just("maker") | WHO, words=WORDS)
    def withdraw(self, row: Deduction, who: str, words: str) -> None:
        """Who made it takes a deduction back, or somebody else tries to."""
        by = self.who(row.name if who == "maker" else who)
        self.attempt(lambda: judging.withdraw_deduction(row.pk, reason=words, by=by))

    @rule(row=deductions, who=WHO)
    def check(self, row: Deduction, who: str) -> None:
        """Somebody confirms a deduction, never the own one."""
        by = self.who(who)
        done = self.attempt(lambda: judging.check_deduction(row.pk, by=by))
        assert done is None or row.person_id != by.person_id

    @rule(who=WHO, unit=UNIT, number=st.integers(0, 99), back=st.booleans())
    def look(self, who: str, unit: str, number: int, *, back: bool) -> None:
        """Somebody looks at an item and takes nothing off, or means to look again."""
        item, by = self.item(number), self.who(who)
        if back:
            self.attempt(lambda: judging.unlook(self.unit(unit), items=[item], by=by))
        else:
            self.attempt(lambda: judging.look(self.unit(unit), items=[item], by=by))

    @rule(
        who=WHO, unit=UNIT, number=st.integers(0, 99), numerator=st.integers(0, 20),
        denominator=st.integers(0, 20), version=st.integers(0, 2),
    )  # fmt: skip
    def rate(
        self, who: str, unit: str, number: int, numerator: int, denominator: int, version: int
    ) -> None:
        """Somebody enters a rate."""
        rates = [
            item.id
            for rubric in self.scheme.rubrics
            for item in rubric.items()
            if item.computed is not None
        ]
        item = rates[number % len(rates)] if rates else self.item(number)
        self.attempt(
            lambda: judging.set_rate(
                self.unit(unit),
                item=item,
                numerator=Decimal(numerator),
                denominator=Decimal(denominator),
                records="台账",
                version=version,
                by=self.who(who),
            )
        )

    @rule(
        target=scores, who=WHO, unit=UNIT, number=st.integers(0, 9), value=SCORE, words=WORDS,
        version=st.integers(0, 2), submits=st.booleans(),
    )  # fmt: skip
    def score(
        self, who: str, unit: str, number: int, value: Decimal, words: str, version: int, *,
        submits: bool,
    ) -> object:  # fmt: skip
        """Somebody gives a unit a score in a component."""
        way = judging.submit_score if submits else judging.save_score
        return self.made(
            lambda: way(
                self.unit(unit),
                component=self.parts[number % len(self.parts)],
                given=judging.Given(value, words),
                version=version,
                by=self.who(who),
            )
        )

    @rule(row=scores, who=st.just("maker") | WHO, words=WORDS)
    def take_back(self, row: ComponentScore, who: str, words: str) -> None:
        """Who gave it takes a score back, or somebody else tries to."""
        by = self.who(row.name if who == "maker" else who)
        self.attempt(lambda: judging.withdraw_score(row.pk, reason=words, by=by))

    @rule(target=claims, unit=UNIT, number=st.integers(0, 99), whole=st.booleans())
    def claim(self, unit: str, number: int, *, whole: bool) -> object:
        """A unit says that an item or a whole dimension does not apply."""
        item = self.item(number)
        name = item.partition(".")[0] if whole else item
        return self.attempt(
            lambda: (
                NotApplicable.objects.create(
                    round_unit_id=self.unit(unit),
                    item=name,
                    reason="没有这类事项",
                    asked_by="张三",
                    asked_at=self.board.now,
                )
                if not NotApplicable.objects.filter(
                    round_unit=self.unit(unit), item__startswith=name.partition(".")[0]
                ).exists()
                else None
            )
        )

    @rule(row=claims, who=WHO, approve=st.booleans(), words=WORDS)
    def decide(self, row: NotApplicable | None, who: str, words: str, *, approve: bool) -> None:
        """Somebody decides on a claim."""
        if row is not None:
            self.attempt(
                lambda: judging.decide_claim(row.pk, approve=approve, note=words, by=self.who(who))
            )

    @rule(target=findings, who=st.just("office") | WHO, unit=UNIT, words=WORDS)
    def establish(self, who: str, unit: str, words: str) -> object:
        """Somebody establishes a fact that decides alone."""
        known = [*self.scheme.findings(), "nothing"]
        return self.made(
            lambda: judging.establish_finding(
                self.unit(unit), finding=known[0], reason=words, evidence="笔录", by=self.who(who)
            )
        )

    @rule(row=findings, who=st.just("office") | WHO, words=WORDS)
    def unestablish(self, row: EstablishedFinding, who: str, words: str) -> None:
        """Somebody takes it back."""
        self.attempt(lambda: judging.withdraw_finding(row.pk, reason=words, by=self.who(who)))

    @rule(who=WHO, rater=UNIT, scores=st.dictionaries(UNIT, SCORE), paper=st.booleans())
    def vote(self, who: str, rater: str, scores: dict[str, Decimal], *, paper: bool) -> None:
        """Somebody casts a ballot."""
        self.attempt(
            lambda: judging.cast_ballot(
                self.round.pk, rater=rater, scores=scores, paper=paper, by=self.who(who)
            )
        )

    @rule(who=WHO, order=st.permutations(UNITS), minutes=WORDS)
    def tie(self, who: str, order: list[str], minutes: str) -> None:
        """Somebody decides the order among equals."""
        self.attempt(
            lambda: judging.decide_tie(
                self.round.pk,
                grade=self.scheme.grades[0].id,
                order=order,
                minutes=minutes,
                by=self.who(who),
            )
        )

    @rule(unit=UNIT, score=SCORE)
    def report(self, unit: str, score: Decimal) -> None:
        """A unit hands in its self-assessment."""
        pk = self.unit(unit)
        if SelfReport.objects.filter(round_unit=pk).exists() or score > 100:
            return
        SelfReport.objects.create(
            round_unit_id=pk,
            score=score,
            saved_at=self.board.now,
            submitted_at=self.board.now,
            signed_at=self.board.now,
        )
        touch(self.board.unit(self.round, unit))

    @rule(unit=UNIT, exempt=st.booleans(), words=WORDS)
    def exempt(self, unit: str, words: str, *, exempt: bool) -> None:
        """The office exempts a unit, or takes it in again."""
        self.attempt(
            lambda: notifying.exempt_unit(
                self.unit(unit), exempt=exempt, reason=words, by=self.board.office
            )
        )

    @invariant()
    def totals_are_what_the_facts_say(self) -> None:
        """Kept, computed whole, computed from the facts file, recomputed: the same."""
        if not hasattr(self, "round"):
            return
        kept = current(fresh(self.round))
        facts = facts_of(self.round, self.scheme)
        whole = assess(self.scheme, facts).to_json()
        assert kept.to_json() == whole
        path = self.folder / "facts.json"
        path.write_text(json.dumps(facts_json(facts), ensure_ascii=False), encoding="utf-8")
        assert assess(self.scheme, read_facts_files([path], self.scheme)).to_json() == whole
        for unit in kept.units:
            if unit.score.trace is not None:
                _recomputed(unit.score.trace)


def _recomputed(node: TraceNode) -> None:
    assert recompute(node) == node.value
    for child in node.children:
        _recomputed(child)


CITY = dict.fromkeys(UNITS, "业务部门")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pack", "groups"),
    [("shifandian", {}), ("bianti-shi", CITY), ("bowang-jiaoyun", {}), ("bianti-wangzhan", {})],
)
def test_totals_are_always_what_the_facts_say(
    pack: str, groups: dict[str, str], people: People, tmp_path: Path
) -> None:
    class Round(Judging):
        make = staticmethod(lambda: Board(people))

    Round.pack, Round.groups, Round.folder = pack, groups, tmp_path
    run_state_machine_as_test(
        Round, settings=settings(max_examples=4, stateful_step_count=40, deadline=None)
    )
