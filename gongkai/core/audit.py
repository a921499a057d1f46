"""The chain of events: appending, and finding any change made behind the product's back.

Each event's hash covers its own fields and the hash before it, so changing, removing or inserting
one breaks every later hash. Cutting off the tail cannot be seen from within: keep a number and
its hash elsewhere (``gongkai audit verify`` prints them) and give them to the next verification.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import models

from gongkai.core.access import Viewer
from gongkai.core.models import Event, EventChain

START: Final = "0" * 64
_ZONE: Final = ZoneInfo("Asia/Shanghai")
_FIELDS: Final = (
    "number",
    "verb",
    "actor_id",
    "actor_name",
    "on_behalf_of",
    "address",
    "object_type",
    "object_id",
    "object_title",
    "unit_path",
    "data",
    "previous_hash",
    "algorithm",
)


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event before it has a number."""

    verb: str
    object_type: str
    object_id: str
    object_title: str = ""
    unit_path: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    on_behalf_of: str = ""


@cache
def algorithm() -> str:
    """Return the hash in use: SM3 where OpenSSL has it (GM/T 0004), else SHA-256."""
    try:
        hashlib.new("sm3")
    except ValueError:
        return "sha256"
    return "sm3"


def append(drafts: Sequence[EventDraft], by: Viewer) -> None:
    """Append events to the chain. Call inside the transaction of the change they tell of."""
    if not drafts:
        return
    head = _locked_head()
    events = []
    for draft in drafts:
        event = Event(
            number=head.number + 1,
            at=by.at,
            verb=draft.verb,
            actor_id=by.person_id,
            actor_name=by.name,
            on_behalf_of=draft.on_behalf_of,
            address=by.address,
            object_type=draft.object_type,
            object_id=draft.object_id,
            object_title=draft.object_title,
            unit_path=draft.unit_path,
            # As the database will give it back, so that the hash can be computed again.
            data=json.loads(json.dumps(draft.data, default=str)),
            previous_hash=head.hash or START,
            algorithm=algorithm(),
        )
        event.hash = digest(event)
        head.number, head.hash = event.number, event.hash
        events.append(event)
    Event.objects.bulk_create(events)
    head.save(update_fields=["number", "hash"])


def _locked_head() -> EventChain:
    EventChain.objects.get_or_create(pk=1)
    return EventChain.objects.select_for_update().get(pk=1)


def digest(event: Event) -> str:
    """Return the hash of an event's fields, the one before it included."""
    fields = {name: getattr(event, name) for name in _FIELDS}
    fields["at"] = event.at.astimezone(_ZONE).isoformat(timespec="microseconds")
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(event.algorithm, text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A number and its hash, kept outside the database."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: the number, and what is wrong there."""

    number: int
    what: str


def verify(anchor: Anchor | None = None) -> Iterator[Break]:
    """Walk the whole chain and yield every place where it does not hold."""
    expected, previous, head = 1, START, EventChain.objects.filter(pk=1).first()
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        yield from _faults(event, expected, previous, anchor)
        expected, previous = event.number + 1, event.hash
    if head is not None and (head.number, head.hash or START) != (expected - 1, previous):
        yield Break(head.number, f"链尾记为第 {head.number} 号，实际只到第 {expected - 1} 号")
    if anchor is not None and anchor.number >= expected:
        yield Break(anchor.number, "留存的编号之后的记录不见了")


def _faults(event: Event, expected: int, previous: str, anchor: Anchor | None) -> Iterator[Break]:
    if event.number != expected:
        yield Break(expected, f"缺少第 {expected} 至 {event.number - 1} 号记录")
    elif event.previous_hash != previous:
        yield Break(event.number, "与前一条记录接不上")
    if digest(event) != event.hash:
        yield Break(event.number, "内容与校验值不符，记录被改动过")
    if anchor is not None and event.number == anchor.number and event.hash != anchor.hash:
        yield Break(event.number, "校验值与留存的不同，整条链被重写过")


def head() -> Anchor:
    """Return the end of the chain, to be kept elsewhere."""
    found = EventChain.objects.filter(pk=1).first()
    return Anchor(found.number, found.hash or START) if found else Anchor(0, START)


def timeline(about: models.Model, until: datetime | None = None) -> "models.QuerySet[Event]":
    """Return what was done to an object, oldest first."""
    events = Event.objects.filter(object_type=about._meta.label_lower, object_id=str(about.pk))
    return events.filter(at__lte=until) if until else events
