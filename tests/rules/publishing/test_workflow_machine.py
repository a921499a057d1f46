"""Any people doing anything in any order: what must hold of workflow and review together."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from gongkai.rules.publishing.chains import AUTHOR, PUBLISHER, Condition
from gongkai.rules.publishing.editions import TABLE, Transition, advance, check, offers, settle
from gongkai.rules.publishing.guards import Attempt, EditionFacts
from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.reviews import Phase, Review, review
from gongkai.rules.publishing.signatures import Outcome, Signature
from gongkai.rules.publishing.values import Attribute, EditionState
from tests.rules.publishing.chain_fixture import USUAL, minute

EVERYBODY = range(1, 10)
PEOPLE = st.sampled_from(EVERYBODY)
# More writers would leave nobody to review.
WRITERS = st.integers(1, 3)
RIGHTS = frozenset(rule.permission for rule in TABLE.values())
DESKS = (*(step.id for step in USUAL.steps), AUTHOR)
RECORDED = {
    Transition.SUBMIT: Outcome.SUBMIT,
    Transition.SIGN: Outcome.SIGN,
    Transition.APPROVE: Outcome.SIGN,
    Transition.REVIEW_AFTER: Outcome.SIGN,
    Transition.RETURN: Outcome.RETURN,
    Transition.WITHDRAW_SUBMISSION: Outcome.WITHDRAW,
}
AFTER_APPROVAL = (Transition.SCHEDULE, Transition.PUBLISH, Transition.RETURN)
BEFORE_RELEASE = {
    EditionState.DRAFT,
    EditionState.IN_REVIEW,
    EditionState.APPROVED,
    EditionState.SCHEDULED,
}


class Workflow(RuleBasedStateMachine):
    """One edition; people may try whatever they like."""

    def __init__(self) -> None:
        super().__init__()
        self.state = EditionState.DRAFT
        self.signatures: list[Signature] = []
        self.texts = 0
        self.writers = {1}
        self.conditions: frozenset[Condition] = frozenset()
        self.scheduled_for: int | None = None
        self.clock = 0
        self.owed = False
        self.by: Transition | None = None

    @property
    def text(self) -> str:
        return f"text {self.texts}"

    def review(self) -> Review:
        return review(
            USUAL,
            self.signatures,
            text=self.text,
            conditions=self.conditions,
            authors=self.writers,
        )

    def facts(self) -> EditionFacts:
        return EditionFacts(
            state=self.state,
            review=self.review(),
            attribute=Attribute.PUBLIC,
            scheduled_for=None if self.scheduled_for is None else minute(self.scheduled_for),
            review_owed=self.owed,
        )

    def attempt(self, person: int | None, to_step: str, behalf: int | None) -> Attempt:
        return Attempt(
            person=person,
            at=minute(self.clock),
            permissions=RIGHTS if person else frozenset(),
            steps=frozenset(DESKS) if person else frozenset(),
            on_behalf_of=behalf,
            reason="核对",
            to_step=to_step,
            publish_at=minute(self.clock + 5),
        )

    @rule(
        transition=st.sampled_from(Transition),
        person=st.none() | PEOPLE,
        to_step=st.sampled_from(DESKS),
        behalf=st.none() | PEOPLE,
    )
    def somebody_tries(
        self, transition: Transition, person: int | None, to_step: str, behalf: int | None
    ) -> None:
        self.try_(transition, self.attempt(person, to_step, behalf))

    @rule()
    def who_can_moves_it_on(self) -> None:
        """Most people do what their screen offers."""
        forward = (Transition.SUBMIT, Transition.SIGN, Transition.APPROVE, Transition.REVIEW_AFTER)
        for transition in forward:
            for person in EVERYBODY:
                if self.try_(transition, self.attempt(person, AUTHOR, None)):
                    return

    @precondition(lambda self: self.state is EditionState.APPROVED)
    @rule(to_step=st.sampled_from(DESKS), transition=st.sampled_from(AFTER_APPROVAL))
    def what_is_approved_is_handled(self, to_step: str, transition: Transition) -> None:
        self.try_(transition, self.attempt(9, to_step, None))

    @precondition(lambda self: self.state is EditionState.IN_REVIEW)
    @rule()
    def there_is_an_emergency(self) -> None:
        self.try_(Transition.PUBLISH_URGENT, self.attempt(9, "", None))

    def try_(self, transition: Transition, attempt: Attempt) -> bool:
        facts = self.facts()
        found = advance(transition, facts, attempt)
        assert isinstance(found, Refusal) == (check(transition, facts, attempt) is not None)
        if isinstance(found, Refusal):
            assert found.reason
            return False
        assert offers(facts, attempt)[transition] is None
        self.record(transition, facts, attempt)
        self.by = transition
        self.state = found
        return True

    def record(self, transition: Transition, facts: EditionFacts, attempt: Attempt) -> None:
        """What an action would store along with the new state."""
        if transition is Transition.SCHEDULE:
            self.scheduled_for = self.clock + 5
        if transition is Transition.PUBLISH_URGENT:
            self.owed = not facts.review.complete
        if transition not in RECORDED:
            return
        outcome = RECORDED[transition]
        awaited = facts.review.awaited.id if facts.review.awaited else PUBLISHER
        assert attempt.person is not None
        self.signatures.append(
            Signature(
                step=awaited if outcome in {Outcome.SIGN, Outcome.RETURN} else AUTHOR,
                person=attempt.person,
                outcome=outcome,
                at=attempt.at,
                text=self.text,
                on_behalf_of=attempt.on_behalf_of,
                to_step=attempt.to_step if outcome is Outcome.RETURN else "",
                reason=attempt.reason,
            )
        )
        # Whatever the workflow lets through must count in the review.
        assert self.review().history[-1].void is None
        if transition is Transition.REVIEW_AFTER:
            self.owed = False

    @precondition(lambda self: self.state in BEFORE_RELEASE)
    @rule(person=WRITERS)
    def somebody_changes_the_text(self, person: int) -> None:
        self.texts += 1
        self.writers.add(person)
        self.state = settle(self.state, self.review())

    @precondition(lambda self: self.state in BEFORE_RELEASE)
    @rule(important=st.booleans())
    def it_becomes_important_or_not(self, important: bool) -> None:
        self.conditions = frozenset({Condition.IMPORTANT}) if important else frozenset()
        self.state = settle(self.state, self.review())

    @precondition(lambda self: self.state is EditionState.SCHEDULED)
    @rule(waits=st.integers(0, 6))
    def the_system_looks(self, waits: int) -> None:
        assert self.scheduled_for is not None
        self.clock += waits
        system = replace(self.attempt(None, "", None), publish_at=None)
        went = self.try_(Transition.PUBLISH, system)
        assert went == (self.clock >= self.scheduled_for)

    @rule(minutes=st.integers(1, 10))
    def time_passes(self, minutes: int) -> None:
        self.clock += minutes

    @invariant()
    def state_and_review_agree(self) -> None:
        found = self.review()
        match self.state:
            case EditionState.DRAFT:
                assert found.phase in {Phase.NOT_SUBMITTED, Phase.RETURNED}
            case EditionState.IN_REVIEW:
                assert found.phase is Phase.AWAITING
            case EditionState.APPROVED | EditionState.SCHEDULED:
                assert found.complete
            case EditionState.LIVE:
                assert found.complete or self.owed

    @invariant()
    def nobody_signed_their_own_text_and_nobody_twice(self) -> None:
        signed = [one.signature for one in self.review().steps if one.signature]
        people = [person for one in signed for person in one.people]
        assert not set(people) & self.writers
        assert len(people) == len(set(people))

    @invariant()
    def nothing_is_live_that_secrecy_has_not_seen(self) -> None:
        if self.by in {Transition.PUBLISH, Transition.PUBLISH_URGENT}:
            assert self.review().secrecy_signed


Workflow.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestWorkflow = Workflow.TestCase
