"""Many units with many published items, made straight in the tables: for tests of speed."""

from datetime import timedelta

from gongkai.core.models import Unit
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import Edition, Item
from gongkai.rules.publishing.values import Availability, EditionState
from tests.disclosure.app.office import MORNING
from tests.people import SINCE


def grow(units: int, items: int) -> None:
    """Make units and spread published items over them and over the statutory categories."""
    rows = Unit.objects.bulk_create(
        [
            Unit(
                code=f"u{n}",
                name=f"单位{n}",
                kind="bureau",
                level="county",
                path="/",
                since=SINCE,
            )
            for n in range(units)
        ]
    )
    for unit in rows:
        unit.path = f"/{unit.pk}/"
    Unit.objects.bulk_update(rows, ["path"])
    nodes = [node.id for node in rulebook.pack().catalogue("statutory").walk() if node.leaf]
    made = Item.objects.bulk_create(
        [
            Item(
                key=f"k{n}",
                index_number=f"n{n}",
                unit=rows[n % units],
                category=nodes[n // units % len(nodes)],
                content_type="notice",
                availability=Availability.LIVE,
                first_published_at=MORNING - timedelta(days=n % 300),
                created_at=MORNING,
            )
            for n in range(items)
        ]
    )
    Edition.objects.bulk_create([_edition(n, item) for n, item in enumerate(made)])


def _edition(n: int, item: Item) -> Edition:
    return Edition(
        item=item,
        number=1,
        state=EditionState.LIVE,
        title="通知",
        fingerprint="f",
        issued_on=(MORNING - timedelta(days=n % 300 + 3)).date(),
        published_at=item.first_published_at,
        created_at=MORNING,
        saved_at=MORNING,
    )
