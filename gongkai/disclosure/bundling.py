"""From the rows of a bundle to the facts that ``rules.publishing`` decides on."""

from collections.abc import Iterable

from gongkai.disclosure import rulebook
from gongkai.disclosure.models import Bundle, BundleMember
from gongkai.rules.publishing.bundles import BundleFacts, Member
from gongkai.rules.publishing.values import EditionState


def bundle_facts(bundle: Bundle) -> BundleFacts:
    """Return what the rules of bundles decide on, as the database has it now."""
    rows = bundle.members.select_related("edition", "edition__item").order_by("position", "id")
    return facts_of(bundle, list(rows))


def facts_of(bundle: Bundle, members: list[BundleMember]) -> BundleFacts:
    """Return the same from members read already; what must be there the documents say."""
    return BundleFacts(
        members=tuple(_member(one) for one in members),
        required=_required(members),
        failed=bool(bundle.failure),
    )


def _member(member: BundleMember) -> Member:
    edition = member.edition
    return Member(
        edition=edition.pk,
        title=str(edition),
        role=edition.item.content_type,
        state=EditionState(edition.state),
        publish_at=edition.release_at,
    )


def _required(members: Iterable[BundleMember]) -> dict[str, str]:
    """Return the content types that must go out together with the documents, with titles."""
    pack = rulebook.pack()
    kinds = {one.edition.item.content_type for one in members}
    rules = (rule for kind in kinds for rule in pack.releases_of(kind) if rule.together)
    wanted = {rule.interpretation for rule in rules}
    return {one: pack.content_type(one).title for one in sorted(wanted)}
