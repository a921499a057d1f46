"""Random people doing random things to a few items: what must hold after every step.

The machine runs in one transaction of the test's database, which is rolled back at its end.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
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

from gongkai.core import outbox
from gongkai.core.actions import Refused
from gongkai.core.audit import verify
from gongkai.disclosure.actions import drafting, pages, releasing, reviewing
from gongkai.disclosure.models import OPEN_STATES, Edition, Item, Signature
from gongkai.disclosure.queries.published import public_items, public_page
from gongkai.disclosure.workflow import standing
from gongkai.rules.publishing.availability import RemovalGround
from gongkai.rules.publishing.chains import AUTHOR
from gongkai.rules.publishing.values import Attribute, EditionState
from tests.disclosure.app.office import REVIEWERS, SAID, Office, fresh
from tests.people import People

ROLES = st.sampled_from(["clerk", *REVIEWERS, "openness_office"])
UNITS = st.sampled_from(["caizheng", "xian", "minzheng"])
STEPS = st.sampled_from(["secrecy", "first", "second", "final", "group"])


class Disclosure(RuleBasedStateMachine):
    """One county office; refusals are fine, faults and broken laws are not."""

    editions = Bundle("editions")
    make: Callable[[], Office]

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.office = type(self).make()
        self.live_texts: dict[int, str] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def attempt(self, act: Callable[[], object]) -> object | None:
        """Take a step; being refused is an answer, anything else would be a fault."""
        try:
            with transaction.atomic():
                return act()
        except (Refused, PermissionDenied):
            return None

    @initialize(target=editions)
    def begin(self) -> object:
        """One item is live, one waits for publication, one is being reviewed."""
        live = self.office.published()
        waiting = self.office.approved(replace(SAID, title="待发布的通知"))
        reviewed = self.office.submit(self.office.draft())
        return multiple(live, waiting, reviewed)

    @rule(target=editions, number=st.integers(0, 99))
    def draft(self, number: int) -> Edition:
        """A clerk begins an item."""
        return self.office.draft(replace(SAID, title=f"通知{number}"))

    @rule(edition=editions, number=st.integers(0, 99), unit=UNITS, stale=st.booleans())
    def save(self, edition: Edition, number: int, unit: str, stale: bool) -> None:
        """Somebody changes a draft, from an old page perhaps."""
        version = fresh(edition).version - stale
        said = replace(SAID, title=f"通知{number}", change_note="更正")
        by = self.office.viewer("clerk", unit)
        self.attempt(lambda: drafting.save_draft(edition.pk, version=version, said=said, by=by))

    @rule(edition=editions, role=ROLES, unit=UNITS)
    def submit(self, edition: Edition, role: str, unit: str) -> None:
        """Somebody submits it."""
        self.attempt(lambda: reviewing.submit(edition.pk, by=self.office.viewer(role, unit)))

    @rule(edition=editions, steps=st.integers(1, 6))
    def go_on(self, edition: Edition, steps: int) -> None:
        """It goes some steps on its proper way, each by the one whose turn it is."""
        ways: dict[str, Callable[[], object]] = {
            "draft": lambda: self.office.submit(fresh(edition)),
            "in_review": lambda: self.office.sign(edition),
            "approved": lambda: releasing.publish(edition.pk, by=self.office.chief),
        }
        for _ in range(steps):
            way = ways.get(fresh(edition).state)
            if way is not None:
                self.attempt(way)

    @rule(edition=editions, step=STEPS, role=ROLES, unit=UNITS)
    def sign(self, edition: Edition, step: str, role: str, unit: str) -> None:
        """Anybody tries to sign any step."""
        by, seen = self.office.viewer(role, unit), fresh(edition).fingerprint
        self.attempt(lambda: reviewing.sign(edition.pk, step=step, fingerprint=seen, by=by))

    @rule(edition=editions, role=ROLES, to=st.sampled_from([AUTHOR, "secrecy", "first"]))
    def send_back(self, edition: Edition, role: str, to: str) -> None:
        """Somebody returns it."""
        by = self.office.viewer(role)
        self.attempt(lambda: reviewing.return_(edition.pk, to_step=to, reason="请核对", by=by))

    @rule(edition=editions)
    def take_back(self, edition: Edition) -> None:
        """The author takes it back."""
        self.attempt(lambda: reviewing.withdraw_submission(edition.pk, by=self.office.clerk))

    @rule(edition=editions, role=ROLES, unit=UNITS)
    def publish(self, edition: Edition, role: str, unit: str) -> None:
        """Somebody publishes it."""
        self.attempt(lambda: releasing.publish(edition.pk, by=self.office.viewer(role, unit)))

    @rule(edition=editions, role=ROLES)
    def publish_urgently(self, edition: Edition, role: str) -> None:
        """Somebody calls it an emergency."""
        by = self.office.viewer(role)
        self.attempt(lambda: releasing.publish_urgent(edition.pk, reason="汛情", by=by))

    @rule(edition=editions, hours=st.integers(-1, 3))
    def schedule(self, edition: Edition, hours: int) -> None:
        """The chief sets a minute."""
        at = self.office.now + timedelta(hours=hours)
        self.attempt(lambda: releasing.schedule(edition.pk, release_at=at, by=self.office.chief))

    @rule(edition=editions)
    def unschedule(self, edition: Edition) -> None:
        """The chief thinks again."""
        self.attempt(lambda: releasing.unschedule(edition.pk, by=self.office.chief))

    @rule(hours=st.integers(1, 4))
    def work(self, hours: int) -> None:
        """Time passes and the worker works."""
        self.office.wait(hours=hours)
        outbox.run_due(self.office.now)

    @rule(target=editions, edition=editions, number=st.integers(0, 99))
    def change(self, edition: Edition, number: int) -> object:
        """A new edition is begun of what is live."""
        made = self.attempt(
            lambda: self.office.next_edition(edition.item, title=f"通知{number}（更正）")
        )
        return made if isinstance(made, Edition) else multiple()

    @rule(edition=editions, attribute=st.sampled_from([Attribute.PUBLIC] * 6 + list(Attribute)))
    def decide(self, edition: Edition, attribute: Attribute) -> None:
        """The attribute is decided."""
        self.attempt(
            lambda: drafting.decide_attribute(
                edition.pk, attribute=attribute, reason="privacy", by=self.office.clerk
            )
        )

    @rule(edition=editions, step=st.sampled_from(["withdraw", "restore", "remove"]))
    def move_page(self, edition: Edition, step: str) -> None:
        """The chief takes the page down, brings it back, deletes it."""
        by, item = self.office.chief, edition.item_id
        moves = {
            "withdraw": lambda: pages.withdraw_page(
                item, ground=RemovalGround.ERROR, notice="核实中", reason="误", by=by
            ),
            "restore": lambda: pages.restore_page(item, reason="无误", by=by),
            "remove": lambda: pages.remove_page(
                item, ground=RemovalGround.DUPLICATE, reason="重复", by=by
            ),
        }
        self.attempt(moves[step])

    @rule(edition=editions, reason=st.sampled_from(["", "不办了"]), luck=st.integers(0, 4))
    def discard(self, edition: Edition, reason: str, luck: int) -> None:
        """The clerk throws it away, now and then."""
        if luck == 0:
            self.attempt(lambda: drafting.discard(edition.pk, reason=reason, by=self.office.clerk))

    @invariant()
    def one_live_and_one_open(self) -> None:
        """At most one live and one open edition of an item."""
        for states in ([EditionState.LIVE], OPEN_STATES):
            counted = Edition.objects.filter(state__in=states).values("item")
            assert not counted.annotate(many=Count("id")).filter(many__gt=1).exists()

    @invariant()
    def only_what_is_live_and_public_is_shown(self) -> None:
        """Nothing else reaches the public."""
        for edition in public_items():
            assert edition.state == "live"
            assert (edition.item.attribute, edition.item.availability) == ("public", "live")
        for item in Item.objects.exclude(attribute="public"):
            page = public_page(item.key)
            assert page is None or page.edition is None

    @invariant()
    def nobody_signs_their_own(self) -> None:
        """No standing signature is a writer's, and what is live is wholly signed or owes it."""
        for edition in Edition.objects.filter(state__in=["approved", "scheduled", "live"]):
            stands = standing(edition.item, edition)
            writers = set(edition.writers.values_list("pk", flat=True))
            for step in stands.review.steps:
                if step.signature is not None:
                    assert step.signature.person not in writers
            assert stands.review.complete or stands.facts.review_owed
            assert stands.review.secrecy_signed
        strays = Signature.objects.filter(person__name__contains="（clerk）", outcome="sign")
        assert not strays.exists()

    @invariant()
    def what_is_public_never_changes_by_itself(self) -> None:
        """The text of a published edition stays as it was signed."""
        for edition in Edition.objects.filter(published_at__isnull=False):
            known = self.live_texts.setdefault(edition.pk, edition.fingerprint + edition.text)
            assert known == edition.fingerprint + edition.text

    @invariant()
    def the_chain_of_events_holds(self) -> None:
        """Nothing was done behind the record."""
        assert list(verify()) == []


@pytest.mark.django_db
def test_whatever_people_do_the_laws_hold(own_folders: None) -> None:
    del own_folders
    Disclosure.make = staticmethod(lambda: Office(People()))
    run_state_machine_as_test(
        Disclosure, settings=settings(max_examples=6, stateful_step_count=40, deadline=None)
    )
