"""Every address of these screens × every usual role: open to those of the round, there for nobody
else, and never broken, whatever is behind it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.assessment.actions import spot
from gongkai.core.roles import USUAL
from gongkai.office.field.urls import urlpatterns as of_field
from gongkai.office.spot.urls import urlpatterns as of_spot
from tests.assessment.app.spot.checking import Checking
from tests.office.spot.desk import SignIn, stand_still
from tests.people import plant
from tests.photographs import JPEG

pytestmark = pytest.mark.django_db
NAMES = [str(one.name) for one in (*of_spot, *of_field)]
# What belongs to the office and to those who check; the rest of the round reads of it later.
CHECKERS = {"openness_office", "assessor"}


@pytest.fixture
def at_work(checking: Checking, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[object]]:
    """Something of each kind, and the parameters of each address that shows it."""
    stand_still(checking, monkeypatch)
    draw = checking.drawn()
    visit = checking.visited("minzheng", "discussion.central")
    finding = checking.found("minzheng", photo=(JPEG, "a.jpg"))
    spot.plan_visit(
        checking.board.unit(checking.round).pk,
        key="a",
        form="files",
        plan=checking.plan(),
        by=checking.board.office,
    )
    more: dict[str, list[object]] = {
        "spot-draw": [draw.pk],
        "spot-draw-list": [draw.pk],
        "spot-draw-record": [draw.pk],
        "spot-unit": ["minzheng"],
        "spot-unit-record": ["minzheng"],
        "spot-visit": [visit.pk],
        "spot-finding": [finding.pk],
        "spot-photo": [finding.pk],
        "field-unit": ["minzheng"],
    }
    return {name: [checking.round.key, *more.get(name, [])] for name in NAMES}


def answers(client: Client, places: dict[str, list[object]]) -> dict[str, int]:
    return {name: client.get(reverse(name, args=args)).status_code for name, args in places.items()}


def test_the_office_opens_everything(
    checking: Checking, at_work: dict[str, list[object]], signed_in: SignIn
) -> None:
    found = answers(signed_in(checking.board.person("openness_office")), at_work)
    assert found.pop("spot-draw-new") == 302  # the stage has its draw
    assert set(found.values()) == {200}, found


def test_an_inspector_opens_everything_but_a_new_draw(
    checking: Checking, at_work: dict[str, list[object]], signed_in: SignIn
) -> None:
    found = answers(signed_in(checking.board.person("assessor", "xian", "李四")), at_work)
    assert found.pop("spot-draw-new") == 403
    assert set(found.values()) == {200}, found


@pytest.mark.parametrize("code", [role.code for role in USUAL if role.code not in CHECKERS])
def test_whoever_else_is_not_shown_another_unit(
    checking: Checking, at_work: dict[str, list[object]], signed_in: SignIn, code: str
) -> None:
    found = answers(signed_in(code, unit="qingshan", name="旁人"), at_work)
    assert set(found.values()) <= {200, 302, 403, 404}, found
    for name in ("spot-unit", "spot-visit", "spot-finding", "spot-photo", "field-unit"):
        assert found[name] in {403, 404}, name


@pytest.mark.parametrize("code", ["openness_office", "leader", "assessor"])
def test_a_round_of_another_government_is_not_there(
    checking: Checking,
    at_work: dict[str, list[object]],
    signed_in: Callable[..., Client],
    code: str,
) -> None:
    other = plant(("other", "另一县人民政府", "另一县", "government", "county", ""))
    checking.board.people.units.update(other)
    stranger = checking.board.people(code, unit="other", name="外人")
    found = answers(signed_in(stranger), at_work)
    # Drawing is refused to who lacks the right for it anywhere, before anything is looked up.
    assert found.pop("spot-draw-new") in ({404} if code == "openness_office" else {403})
    assert set(found.values()) == {404}


def test_what_is_not_there_is_said_in_words(
    checking: Checking, at_work: dict[str, list[object]], signed_in: SignIn
) -> None:
    client = signed_in(checking.board.person("openness_office"))
    for name, args in at_work.items():
        if len(args) > 1:
            nothing = "nothing" if isinstance(args[1], str) else 99999999
            answer = client.get(reverse(name, args=[args[0], nothing]))
            assert answer.status_code == 404, name
            assert "不在您的权限范围内" in (text := answer.content.decode()) or "没有" in text
