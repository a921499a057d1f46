"""From what the disclosure app publishes to what pages show. Nothing here decides visibility."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext

from gongkai.core.models import Unit
from gongkai.disclosure.bodies import shown_body
from gongkai.disclosure.details import said_in
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.banners import banner_words
from gongkai.disclosure.open_data.values import (
    Banner,
    Change,
    Listed,
    Named,
    PublicFile,
    PublicItem,
    PublishedEdition,
)
from gongkai.disclosure.queries.listed import ZONE, Listing
from gongkai.disclosure.queries.published import PublicPage, interpretations_of, public_items
from gongkai.disclosure.queries.validity import validity_on
from gongkai.disclosure.rulebook import is_document, pack
from gongkai.rules.publishing.banners import banner
from gongkai.rules.publishing.validity import ValidityReading
from gongkai.search import Validity
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition


def unit_link(unit: Unit) -> Named:
    """Return the link to a unit's page."""
    return Named(unit.code, unit.name, to.unit(unit.code))


def column_link(category: str) -> Named:
    """Return the link to a category; one the pack has dropped keeps its items and its id."""
    rules = pack()
    title = rules.node(category).title if rules.has_node(category) else category
    return Named(category, title, to.column(category))


def columns_above(category: str) -> tuple[Named, ...]:
    """Return what a category lies in, the top first."""
    rules = pack()
    if not rules.has_node(category):
        return ()
    above = rules.path(category)[:-1]
    return tuple(Named(node.id, node.title, to.column(node.id)) for node in above)


def kind_title(content_type: str) -> str:
    """Return what a content type is called."""
    try:
        return pack().content_type(content_type).title
    except LookupError:
        return content_type


def has_validity(content_type: str) -> bool:
    """Whether documents of a type can be repealed or expire."""
    try:
        return pack().content_type(content_type).validity
    except LookupError:
        return False


def reading_of(listing: Listing, day: date) -> ValidityReading:
    """Return where a document stands on a day."""
    return validity_on(
        listing.edition,
        listing.validity_events,
        day,
        applies=has_validity(listing.item.content_type),
        titles=_titles(listing),
    )


def _titles(listing: Listing) -> dict[int, tuple[str, str]]:
    """Return title and number of the public documents that changed this one."""
    ids = {one.by_item_id for one in listing.validity_events if one.by_item_id}
    if not ids:
        return {}
    found = public_items().filter(item__in=ids)
    return {one.item_id: (one.title, one.document_number) for one in found}


def listed(listing: Listing, day: date) -> Listed:
    """Return an item as lists show it on a day."""
    edition, item = listing.edition, listing.item
    state = validity_on(
        edition, listing.validity_events, day, applies=has_validity(item.content_type)
    ).state
    return Listed(
        key=item.key,
        title=edition.title,
        href=to.item(item.key),
        unit=unit_link(item.unit),
        column=column_link(item.category),
        content_type=item.content_type,
        kind=kind_title(item.content_type),
        number=edition.document_number,
        index_number=item.index_number,
        issued_on=edition.issued_on,
        published_at=listing.first_at,
        updated_at=listing.updated_at,
        validity=Validity(state.value),
        summary=edition.summary,
    )


def all_listed(listings: Iterable[Listing], day: date) -> tuple[Listed, ...]:
    """Return items as lists show them on a day, each with what interprets it."""
    shown = list(listings)
    beside = interpretations_of([one.item.pk for one in shown])
    return tuple(
        replace(listed(one, day), interpretations=_named(beside.get(one.item.pk, ())))
        for one in shown
    )


def public_item(page: PublicPage, day: date) -> PublicItem:
    """Return a live item as its page shows it on a day.

    Raises:
        ValueError: the page is not live.
    """
    if page.edition is None:
        raise ValueError(f"item {page.item.key} is {page.status}, not live")
    listing = Listing(page.edition, page.validity_events)
    line = listed(listing, day)
    reading = reading_of(listing, day)
    return PublicItem(
        listed=line,
        site_column=Named("catalogue", gettext("法定主动公开内容"), to.CATALOGUE),
        ancestors=columns_above(page.item.category),
        issuer=page.edition.issuer or page.item.unit.name,
        body=shown_body(page.edition.body_html, partial(to.file, page.item.key)),
        keywords=tuple(page.edition.keywords),
        facts=tuple(_facts(page, line, reading)),
        files=_files(page),
        banners=tuple(_banners(reading)),
        interprets=_named(page.interprets),
        interpretations=_named(page.interpretations),
        clarifies=_named(page.clarifies),
        clarifications=_named(page.clarifications),
        changes=tuple(Change(kind, _named([one])[0]) for kind, one in page.changes),
        editions=tuple(
            PublishedEdition(
                one.number,
                one.published_at.astimezone(ZONE),
                one.change_note,
                is_current=one.number == page.edition.number,
            )
            for one in reversed(page.history)
        ),
        contact=page.edition.contact,
        effective_on=page.edition.effective_on,
        expires_on=page.edition.expires_on,
        details=said_in(page.edition),
        is_document=is_document(page.item.content_type),
    )


def withdrawn_notice(page: PublicPage) -> tuple[str, str, datetime | None]:
    """Return title, notice and moment of a withdrawn page."""
    at = page.item.availability_at
    return page.title, page.notice, at.astimezone(ZONE) if at else None


def _facts(page: PublicPage, line: Listed, reading: ValidityReading) -> Iterator[tuple[str, str]]:
    """The table of metadata: what 条例 §12 lists for a catalogue, and what readers ask for."""
    edition = page.edition
    assert edition is not None  # noqa: S101 - the caller has looked
    state = "" if line.validity is Validity.NONE else in_language(reading.state.label)
    rows = (
        (gettext("索引号"), line.index_number),
        (gettext("信息类别"), line.column.name),
        (gettext("发布机构"), line.unit.name),
        (gettext("制发机关"), edition.issuer if edition.issuer != line.unit.name else ""),
        (gettext("文号"), line.number),
        (gettext("成文日期"), _day(line.issued_on)),
        (gettext("体裁"), line.kind),
        (gettext("有效性"), state),
        (gettext("施行日期"), _day(edition.effective_on)),
        (gettext("有效期至"), _day(edition.expires_on)),
        (gettext("主题词"), "、".join(edition.keywords)),
    )
    yield from ((term, value) for term, value in rows if value)


def _day(value: date | None) -> str:
    return date_format(value, "Y-m-d") if value else ""


_MEDIA: Final = frozenset({"image", "audio", "video"})


def _files(page: PublicPage) -> tuple[PublicFile, ...]:
    body = page.edition.body_html if page.edition is not None else ""
    return tuple(
        PublicFile(
            name=one.name,
            href=to.file(page.item.key, one.name),
            size=one.file.size,
            media_type=one.file.media_type,
            sha256=one.file.sha256,
            is_original=one.kind == "original",
            medium=one.kind if one.kind in _MEDIA else "",
            description=one.description if one.kind in _MEDIA else "",
            in_text=f'"images/{one.name}"' in body,
        )
        for one in page.files
    )


def _banners(reading: ValidityReading) -> Iterator[Banner]:
    found = banner(reading)
    if found is None:
        return
    by = [event.by.item for event in found.told if event.by is not None and event.by.item]
    keys = _keys_of(by)
    link = next(
        (Named(keys[one], gettext("查看该文件"), to.item(keys[one])) for one in by if one in keys),
        None,
    )
    title, tone = in_language(reading.state.label), "bad" if found.ended else "warn"
    yield Banner(title, banner_words(found), tone, link)


def _keys_of(items: Sequence[int]) -> dict[int | None, str]:
    found = public_items().filter(item__in=items)
    return {one.item_id: one.item.key for one in found}


def _named(editions: "Iterable[Edition]") -> tuple[Named, ...]:
    return tuple(Named(one.item.key, one.title, to.item(one.item.key)) for one in editions)
