"""Who in the office sees which edition: the condition for lists, and the decision for one.

Both say what ``rules.publishing.visibility`` says; a test holds them against each other. A list
leaves one thing out: an edition that only waits for somebody is in that person's review queue,
and on the page of its item (:func:`awaiting`).
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Exists, OuterRef, Q

from gongkai.core.access import Viewer
from gongkai.disclosure.models import UNFINISHED, Edition, Item, Signature
from gongkai.disclosure.workflow import Standing, gathered, standing
from gongkai.rules.publishing import visibility as rules
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.rules.publishing.visibility import Outlet, Subject, Visibility

UNDER_REVIEW: Final = Q(state=EditionState.IN_REVIEW) | (
    Q(state=EditionState.LIVE, reviewed_after_at=None) & ~Q(urgent_reason="")
)
"""Editions that wait for a signature; one published in an emergency still owes its review."""
_TO_PUBLISH: Final = (EditionState.APPROVED, EditionState.SCHEDULED)


def editions_seen(viewer: Viewer) -> Q:
    """Return the condition on editions a viewer sees in the office."""
    if viewer.is_system:
        return Q()
    path = "item__unit__path"
    own = viewer.reach_of("disclosure.drafts", path)
    overseen = viewer.reach_of("disclosure.oversee", path) & ~Q(state__in=UNFINISHED)
    return own | overseen | _hand_of(viewer)


def _hand_of(viewer: Viewer) -> Q:
    """What somebody wrote or signed they may always look up again."""
    if viewer.person_id is None:
        return Q(pk__in=())
    wrote = Edition.writers.through.objects.filter(
        edition_id=OuterRef("pk"), person_id=viewer.person_id
    )
    signed = Signature.objects.filter(edition_id=OuterRef("pk"), person_id=viewer.person_id)
    return Q(Exists(wrote)) | Q(Exists(signed))


def seen_among(viewer: Viewer, ids: Iterable[int]) -> frozenset[int]:
    """Return which of some editions a viewer sees in lists."""
    found = Edition.objects.filter(editions_seen(viewer), pk__in=list(ids))
    return frozenset(found.values_list("pk", flat=True))


def items_seen(viewer: Viewer) -> Q:
    """Return the condition on items of which a viewer sees an edition in the office."""
    if viewer.is_system:
        return Q()
    own = viewer.reach_of("disclosure.drafts", "unit__path")
    some = Edition.objects.filter(editions_seen(viewer), item_id=OuterRef("pk"))
    return own | Q(Exists(some))


def answers_for(viewer: Viewer, path: str) -> Q:
    """Return the condition on units whose duties, plans and figures a viewer follows.

    Those say what a unit owes, and no word of a draft: besides its own people and who oversees
    it, whoever writes or plans for it has to know them. ``path`` is the field of the unit's path.
    """
    names = ("disclosure.drafts", "disclosure.write", "disclosure.plan", "disclosure.oversee")
    return reached(viewer, path, *names)


def reached(viewer: Viewer, path: str, *names: str) -> Q:
    """Return the condition on a path field that any of these permissions reaches."""
    if viewer.is_system:
        return Q()  # an empty condition joined to another by "or" would be dropped
    return reduce(or_, (viewer.reach_of(name, path) for name in names))


def awaiting(viewer: Viewer, item: Item) -> tuple[Edition, ...]:
    """Return the editions of an item that wait for a post this viewer holds."""
    near = UNDER_REVIEW | Q(state__in=_TO_PUBLISH)
    waiting = gathered(Edition.objects.filter(near, item_id=item.pk))
    return tuple(one for one in waiting if awaits(viewer, standing(item, one)))


def awaits(viewer: Viewer, stands: Standing) -> bool:
    """Whether an edition waits for a post this viewer holds: to sign it, or to publish it."""
    if stands.edition.state in _TO_PUBLISH:
        return viewer.may("disclosure.publish", stands.item.unit.path)
    awaited = stands.review.awaited
    return awaited is not None and stands.holds(viewer, awaited)


def in_office(viewer: Viewer, stands: Standing) -> bool:
    """Whether an edition is this viewer's business in the office, public or not.

    What everybody may read on the portal is not for that reason everybody's in the office.
    """
    if viewer.is_system:
        return True
    return bool(rules.office_ground(subject_of(viewer, stands), rules_viewer(viewer, stands.item)))


def visible_to(viewer: Viewer, stands: Standing, outlet: Outlet = Outlet.PAGE) -> Visibility:
    """Decide what a viewer sees of one edition, by the rules."""
    return rules.visible(subject_of(viewer, stands), rules_viewer(viewer, stands.item), outlet)


def subject_of(viewer: Viewer, stands: Standing) -> Subject:
    """Return an edition as the rules see it; awaited is the viewer where their hand is awaited."""
    waits = awaits(viewer, stands)
    records = stands.edition.signatures.all()
    return Subject(
        state=EditionState(stands.edition.state),
        availability=Availability(stands.item.availability),
        attribute=Attribute(stands.item.attribute),
        units=tuple(int(part) for part in stands.item.unit.path.split("/") if part),
        writers=frozenset(one.pk for one in stands.edition.writers.all()),
        awaited=frozenset({viewer.person_id} if waits and viewer.person_id else ()),
        signers=frozenset(record.person_id for record in records),
    )


def rules_viewer(viewer: Viewer, item: Item) -> rules.Viewer:
    """Return the viewer as the rules see them, in relation to one item.

    A grant that does not reach below its unit covers that unit alone.
    """
    return rules.Viewer(
        person=viewer.person_id,
        units=_roots(viewer, "disclosure.drafts", item.unit.path),
        oversees=_roots(viewer, "disclosure.oversee", item.unit.path),
    )


def _roots(viewer: Viewer, permission: str, path: str) -> frozenset[int]:
    return frozenset(
        int(grant.unit_path.rstrip("/").rpartition("/")[2])
        for grant in viewer.grants
        if permission in grant.permissions and grant.reaches(path)
    )
