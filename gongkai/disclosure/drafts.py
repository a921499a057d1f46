"""A draft as the checks take it, and what this installation answers about links and documents."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings

from gongkai.core.files import path_of
from gongkai.core.models import Unit
from gongkai.disclosure import rulebook
from gongkai.disclosure.checks.draft import (
    DraftField,
    DraftFile,
    DraftRules,
    DraftText,
    FileKind,
)
from gongkai.disclosure.draft_details import draft_details, draft_flows
from gongkai.disclosure.models import (
    Attachment,
    AttachmentKind,
    Edition,
    Item,
    ReadableCopy,
    ValidityEvent,
)
from gongkai.disclosure.queries.published import public_items
from gongkai.disclosure.queries.validity import validity_on
from gongkai.disclosure.readable import PROGRAMS, content_of, copies_of, shown_files
from gongkai.policy.disclosure import CommonField, ContentType
from gongkai.rules.publishing.validity import Validity
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.rules.references import LIVE, UNKNOWN, Reference, ReferenceKind, Target, TargetState

_STATES: Final = {
    Availability.LIVE: TargetState.LIVE,
    Availability.REDIRECTED: TargetState.LIVE,
    Availability.WITHDRAWN: TargetState.WITHDRAWN,
    Availability.GONE: TargetState.GONE,
}
# The fields of an edition besides title, text and files, by what a content type may ask for.
_METADATA: Final = {
    CommonField.SUMMARY: "summary",
    CommonField.DOCUMENT_NUMBER: "document_number",
    CommonField.ISSUING_ORGAN: "issuer",
    CommonField.ISSUED_ON: "issued_on",
    CommonField.EFFECTIVE_ON: "effective_on",
    CommonField.EXPIRES_ON: "expires_on",
    CommonField.KEYWORDS: "keywords",
    CommonField.CONTACT: "contact",
}


def draft_text(item: Item, edition: Edition) -> DraftText:
    """Return an edition as the checks take it."""
    kind = rulebook.pack().content_type(item.content_type)
    shown = shown_files(edition)
    copies = copies_of(shown)
    return DraftText(
        title=edition.title,
        body_html=edition.body_html,
        body_required=CommonField.BODY in kind.common,
        metadata=tuple(_metadata(edition, kind)),
        details=tuple(draft_details(kind.fields, edition.details)),
        flows=tuple(draft_flows(kind.fields, edition.details)),
        files=tuple(_file(one, copies.get(one.file_id)) for one in shown),
        dated=edition.issued_on,
        names=(item.unit.name,),
    )


def _metadata(edition: Edition, kind: ContentType) -> Iterator[DraftField]:
    for field, column in _METADATA.items():
        yield DraftField(
            key=field.value,
            label=field.label,
            value=_words(getattr(edition, column)),
            required=field in kind.common,
        )


def _words(value: object) -> str:
    if value is None:
        return ""
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


_KINDS: Final = {
    AttachmentKind.IMAGE: FileKind.IMAGE,
    AttachmentKind.AUDIO: FileKind.AUDIO,
    AttachmentKind.VIDEO: FileKind.VIDEO,
}


def _file(attachment: Attachment, copy: ReadableCopy | None) -> DraftFile:
    """Return a file; what a program reads is read through its copy, or not at all and blocks."""
    kind = _KINDS.get(AttachmentKind(attachment.kind), FileKind.DOCUMENT)
    if copy is None:
        return DraftFile(
            name=attachment.name,
            content=path_of(attachment.file),
            kind=kind,
            description=attachment.description,
        )
    made = PROGRAMS[attachment.file.suffix]
    content = content_of(copy, made)
    stem = attachment.name.rpartition(".")[0]
    name = f"{stem}.{made}" if isinstance(content, Path) else attachment.name
    return DraftFile(name=name, content=content)


def draft_rules(today: date) -> DraftRules:
    """Return what drafts of this installation are checked against."""
    host = getattr(settings, "SITE_DOMAIN", "")
    return DraftRules(
        words=rulebook.check_words(),
        today=today,
        repealed=rulebook.repealed(),
        exists=exists,
        document=document_state(today),
        own_hosts=frozenset({host.lower()} if host else ()),
    )


def exists(path: str) -> Target:
    """Answer for a path of the portal: an item, a unit, a column, or one of its fixed pages."""
    parts = [part for part in path.split("/") if part]
    match parts:
        case ["item", key, *_]:
            return _item_state(key)
        case ["unit", code, *_]:
            return LIVE if Unit.objects.filter(code=code).exists() else UNKNOWN
        case ["column", node, *_]:
            return LIVE if rulebook.pack().has_node(node) else UNKNOWN
        case [_]:
            return LIVE if path.startswith("/") else _item_state(path)
    return UNKNOWN


def _item_state(key: str) -> Target:
    item = Item.objects.filter(key=key).first()
    if item is None or item.attribute != Attribute.PUBLIC:
        return UNKNOWN
    state = _STATES.get(Availability(item.availability), TargetState.UNKNOWN)
    return Target(state)


def document_state(today: date) -> Callable[[Reference], Target]:
    """Return what answers for a document named in a text: was ours of that name repealed?"""

    def answer(reference: Reference) -> Target:
        column = "document_number" if reference.kind is ReferenceKind.NUMBER else "title"
        live = Edition.objects.filter(state=EditionState.LIVE, item__availability=Availability.LIVE)
        found = live.filter(**{column: reference.key}).select_related("item")
        newest = found.order_by("-published_at").first()
        return UNKNOWN if newest is None else _standing(newest, today)

    return answer


def _standing(edition: Edition, today: date) -> Target:
    item = edition.item
    events = item.validity_events.filter(voided_at=None)
    applies = rulebook.pack().content_type(item.content_type).validity
    reading = validity_on(edition, events, today, applies=applies, titles=titles_of(events))
    if reading.state is not Validity.REPEALED:
        return LIVE
    by = reading.because.by if reading.because is not None else None
    return Target(TargetState.REPEALED, str(by) if by else "")


def titles_of(events: Iterable[ValidityEvent]) -> dict[int, tuple[str, str]]:
    """Return title and number of the public documents that did something, by item."""
    wanted = {one.by_item_id for one in events if one.by_item_id is not None}
    found = public_items().filter(item_id__in=wanted)
    return {one.item_id: (one.title, one.document_number) for one in found}
