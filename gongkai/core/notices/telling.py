"""Telling: notices and the jobs that send them, in the transaction of the action."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import F, Model, Value
from django.db.models.functions import StrIndex

from gongkai.core.actions.base import Act
from gongkai.core.models import Notice, Person, Unit, Webhook
from gongkai.core.notices.register import NoticeKind
from gongkai.core.notices.wording import words

MAIL: Final = "notices.mail"
WEBHOOK: Final = "notices.webhook"
_MAX_KEY: Final = 120


def tell(
    act: Act,
    people: Iterable[int],
    kind: NoticeKind,
    *,
    key: str,
    context: Mapping[str, object],
    href: str = "",
    unit: Unit | None = None,
) -> int:
    """Tell people by id, and the group chats of ``unit`` and its superiors; return how many people.

    ``key`` makes telling twice impossible: whoever has a notice of this key is passed over. Only
    active accounts are told. ``href`` is an address of the product, such as ``/office/items/7/``.

    Raises:
        LookupError: the context lacks a place that the kind names.
    """
    key = _fitting(key)
    told = words(kind, context)
    known = Notice.objects.filter(key=key).values("person_id")
    new = list(
        Person.objects.filter(pk__in=set(people), is_active=True)
        .exclude(pk__in=known)
        .order_by("pk")
        .values_list("pk", "email")
    )
    Notice.objects.bulk_create(
        [
            Notice(
                person_id=pk,
                kind=kind.name,
                key=key,
                title=told.title,
                text=told.text,
                href=href,
                created_at=act.by.at,
            )
            for pk, _ in new
        ],
        ignore_conflicts=True,  # somebody told the same at the same moment
    )
    for pk, email in new:
        if email and kind.by_mail:
            act.enqueue(MAIL, _fitting(f"{key}@{pk}"), {"person": pk, "key": key})
    if unit is not None:
        payload = {"kind": kind.name, "key": key, "title": told.title, "text": told.text}
        for pk in _listening(kind, unit):
            act.enqueue(WEBHOOK, _fitting(f"{key}@{pk}"), {**payload, "hook": pk, "href": href})
    return len(new)


def tell_others(
    act: Act,
    people: Iterable[int],
    kind: NoticeKind,
    about: Model,
    *,
    context: Mapping[str, object],
    href: str,
    unit: Unit,
) -> None:
    """Tell people what was done to a thing at this moment; who did it knows already."""
    tell(
        act,
        set(people) - {act.by.person_id or 0},
        kind,
        key=f"{kind.name}:{about.pk}:{act.by.at.isoformat()}",
        context=context,
        href=href,
        unit=unit,
    )


def _listening(kind: NoticeKind, unit: Unit) -> Iterable[int]:
    """Return the webhooks of a unit and of those above it that want this kind (none named: all)."""
    above = Webhook.objects.filter(is_active=True).annotate(
        place=StrIndex(Value(unit.path), F("unit__path"))
    )
    hooks = above.filter(place=1).order_by("pk").values_list("pk", "notice_kinds")
    return [pk for pk, names in hooks if not names or kind.name in names]


def _fitting(key: str) -> str:
    """Return a key that fits its column; a long one keeps its beginning and gets a digest."""
    if len(key) <= _MAX_KEY:
        return key
    return f"{key[:80]}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
