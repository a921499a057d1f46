"""What waits for whom: the review queue, what came back, what could not be released."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import OPEN_STATES, Edition
from gongkai.disclosure.queries.visibility import (
    UNDER_REVIEW,
    awaits,
    editions_seen,
    in_office,
)
from gongkai.disclosure.workflow import Standing, gathered, standing
from gongkai.rules.publishing.chains import ReviewStep
from gongkai.rules.publishing.editions import Transition, available, offers
from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.reviews import Phase
from gongkai.rules.publishing.values import EditionState


@dataclass(frozen=True, slots=True)
class Waiting:
    """An edition that waits for a person at a step; ``due`` where the step has a limit."""

    stands: Standing
    step: ReviewStep
    since: datetime | None
    due: date | None

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.stands.edition


def review_queue(viewer: Viewer) -> tuple[Waiting, ...]:
    """Return the editions this person can sign now, the longest waiting first.

    Only what the rules let them sign: not their own, not what they have signed at another step.
    """
    found = [one for one in _waiting(viewer) if one is not None]
    return tuple(sorted(found, key=lambda one: (one.since is None, one.since or viewer.at)))


def _waiting(viewer: Viewer) -> Iterator[Waiting | None]:
    if viewer.person_id is None:
        return
    governments = rulebook.governments()
    for edition in gathered(_near(viewer, Edition.objects.filter(UNDER_REVIEW))):
        stands = standing(edition.item, edition, governments)
        step = stands.review.awaited
        if step is None or not awaits(viewer, stands):
            continue
        if _may_sign(viewer, stands):
            yield Waiting(stands, step, stands.review.since, _due(step, stands.review.since))


def _near(viewer: Viewer, editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Leave out at once what lies where the viewer has no grant at all."""
    condition = Q(pk__in=())
    for grant in viewer.grants:
        condition |= Q(item__unit__path__startswith=grant.unit_path)
        condition |= Q(item__unit__parent__path=grant.unit_path)
    return editions.filter(condition)


def _may_sign(viewer: Viewer, stands: Standing) -> bool:
    transition = signing(stands)
    attempt = stands.attempt(viewer, transition)
    return available(transition, stands.facts, attempt) is None


def signing(stands: Standing) -> Transition:
    """Return which transition signing is now: on to the next step, or the last one."""
    if len(stands.review.left) > 1:
        return Transition.SIGN
    live = stands.facts.state is EditionState.LIVE
    return Transition.REVIEW_AFTER if live else Transition.APPROVE


def _due(step: ReviewStep, since: datetime | None) -> date | None:
    if step.working_days is None or since is None:
        return None
    return rulebook.national().calendar.add(day_of(since), step.working_days).day


def returned_to(viewer: Viewer) -> tuple[Standing, ...]:
    """Return the drafts of this person that a reviewer sent back, the latest first."""
    if viewer.person_id is None:
        return ()
    drafts = Edition.objects.filter(
        state=EditionState.DRAFT, writers=viewer.person_id, signatures__outcome="return"
    ).distinct()
    governments = rulebook.governments()
    found = [standing(one.item, one, governments) for one in gathered(drafts)]
    back = [one for one in found if one.review.phase is Phase.RETURNED]
    return tuple(sorted(back, key=lambda one: one.edition.saved_at, reverse=True))


def own_drafts(viewer: Viewer) -> QuerySet[Edition]:
    """Return the drafts this person writes that were never sent back, the latest saved first."""
    if viewer.person_id is None:
        return Edition.objects.none()
    mine = Edition.objects.filter(state=EditionState.DRAFT, writers=viewer.person_id)
    unsent = mine.exclude(signatures__outcome="return")
    return unsent.select_related("item", "item__unit").order_by("-saved_at", "-id")


def to_publish(viewer: Viewer) -> tuple[Edition, ...]:
    """Return the approved editions this person may publish; failed releases among them."""
    found = Edition.objects.filter(
        viewer.reach_of("disclosure.publish", "item__unit__path"),
        state=EditionState.APPROVED,
        item__attribute="public",
        bundle_membership=None,
    )
    return tuple(found.select_related("item", "item__unit").order_by("submitted_at", "id"))


def failed_releases(viewer: Viewer) -> tuple[Edition, ...]:
    """Return what this person wrote or may publish whose release at a set minute failed."""
    found = Edition.objects.filter(editions_seen(viewer), state=EditionState.APPROVED).exclude(
        release_failure=""
    )
    return tuple(found.select_related("item", "item__unit").order_by("-saved_at"))


def standings(viewer: Viewer, item_ids: Iterable[int]) -> dict[int, Standing]:
    """Return by item where its edition in work stands, else its live one; only what one sees.

    The number of database queries does not depend on how many items are asked for.
    """
    found = Edition.objects.filter(
        editions_seen(viewer),
        item_id__in=tuple(item_ids),
        state__in=[EditionState.LIVE, *OPEN_STATES],
    )
    governments = rulebook.governments()
    # An edition in work is newer than the live one, so that the last of an item is the one meant.
    ordered = gathered(found.order_by("item_id", "number"))
    return {one.item_id: standing(one.item, one, governments) for one in ordered}


@dataclass(frozen=True, slots=True)
class EditionPage:
    """An edition on its screen: where it stands, and every step with why it cannot be taken."""

    stands: Standing
    offers: dict[Transition, Refusal | None]


def edition_page(viewer: Viewer, edition_id: int) -> EditionPage | None:
    """Return an edition for its screen; ``None`` where the viewer may not see it."""
    edition = gathered(Edition.objects.filter(pk=edition_id)).first()
    if edition is None:
        return None
    stands = standing(edition.item, edition)
    if not in_office(viewer, stands):
        return None
    return EditionPage(stands, offers_to(viewer, stands))


def offers_to(viewer: Viewer, stands: Standing) -> dict[Transition, Refusal | None]:
    """Return every transition of the present state; each is decided with its own post."""
    possible = offers(stands.facts, stands.attempt(viewer))
    return {one: available(one, stands.facts, stands.attempt(viewer, one)) for one in possible}
