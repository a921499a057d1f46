"""Two people at once, on real connections: nothing lost, nothing twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from time import sleep

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from gongkai.core import outbox
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.audit import verify
from gongkai.core.models import Event, Notice
from gongkai.disclosure.actions import bundles, drafting, releasing, reviewing
from gongkai.disclosure.models import Bundle, Edition, MemberRole, Signature
from gongkai.disclosure.queries.published import public_items
from tests.disclosure.app.office import MORNING, SAID, Office, fresh

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*what: Callable[[], object]) -> list[str]:
    """Run each in a thread with a connection of its own; return how each went."""
    barrier = Barrier(len(what))

    def run(one: Callable[[], object]) -> str:
        try:
            barrier.wait(10)
            one()
        except Refused as refusal:
            return refusal.message
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(what)) as threads:
        return list(threads.map(run, what))


def test_two_reviewers_of_one_step(office: Office) -> None:
    edition = office.submit(office.draft())
    first, second = office.viewer("secrecy_reviewer"), office.viewer("secrecy_reviewer", "xian")

    def sign(by: Viewer) -> Callable[[], object]:
        return lambda: reviewing.sign(
            edition.pk,
            step="secrecy",
            fingerprint=edition.fingerprint,
            by=by,
        )

    outcomes = at_once(sign(first), sign(second))
    assert sorted(outcomes, key=len)[0] == "done"
    assert "现在轮到" in max(outcomes, key=len)
    assert Signature.objects.filter(outcome="sign").count() == 1
    assert Event.objects.filter(verb="edition.sign").count() == 1
    assert list(verify()) == []


def test_one_approves_while_another_returns(office: Office) -> None:
    edition = office.submit(office.draft())
    other = office.viewer("secrecy_reviewer", "xian")
    outcomes = at_once(
        lambda: reviewing.sign(
            edition.pk,
            step="secrecy",
            fingerprint=edition.fingerprint,
            by=office.viewer("secrecy_reviewer"),
        ),
        lambda: returned(edition, other),
    )
    state = fresh(edition).state
    kinds = set(Signature.objects.exclude(outcome="submit").values_list("outcome", flat=True))
    assert "done" in outcomes
    # Either the return came first and the signature was refused, or the other way round.
    assert (state, kinds) in [("draft", {"return"}), ("in_review", {"sign"})]


def returned(edition: Edition, by: Viewer) -> None:
    try:
        reviewing.return_(edition.pk, reason="有误", by=by)
    except PermissionDenied as denied:
        raise Refused(str(denied)) from denied


def test_a_double_click_on_publish_publishes_once(office: Office) -> None:
    edition = office.approved()
    clicks = [lambda: releasing.publish(edition.pk, by=office.chief)] * 4
    assert at_once(*clicks) == ["done"] * 4
    assert Event.objects.filter(verb="edition.publish").count() == 1
    assert public_items().count() == 1
    assert Notice.objects.filter(kind="disclosure.published").count() == 1


def test_two_workers_release_once(office: Office) -> None:
    edition = office.approved()
    minute = MORNING + timedelta(hours=1)
    releasing.schedule(edition.pk, release_at=minute, by=office.chief)
    at_once(*[lambda: outbox.run_due(minute)] * 3)
    at_once(*[lambda: releasing.publish_due(by=replace(office.system, at=minute))] * 2)
    assert Event.objects.filter(verb="edition.publish").count() == 1
    assert fresh(edition).state == "live"


def test_two_editors_of_one_draft(office: Office) -> None:
    edition = office.draft()
    second = office.viewer("clerk", "xian")

    def save(by: Viewer, title: str) -> Callable[[], object]:
        return lambda: drafting.save_draft(
            edition.pk,
            version=edition.version,
            said=replace(SAID, title=title),
            by=by,
        )

    outcomes = at_once(save(office.clerk, "甲的标题"), save(second, "乙的标题"))
    assert sorted(one == "done" for one in outcomes) == [False, True]
    assert fresh(edition).version == edition.version + 1


def test_two_new_editions_of_one_item(office: Office) -> None:
    item = office.published().item
    outcomes = at_once(*[lambda: drafting.start_edition(item.pk, by=office.clerk)] * 3)
    assert outcomes.count("done") == 1
    assert all("正在办理" in one for one in outcomes if one != "done")


def test_index_numbers_have_no_gap_and_no_double(office: Office) -> None:
    editions = [office.approved(replace(SAID, title=f"通知{n}")) for n in range(6)]
    clicks = [lambda pk=one.pk: releasing.publish(pk, by=office.chief) for one in editions]
    assert at_once(*clicks) == ["done"] * 6
    numbers = sorted(one.item.index_number for one in public_items())
    assert numbers == [f"caizheng/others/2026-{n:05d}" for n in range(1, 7)]
    assert list(verify()) == []


def test_one_takes_a_bundle_apart_while_another_takes_a_member_out(office: Office) -> None:
    made = bundles.create_bundle(
        office.people.unit("caizheng").pk, title="补贴办法及解读", by=office.clerk
    )
    member = bundles.add_to_bundle(
        made.pk, office.draft().pk, role=MemberRole.DOCUMENT, by=office.clerk
    )

    def remove() -> None:
        try:
            bundles.remove_from_bundle(member.pk, by=office.clerk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            Bundle.objects.select_for_update().get(pk=made.pk)
            removed = thread.submit(remove)
            sleep(0.5)  # the other has come as far as it can
            bundles.close_bundle(made.pk, by=office.clerk)
        with pytest.raises(Refused):
            removed.result(30)
    assert list(verify()) == []
