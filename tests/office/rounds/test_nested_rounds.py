"""A township assesses what is below it before the county assesses the township (000 五（一）)."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.assessment.actions import setting_up
from gongkai.assessment.models import Round
from gongkai.core.actions import Refused
from tests.assessment.app.board import Board, fresh
from tests.people import plant

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def text(client: Client, path: str, **said: object) -> str:
    answer = client.post(path, said, follow=True) if said else client.get(path, follow=True)
    return unescape(answer.content.decode())


def test_a_unit_begins_a_round_below_and_the_county_follows_it(
    board: Board, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: board.now)
    township_unit = board.people.unit("qingshan")
    (village,) = plant(("dongcun", "东村", "东村", "section", "village", "")).values()
    village.parent, village.path = township_unit, f"{township_unit.path}{village.pk}/"
    village.save(update_fields=["parent", "path"])
    county = board.running("xian-kaohe")
    key = county.key
    township = signed_in(board.people("openness_office", "clerk", unit="qingshan", name="王五"))
    home = text(township, reverse("round", args=[key]))
    place = board.unit(county, "qingshan")
    assert f"?within={place.pk}" in home
    form = text(township, f"{reverse('round-new')}?within={place.pk}")
    assert f'value="{place.pk}" selected' in form
    said = {
        "pack": "xian-kaohe",
        "title": "青山乡对各村的考核",
        "year": "2026",
        "organ": place.unit_id,
        "kinds": ["section"],
        "within": place.pk,
    }
    assert "已建立" in text(township, reverse("round-new"), **said)
    below = Round.objects.get(within=county)
    assert [row.name for row in below.units.all()] == ["东村"]
    assert "2026 年度考核" in text(township, reverse("round", args=[below.key]))
    office = signed_in(board.person("openness_office"))
    assert "青山乡对各村的考核" in text(office, reverse("round", args=[key]))
    clerk = signed_in(board.person("clerk", "caizheng"))
    assert "青山乡对各村的考核" not in text(clerk, reverse("round", args=[key]))


def test_only_a_unit_of_a_running_round_can_be_below_it(board: Board) -> None:
    county = board.prepared("xian-kaohe")
    said = {"pack": "xian-kaohe", "title": "下属考核", "year": 2026, "by": board.office}
    with pytest.raises(Refused, match="没有在进行"):
        setting_up.create_round(
            board.people.unit("qingshan").pk,
            within=county,
            **said,  # type: ignore[arg-type]
        )
    running = board.running("xian-kaohe", ("caizheng",))
    with pytest.raises(Refused, match="没有考核这个单位"):
        setting_up.create_round(
            board.people.unit("qingshan").pk,
            within=fresh(running),
            **said,  # type: ignore[arg-type]
        )
