"""Who in the office sees which edition: the condition for lists, and the decision for one.

Both say what ``rules.publishing.visibility`` says; a test holds them against each other. A list
leaves one thing out: an edition that only waits for somebody is in that person's review queue.
"""

from django.db.models import Exists, OuterRef, Q

from gongkai.core.access import Viewer
from gongkai.disclosure.models import Edition, Item, Signature
from gongkai.disclosure.workflow import Standing
from gongkai.rules.publishing import visibility as rules
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.rules.publishing.visibility import Outlet, Subject, Visibility

UNFINISHED = (EditionState.DRAFT, EditionState.DISCARDED)


def editions_seen(viewer: Viewer) -> Q:
    """Return the condition on editions a viewer sees in the office."""
    path = "item__unit__path"
    own = viewer.reach_of("disclosure.view", path)
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


def items_seen(viewer: Viewer) -> Q:
    """Return the condition on items of which a viewer sees an edition in the office."""
    own = viewer.reach_of("disclosure.view", "unit__path")
    some = Edition.objects.filter(editions_seen(viewer), item_id=OuterRef("pk"))
    return own | Q(Exists(some))


def visible_to(viewer: Viewer, stands: Standing, outlet: Outlet = Outlet.PAGE) -> Visibility:
    """Decide what a viewer sees of one edition, by the rules."""
    return rules.visible(subject_of(viewer, stands), rules_viewer(viewer, stands.item), outlet)


def subject_of(viewer: Viewer, stands: Standing) -> Subject:
    """Return an edition as the rules see it; awaited is the viewer where their hand is awaited."""
    awaited = stands.review.awaited
    waits = awaited is not None and stands.holds(viewer, awaited)
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
        units=_roots(viewer, "disclosure.view", item.unit.path),
        oversees=_roots(viewer, "disclosure.oversee", item.unit.path),
    )


def _roots(viewer: Viewer, permission: str, path: str) -> frozenset[int]:
    return frozenset(
        int(grant.unit_path.rstrip("/").rpartition("/")[2])
        for grant in viewer.grants
        if permission in grant.permissions and grant.reaches(path)
    )
