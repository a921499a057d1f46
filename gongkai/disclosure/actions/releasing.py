"""Publication: at once, at a set minute, in an emergency. One transaction, or nothing at all."""

from datetime import datetime

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.numbering import next_number
from gongkai.disclosure import publication, rulebook
from gongkai.disclosure.actions.checking import check_now
from gongkai.disclosure.actions.common import locked_edition, refused, take_step, told
from gongkai.disclosure.actions.delivering import hand_on
from gongkai.disclosure.actions.reviewing import step_back
from gongkai.disclosure.models import ChangeRequest, Edition, Item
from gongkai.disclosure.telling import tell_published
from gongkai.rules.publishing.availability import PageFacts, PageMove, PageStep, move_page
from gongkai.rules.publishing.editions import Transition
from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.values import Availability, EditionState

RELEASE = "disclosure.release"


def schedule(edition_id: int, *, release_at: datetime, by: Viewer) -> Edition:
    """Set an approved edition to be published at a minute.

    Raises:
        Refused: not approved, the minute has passed, or something forbids publication.
    """
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        minute = release_at.replace(second=0, microsecond=0)
        schedule_in(act, item, edition, minute)
        act.enqueue(RELEASE, f"edition:{edition.pk}", {"edition": edition.pk}, run_at=minute)
        return edition


def schedule_in(
    act: Act, item: Item, edition: Edition, minute: datetime, *, by_bundle: bool = False
) -> None:
    """Schedule inside an action; the job that releases it is the caller's."""
    check_now(item, edition, act.by.at)
    take_step(act, item, edition, Transition.SCHEDULE, publish_at=minute, by_bundle=by_bundle)
    edition.release_at = minute
    edition.release_failure = ""
    edition.save(update_fields=["state", "release_at", "release_failure"])
    told(act, "edition.schedule", item, edition, release_at=minute.isoformat())


def unschedule(edition_id: int, *, by: Viewer) -> Edition:
    """Take a scheduled edition back to approved."""
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        unschedule_in(act, item, edition)
        return edition


def unschedule_in(act: Act, item: Item, edition: Edition, *, by_bundle: bool = False) -> None:
    """Unschedule inside an action."""
    take_step(act, item, edition, Transition.UNSCHEDULE, by_bundle=by_bundle)
    edition.release_at = None
    edition.save(update_fields=["state", "release_at"])
    told(act, "edition.unschedule", item, edition)


def publish(edition_id: int, *, by: Viewer) -> Edition:
    """Publish an approved edition now. One that is live already stays as it is.

    Raises:
        Refused: not approved, changed since, or something forbids publication.
    """
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        if edition.state == EditionState.LIVE:
            act.require("disclosure.publish", item.unit.path)
            act.unchanged()
            return edition
        publish_in(act, item, edition)
        return edition


def publish_in(act: Act, item: Item, edition: Edition, *, by_bundle: bool = False) -> None:
    """Publish inside an action."""
    if edition.state in {EditionState.APPROVED, EditionState.SCHEDULED}:
        check_now(item, edition, act.by.at)
    take_step(act, item, edition, Transition.PUBLISH, by_bundle=by_bundle)
    _go_live(act, item, edition)
    told(act, "edition.publish", item, edition, index_number=item.index_number)


def publish_urgent(edition_id: int, *, reason: str, by: Viewer) -> Edition:
    """Publish before the review is complete, with a reason; the rest of the review is owed.

    Raises:
        Refused: no secrecy review yet, no reason, or the author is asking.
    """
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        take_step(act, item, edition, Transition.PUBLISH_URGENT, reason=reason)
        edition.urgent_reason = reason.strip()
        _go_live(act, item, edition)
        told(act, "edition.publish_urgent", item, edition, reason=reason.strip())
        return edition


def release(edition_id: int, *, by: Viewer) -> bool:
    """Publish a scheduled edition whose minute has come. Return whether it is published now.

    What forbids it is written into the edition, which then waits as approved: never silent.
    """
    try:
        with acting(by) as act:
            item, edition = locked_edition(act, edition_id)
            if not _due(edition, by):
                act.permit("nothing is due")
                act.unchanged()
                return False
            publish_in(act, item, edition)
            return True
    except Refused as refusal:
        _note_failure(edition_id, refusal.message, by)
        return False


def _due(edition: Edition, by: Viewer) -> bool:
    """A job may run twice, too early, or after somebody has decided otherwise."""
    return (
        edition.state == EditionState.SCHEDULED
        and edition.release_at is not None
        and edition.release_at <= by.at
        and not hasattr(edition, "bundle_membership")
    )


def _note_failure(edition_id: int, reason: str, by: Viewer) -> None:
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        act.require("disclosure.publish", item.unit.path)
        if edition.state != EditionState.SCHEDULED:
            act.unchanged()
            return
        step_back(act, item, edition, reason)


def publish_due(*, by: Viewer) -> int:
    """Release everything whose minute has come, jobs or none; return how many went live."""
    due = Edition.objects.filter(
        state=EditionState.SCHEDULED, release_at__lte=by.at, bundle_membership=None
    )
    ids = list(due.order_by("release_at", "id").values_list("pk", flat=True))
    return sum(release(edition_id, by=by) for edition_id in ids)


def _go_live(act: Act, item: Item, edition: Edition) -> None:
    """Make an edition the live one: page, number, history, validity, and everybody told."""
    _open_page(act, item, edition)
    _supersede(act, item)
    edition.state = EditionState.LIVE
    edition.published_at = act.by.at
    edition.release_failure = ""
    edition.save()
    closed = ChangeRequest.objects.filter(edition=edition, closed_at=None)
    closed.update(closed_at=act.by.at)
    hand_on(act, item, edition)
    tell_published(act, item, edition)
    publication.changed(act, publication.keys_of(item))


def _open_page(act: Act, item: Item, edition: Edition) -> None:
    """Open the page; a first publication gives the index number, a closed page opens again."""
    before = Availability(item.availability)
    step = (
        PageStep.PUBLISH
        if before in {Availability.UNPUBLISHED, Availability.LIVE}
        else PageStep.RESTORE
    )
    move = PageMove(step=step, reason=edition.change_note or gettext("发布新版"))
    facts = PageFacts(item=item.pk, availability=before, reviewed_since=True)
    outcome = move_page(move, facts)
    if isinstance(outcome, Refusal):
        raise refused(outcome)
    if item.first_published_at is None:
        item.first_published_at = act.by.at
        item.index_number = _index_number(act, item)
    if outcome != before:
        item.availability, item.availability_at = outcome, act.by.at
    item.notice, item.removal_ground, item.redirect_to = "", "", None
    item.review_due = rulebook.review_due(item.content_type, day_of(act.by.at))
    item.save()


def _index_number(act: Act, item: Item) -> str:
    """Return 索引号: issuer code, category, and a number of the unit without gaps in the year."""
    year = day_of(act.by.at).year
    number = next_number(act, "disclosure.index", item.unit, year)
    return f"{item.unit.code}/{item.category}/{year}-{number:05d}"


def _supersede(act: Act, item: Item) -> None:
    old = item.editions.select_for_update().filter(state=EditionState.LIVE).first()
    if old is None:
        return
    old.state = EditionState.SUPERSEDED
    old.superseded_at = act.by.at
    old.save(update_fields=["state", "superseded_at"])
