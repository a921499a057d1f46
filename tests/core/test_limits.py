"""What no column holds is refused in words, on every database and whatever an action forgot."""

from decimal import Decimal

import pytest

from gongkai.assessment.models import ComponentScore
from gongkai.core.actions import Refused
from gongkai.core.models import Unit
from gongkai.disclosure.models import Edition
from tests.people import People

pytestmark = pytest.mark.django_db


def test_a_text_too_long_is_named_by_its_beginning(people: People) -> None:
    unit = people.unit("caizheng")
    most = Unit._meta.get_field("name").max_length or 0
    unit.name = "长" * most
    unit.save()
    unit.name = "太长的单位名称" + "长" * most
    with pytest.raises(Refused, match=rf"“太长的单位名称长.*太长，不超过 {most} 个字") as refusal:
        unit.save()
    assert refusal.value.field == "name"
    unit.refresh_from_db()
    assert unit.name == "长" * most


def test_a_number_too_large_is_refused() -> None:
    with pytest.raises(Refused, match="数太大"):
        Edition(number=2**31).save()
    with pytest.raises(Refused, match="数太大"):
        ComponentScore(value=Decimal("1e30")).save()
    with pytest.raises(Refused, match="数太大"):
        ComponentScore(value=Decimal("NaN")).save()


def test_what_was_not_loaded_is_not_asked_for(people: People) -> None:
    unit = Unit.objects.only("id", "fax").get(pk=people.unit("caizheng").pk)
    unit.fax = "0"
    unit.save(update_fields=["fax"])
    assert "name" in unit.get_deferred_fields()
