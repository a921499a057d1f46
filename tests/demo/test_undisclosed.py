"""What the demo county does not disclose: in every state, reached as in a real office."""

from datetime import timedelta

import pytest

from gongkai.core import audit
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.roles import install_roles
from gongkai.demo.county import plant_units, settle_people
from gongkai.demo.undisclosed import KEPT, keep_back
from gongkai.disclosure.models import Item, Reassessment
from gongkai.disclosure.queries.published import public_items
from gongkai.disclosure.queries.reassessing import look_due, looks_overdue, undisclosed
from tests.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer() -> Viewer:
    """Somebody who sees the whole county, with nothing in it but what it keeps back."""
    by = Viewer.system("示例县", NOW)
    install_roles()
    plant_units(by)
    settle_people(by)
    keep_back(NOW)
    return by


def test_every_state_of_the_yearly_look_is_there(viewer: Viewer) -> None:
    today, states = day_of(NOW), []
    for item in undisclosed(viewer):
        due = look_due(item.__dict__["last_look"])
        assert due is not None
        states.append("over" if due[0] < today else "near" if due[1] <= today else "fresh")
    assert sorted(states) == ["fresh", "fresh", "near", "over"]
    assert looks_overdue(viewer) == 1


def test_what_was_looked_at_is_kept_or_disclosed(viewer: Viewer) -> None:
    del viewer
    (public,) = public_items()
    (opened,) = (one for one in KEPT if one.opened)
    assert public.title == opened.title
    assert public.item.first_published_at is not None
    assert public.item.first_published_at < NOW - timedelta(days=opened.looked - 1)
    looks = {one.item.editions.get().title: one.attribute for one in Reassessment.objects.all()}
    assert looks == {
        one.title: ("public" if one.opened else one.attribute) for one in KEPT if one.looked
    }
    others = Item.objects.exclude(pk=public.item_id)
    assert {one.attribute_reason for one in others} >= {
        "privacy",
        "trade_secret",
        "internal",
        "process",
    }
    assert {one.state for item in others for one in item.editions.all()} == {"approved"}
    assert list(audit.verify()) == []
