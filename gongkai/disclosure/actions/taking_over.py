"""Taking over what was published before: the archive of an older site, in one action.

What was public elsewhere is public already, so it goes through no review here; its event names who
took it over, how many, and the hash of the list. Keys and index numbers are given as for anything
else, in the order of first publication.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.models import NumberSequence, Unit
from gongkai.disclosure import content, publication, rulebook
from gongkai.disclosure.actions.drafting import new_key
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Edition, Item, ValidityEvent
from gongkai.rules.publishing.validity import ValidityKind
from gongkai.rules.publishing.values import Attribute, Availability, EditionState

_ZONE: Final = ZoneInfo("Asia/Shanghai")
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Former:
    """An item as it was published before. ``unit`` is a code.

    ``interprets`` and ``repeals`` name others of the same list by their place in it.
    """

    unit: str
    category: str
    content_type: str
    said: Content
    published_at: datetime
    interprets: int | None = None
    repeals: int | None = None


def take_over(former: Sequence[Former], *, by: Viewer) -> tuple[str, ...]:
    """Publish a list of former items, whole or not at all; return their keys in the same order.

    Pages and index are rebuilt afterwards by ``gongkai portal rebuild``: one by one would take as
    long as the archive is large.

    Raises:
        Refused: an unknown unit, category or content type, a missing title, a moment to come; the
            message names the first line that is wrong.
        PermissionDenied: one of the units is not the actor's to publish for.
    """
    with acting(by) as act:
        units = {unit.code: unit for unit in Unit.objects.filter(code__in={f.unit for f in former})}
        for place, one in enumerate(former, 1):
            _check(place, one, units, by)
        for unit in units.values():
            act.require("disclosure.publish", unit.path)
        if not former:
            act.permit("an empty list changes nothing")
            act.unchanged()
            return ()
        items = _items(former, units, _numbers(former, units), by)
        editions = _editions(former, items, by)
        _relate(former, items)
        _repeal(former, items, by)
        _tell(act, former, units, editions)
        return tuple(item.key for item in items)


def _check(place: int, one: Former, units: dict[str, Unit], by: Viewer) -> None:
    """Raise ``Refused`` naming the line for what cannot be taken over."""
    rules = rulebook.pack()
    why = ""
    if one.unit not in units:
        why = gettext("没有代码为“%(code)s”的单位") % {"code": one.unit}
    elif not rules.has_node(one.category) or not rules.node(one.category).leaf:
        why = gettext("公开目录里没有类别“%(id)s”") % {"id": one.category}
    elif all(kind.id != one.content_type for kind in rules.content_types):
        why = gettext("没有体裁“%(id)s”") % {"id": one.content_type}
    elif not one.said.title.strip():
        why = gettext("没有标题")
    elif one.published_at > by.at:
        why = gettext("发布时间还没有到")
    if why:
        raise Refused(
            gettext("第 %(place)s 条：%(why)s。请改正后重新导入。") % {"place": place, "why": why}
        )


def _numbers(former: Sequence[Former], units: dict[str, Unit]) -> list[int]:
    """Give each item the next number of its unit and year; the sequences are locked meanwhile."""
    wanted = Counter((one.unit, _year(one)) for one in former)
    after: dict[tuple[str, int], int] = {}
    for (code, year), count in sorted(wanted.items()):
        row, _ = NumberSequence.objects.select_for_update().get_or_create(
            series="disclosure.index", unit_code=units[code].code, year=year
        )
        after[code, year] = row.last
        row.last += count
        row.save(update_fields=["last"])
    numbers = []
    for one in former:
        after[one.unit, _year(one)] += 1
        numbers.append(after[one.unit, _year(one)])
    return numbers


def _year(one: Former) -> int:
    return one.published_at.astimezone(_ZONE).year


def _items(
    former: Sequence[Former], units: dict[str, Unit], numbers: list[int], by: Viewer
) -> list[Item]:
    made = [
        Item(
            key=new_key(),
            index_number=f"{one.unit}/{one.category}/{_year(one)}-{number:05d}",
            unit=units[one.unit],
            category=one.category,
            content_type=one.content_type,
            attribute=Attribute.PUBLIC,
            availability=Availability.LIVE,
            availability_at=one.published_at,
            first_published_at=one.published_at,
            review_due=rulebook.review_due(
                one.content_type, one.published_at.astimezone(_ZONE).date()
            ),
            created_at=by.at,
            created_by_id=by.person_id,
        )
        for one, number in zip(former, numbers, strict=True)
    ]
    return Item.objects.bulk_create(made, batch_size=_BATCH)


def _editions(former: Sequence[Former], items: list[Item], by: Viewer) -> list[Edition]:
    made = []
    for one, item in zip(former, items, strict=True):
        edition = Edition(
            item=item,
            number=1,
            state=EditionState.LIVE,
            author_id=by.person_id,
            created_at=by.at,
            saved_at=one.published_at,
            published_at=one.published_at,
            attribute=item.attribute,
        )
        content.write(edition, one.said)
        edition.fingerprint = content.fingerprint(item, edition, ())
        made.append(edition)
    return Edition.objects.bulk_create(made, batch_size=_BATCH)


def _relate(former: Sequence[Former], items: list[Item]) -> None:
    related = []
    for one, item in zip(former, items, strict=True):
        if one.interprets is not None:
            item.interprets = items[one.interprets]
            related.append(item)
    Item.objects.bulk_update(related, ["interprets"], batch_size=_BATCH)


def _repeal(former: Sequence[Former], items: list[Item], by: Viewer) -> None:
    ValidityEvent.objects.bulk_create(
        [
            ValidityEvent(
                item=items[one.repeals],
                kind=ValidityKind.REPEALED.value,
                on=_effective(one),
                by_item=item,
                created_at=by.at,
                person_id=by.person_id,
            )
            for one, item in zip(former, items, strict=True)
            if one.repeals is not None
        ],
        batch_size=_BATCH,
    )


def _effective(one: Former) -> date:
    return one.said.effective_on or one.published_at.astimezone(_ZONE).date()


def _tell(
    act: Act, former: Sequence[Former], units: dict[str, Unit], editions: Iterable[Edition]
) -> None:
    """Leave one event a unit, and tell the portal that its lists changed."""
    prints = hashlib.sha256("\n".join(one.fingerprint for one in editions).encode()).hexdigest()
    counts = Counter(one.unit for one in former)
    for code, unit in units.items():
        data = {"count": counts[code], "list_sha256": prints}
        act.event("item.take_over", unit, unit_path=unit.path, data=data)
    publication.changed(act, {publication.unit_key(unit) for unit in units.values()})
