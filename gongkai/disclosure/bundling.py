"""From the rows of a bundle to the facts that ``rules.publishing`` decides on."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import Bundle, BundleMember
from gongkai.disclosure.queries.visibility import seen_among
from gongkai.rules.publishing.bundles import BundleFacts, Member
from gongkai.rules.publishing.values import EditionState


def bundle_facts(bundle: Bundle, by: Viewer | None = None) -> BundleFacts:
    """Return what the rules of bundles decide on, as the database has it now.

    What they say names members: to ``by``, only those this viewer may see.
    """
    rows = bundle.members.select_related("edition", "edition__item").order_by("position", "id")
    members = list(rows)
    ids = [one.edition_id for one in members]
    return facts_of(bundle, members, seen_among(by, ids) if by is not None else ids)


def facts_of(
    bundle: Bundle, members: list[BundleMember], named: Collection[int] | None = None
) -> BundleFacts:
    """Return the same from members read already; what must be there the documents say.

    ``named`` are the editions that may be named, without it all.
    """
    return BundleFacts(
        members=tuple(_member(one, named) for one in members),
        required=_required(members),
        failed=bool(bundle.failure),
    )


def _member(member: BundleMember, named: Collection[int] | None) -> Member:
    edition = member.edition
    hidden = named is not None and edition.pk not in named
    return Member(
        edition=edition.pk,
        title=gettext("（您无权查看）") if hidden else str(edition),
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
