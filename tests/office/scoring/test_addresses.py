"""Every address of the desk × every usual role: open to those who judge, there for nobody else."""

import pytest
from django.urls import reverse

from gongkai.core.roles import USUAL
from gongkai.office.scoring.urls import urlpatterns
from tests.assessment.app.judging.bench import Bench
from tests.office.scoring.conftest import Desk
from tests.people import plant

pytestmark = pytest.mark.django_db
# What is the office's alone, and what a unit itself does.
OFFICE = {"scoring-progress", "scoring-gaps", "scoring-votes"}
UNITS = {"scoring-ballot"}
JUDGES = {"openness_office", "assessor", "leader"}


def places(desk: Desk) -> dict[str, str]:
    found = {}
    for one in urlpatterns:
        args: list[object] = [desk.bench.round.key]
        args += ["caizheng"] if "code" in str(one.pattern) else []
        found[str(one.name)] = reverse(str(one.name), args=args)
    return found


def answers(desk: Desk, role: str, unit: str, name: str = "") -> dict[str, int]:
    client = desk.client(desk.bench.board.viewer(role, unit, name))
    return {key: client.get(path).status_code for key, path in places(desk).items()}


def test_the_office_opens_everything_but_the_ballot_of_a_unit(desk: Desk) -> None:
    found = answers(desk, "openness_office", "xian")
    assert {name for name, code in found.items() if code not in {200, 302}} <= UNITS | {
        "scoring-sheet", "scoring-sheet-file",
    }  # fmt: skip


def test_a_scorer_opens_what_is_no_business_of_the_office(desk: Desk) -> None:
    found = answers(desk, "assessor", "xian", "李四")
    closed = {name for name, code in found.items() if code not in {200, 302}}
    assert closed == OFFICE | UNITS


@pytest.mark.parametrize("code", [role.code for role in USUAL if role.code not in JUDGES])
def test_whoever_else_finds_nothing(desk: Desk, code: str) -> None:
    found = answers(desk, code, "qingshan", "旁人")
    assert set(found.values()) <= {403, 404}, found


def test_a_scorer_of_one_unit_does_not_open_another(desk: Desk) -> None:
    board = desk.bench.board
    wang = board.scorer(desk.bench.round, name="王五", units=("minzheng",))
    desk.get(wang, "units/minzheng/")
    desk.get(wang, "units/caizheng/", 404)
    assert "示例县财政局" not in desk.get(wang)
    assert "示例县财政局" not in desk.get(wang, "matrix/")


def test_a_round_of_another_government_is_not_there(desk: Desk) -> None:
    board = desk.bench.board
    board.people.units.update(
        plant(("other", "另一县人民政府", "另一县", "government", "county", ""))
    )
    for role in ("openness_office", "leader", "assessor"):
        found = answers(desk, role, "other", "外人")
        assert set(found.values()) <= {403, 404}, role


def test_a_round_that_is_being_prepared_is_on_nobodys_desk_yet(desk: Desk) -> None:
    board = desk.bench.board
    prepared = Bench(board, board.prepared(), board.office)
    wang = board.scorer(prepared.round, name="王五")
    desk.bench = prepared
    desk.get(wang, "", 404)
    desk.get(board.office, "units/caizheng/")
