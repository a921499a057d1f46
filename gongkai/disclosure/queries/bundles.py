"""Release bundles in the office: those of one's units, and what their members wait for."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from gongkai.core.access import Viewer
from gongkai.disclosure.bundling import bundle_facts, facts_of
from gongkai.disclosure.models import UNFINISHED, Bundle, BundleMember, Edition, MemberRole
from gongkai.disclosure.queries.visibility import reached, seen_among
from gongkai.disclosure.workflow import Standing, gathered, standing
from gongkai.rules.publishing.bundles import BundleFacts, BundleState, bundle_state, check_release
from gongkai.rules.publishing.chains import ReviewStep
from gongkai.rules.publishing.values import EditionState

__all__ = [
    "MemberRole",
    "Part",
    "addable",
    "bundles_for",
    "facts",
    "find_bundle",
    "lacking",
    "parts",
]

_ADDABLE = (EditionState.DRAFT, EditionState.IN_REVIEW, EditionState.APPROVED)


@dataclass(frozen=True, slots=True)
class Part:
    """A member with where its review stands; ``seen`` is whether the viewer may read it."""

    member: BundleMember
    stands: Standing
    seen: bool

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.stands.edition

    @property
    def awaited(self) -> ReviewStep | None:
        """The step it waits for while it is in review."""
        in_review = self.stands.facts.state is EditionState.IN_REVIEW
        return self.stands.review.awaited if in_review else None


def bundles_for(viewer: Viewer) -> QuerySet[Bundle]:
    """Return the bundles of the units a viewer sees, with their members.

    Who oversees a unit, or publishes for it, sees one once something in it has been sent in: a
    bundle is called what its document is going to be called.
    """
    members = BundleMember.objects.select_related("edition", "edition__item")
    sent_in = BundleMember.objects.filter(bundle_id=OuterRef("pk")).exclude(
        edition__state__in=UNFINISHED
    )
    own = reached(viewer, "unit__path", "disclosure.drafts", "disclosure.write")
    others = reached(viewer, "unit__path", "disclosure.oversee", "disclosure.publish")
    condition = own if viewer.is_system else own | others & Q(Exists(sent_in))
    return (
        Bundle.objects.filter(condition)
        .select_related("unit")
        .prefetch_related(Prefetch("members", members.order_by("position", "id")))
    )


def find_bundle(viewer: Viewer, bundle_id: int) -> Bundle | None:
    """Return a bundle, where the viewer may see it."""
    return bundles_for(viewer).filter(pk=bundle_id).first()


def facts(bundle: Bundle) -> BundleFacts:
    """Return what decides on a bundle that :func:`bundles_for` has read."""
    return facts_of(bundle, list(bundle.members.all()))


def lacking(viewer: Viewer, bundle: Bundle) -> str:
    """Return what stops the release now, naming what the viewer may see; empty when nothing does.

    Nothing does once everything is out, or the bundle was taken apart.
    """
    known = bundle_facts(bundle, viewer)
    if bundle.closed_at is not None or bundle_state(known) is BundleState.RELEASED:
        return ""
    refusal = check_release(known, viewer.at)
    return refusal.reason if refusal is not None else ""


def parts(viewer: Viewer, bundle: Bundle) -> tuple[Part, ...]:
    """Return the members of a bundle in order, each with what it waits for."""
    members = {one.edition_id: one for one in bundle.members.all()}
    editions = Edition.objects.filter(pk__in=members)
    seen = seen_among(viewer, members)
    found = {one.pk: standing(one.item, one) for one in gathered(editions)}
    return tuple(Part(member, found[pk], pk in seen) for pk, member in members.items())


def addable(viewer: Viewer) -> QuerySet[Edition]:
    """Return the editions this person may put into a bundle, the latest saved first."""
    return (
        Edition.objects.filter(
            viewer.reach_of("disclosure.write", "item__unit__path"),
            state__in=_ADDABLE,
            bundle_membership=None,
        )
        .select_related("item", "item__unit")
        .order_by("-saved_at", "-id")
    )
