"""Orders and appeals × everybody: for the office, the unit they are about, and who hears."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from gongkai.assessment.actions import appealing, approving, mending
from gongkai.assessment.actions.appealing import AppealText
from gongkai.assessment.queries.appeals import appeals_seen, may_file, takes_part
from gongkai.assessment.queries.mending import (
    find_line_file,
    find_order,
    find_proposal,
    order_history,
    orders_seen,
)
from gongkai.core.access import Viewer
from gongkai.core.roles import USUAL
from gongkai.core.todo import todos
from tests.assessment.app.board import Board
from tests.assessment.app.mending.following import Following, docx
from tests.people import People, plant

pytestmark = pytest.mark.django_db
OFFICE = ("openness_office", "xian")
LEADER = ("leader", "xian")
CLERK, CHIEF = ("clerk", "caizheng"), ("final_reviewer", "caizheng")
HEARER = ("appeal_reviewer", "xian")


@dataclass
class Planted:
    """One overdue order with a file and a proposal, and one appeal under way."""

    following: Following
    order: int
    file: int
    proposal: int

    def viewers(self) -> Iterator[tuple[tuple[str, str], Viewer]]:
        """Yield every usual role at the organ, the unit, another unit and another government."""
        board = self.following.board
        for role in USUAL:
            for unit in ("xian", "caizheng", "minzheng", "other"):
                name = "王五" if (role.code, unit) == HEARER else ""
                yield (role.code, unit), board.viewer(role.code, unit, name)
        yield ("public", ""), Viewer.public(board.now)


@pytest.fixture
def planted(people: People, settings: object, tmp_path: object) -> Planted:
    settings.GONGKAI_FILES = f"{tmp_path}/files"  # type: ignore[attr-defined]
    settings.GONGKAI_DATA = f"{tmp_path}/data"  # type: ignore[attr-defined]
    board = Board(people)
    people.units.update(plant(("other", "另一县人民政府", "另一县", "government", "county", "")))
    following = Following.announced(board, appeal_within="5 个工作日", appeal_decide="20 日")
    unit = board.unit(following.round)
    approving.receive_result(unit.pk, by=board.clerk())
    said = AppealText(covers="grades", text="应为合格")
    appeal = appealing.file_appeal(unit.pk, key="a", said=said, by=board.clerk())
    appealing.admit_appeal(appeal.pk, by=board.office)
    hearer = board.viewer("appeal_reviewer", "xian", "王五")
    appealing.appoint_hearers(appeal.pk, people=[hearer.person_id or 0], by=board.office)
    following.received()
    order = following.filled()
    line = order.lines.first()
    assert line is not None
    file = mending.add_line_file(line.pk, file=(docx(), "台账.docx"), by=board.clerk())
    board.wait(days=40)
    made = mending.propose_accountability(
        order.pk, facts="到期未报送。", sent_to="领导小组", by=board.office
    )
    return Planted(following, order.pk, file.pk, made.pk)


def test_an_order_is_its_offices_and_its_units(planted: Planted) -> None:
    seen = {who for who, viewer in planted.viewers() if find_order(viewer, planted.order)}
    files = {who for who, viewer in planted.viewers() if find_line_file(viewer, planted.file)}
    assert seen == files == {OFFICE, LEADER, CLERK, CHIEF}
    assert {who for who, viewer in planted.viewers() if orders_seen(viewer)} == seen


def test_what_is_proposed_about_a_unit_is_not_for_the_unit(planted: Planted) -> None:
    seen = {who for who, viewer in planted.viewers() if find_proposal(viewer, planted.proposal)}
    assert seen == {OFFICE, LEADER}
    for who in (CLERK, CHIEF):
        viewer = planted.following.board.viewer(*who)
        order = find_order(viewer, planted.order)
        assert order is not None
        verbs = set(order_history(viewer, order).values_list("verb", flat=True))
        assert not any("accountability" in verb for verb in verbs)
        assert "order.receive" in verbs


def test_an_appeal_is_its_offices_its_units_and_its_hearers(planted: Planted) -> None:
    round_ = planted.following.round
    seen = {who for who, viewer in planted.viewers() if appeals_seen(viewer, round_)}
    assert seen == {OFFICE, LEADER, CLERK, CHIEF, HEARER}
    for who, viewer in planted.viewers():
        if takes_part(viewer, round_) and who not in seen:
            assert who[1] == "minzheng", "another assessed unit may appeal for itself"
        assert who in {CLERK, CHIEF} or not may_file(viewer, round_), who


def test_nobodys_list_names_what_they_may_not_see(planted: Planted) -> None:
    order, appeals = f"/office/rectifications/{planted.order}/", "/appeals/"
    for who, viewer in planted.viewers():
        links = [one.href for one in todos(viewer).items]
        assert order not in links or who in {OFFICE, CLERK, CHIEF}, who
        assert not any(appeals in link for link in links) or who in {OFFICE, HEARER}, who
