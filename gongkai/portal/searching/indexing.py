"""Documents for the index, made of what is public, and the upkeep of the index."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings

from gongkai.core.models import Unit
from gongkai.disclosure.content import plain_text
from gongkai.disclosure.details import said_in, words_in
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.facts import kind_title, reading_of
from gongkai.disclosure.queries import listed as lists
from gongkai.disclosure.queries.listed import Listing
from gongkai.disclosure.rulebook import pack
from gongkai.search import PUBLIC, Comparison, Document, Index, Named, Validity, rebuild

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition


def index_items(keys: Iterable[str], day: date) -> None:
    """Bring the index to the present state of some items: in, changed or out."""
    wanted = frozenset(keys)
    documents = list(documents_of(lists.listings(sorted(wanted)), day))
    index = Index.create(settings.GONGKAI_SEARCH)
    index.delete(wanted - {one.id for one in documents})
    index.upsert(documents)


def rebuild_index(day: date, *, at_any_loss: bool = False) -> Comparison:
    """Make the index anew from everything public and switch to it.

    Raises:
        RebuildRefusedError: many documents would be lost, and that is not said to be right.
    """
    documents = documents_of(lists.all_listings(), day)
    if at_any_loss:
        return rebuild(settings.GONGKAI_SEARCH, documents, accept=lambda comparison: True)
    return rebuild(settings.GONGKAI_SEARCH, documents)


def documents_of(listings: Iterable[Listing], day: date) -> Iterator[Document]:
    """Yield what is public as documents of the index, as of a day."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    for listing in listings:
        yield _document(listing, day, units)


def _document(listing: Listing, day: date, units: dict[int, Unit]) -> Document:
    edition, item = listing.edition, listing.item
    kind = Named(item.content_type, kind_title(item.content_type))
    return Document(
        id=item.key,
        title=edition.title,
        body=_words(edition),
        level=PUBLIC,
        url=to.item(item.key),
        unit=Named(item.unit.code, item.unit.name),
        unit_path=tuple(
            Named(units[pk].code, units[pk].name)
            for pk in (int(part) for part in item.unit.path.split("/") if part)
            if pk != item.unit_id and pk in units
        ),
        columns=_columns(item.category),
        kind=kind,
        number=edition.document_number,
        index_number=item.index_number,
        keywords=tuple(edition.keywords),
        issued_on=edition.issued_on,
        published_on=listing.first_at.date(),
        validity=Validity(reading_of(listing, day).state.value),
    )


def _words(edition: "Edition") -> str:
    """The text, then what the fields of the content type say."""
    text = edition.text or plain_text(edition.body_html)
    return "\n".join(filter(None, (text, words_in(said_in(edition)))))


def _columns(category: str) -> tuple[Named, ...]:
    rules = pack()
    if not rules.has_node(category):
        return ()
    return tuple(Named(node.id, node.title) for node in rules.path(category))
