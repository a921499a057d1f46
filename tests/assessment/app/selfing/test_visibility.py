"""Who sees what of a self-assessment, and who gets its files, at every time of a round."""

from collections.abc import Mapping

import pytest

from gongkai.assessment.actions.selfing import evidence
from gongkai.assessment.actions.selfing.evidence import PieceText
from gongkai.assessment.models import Evidence, Round, RoundUnit
from gongkai.assessment.queries.rounds import find_unit
from gongkai.assessment.queries.self_units import self_units
from gongkai.assessment.queries.selfing import find_piece, find_report, open_piece, self_view
from gongkai.core.access import Viewer
from tests.assessment.app.board import Board, fresh
from tests.assessment.app.selfing.filling import sign, submitted
from tests.photographs import PNG


@pytest.fixture
def unit(board: Board, paper: bytes) -> RoundUnit:
    """The finance bureau, its report signed, with a file at one item and one at another."""
    unit = board.unit(board.running())
    for item in ("org.plan", "content.timely"):
        evidence.add_file(unit.pk, item, PieceText(), file=(PNG, "照片.png"), by=board.clerk())
    submitted(board, unit)
    sign(board, unit, paper)
    return unit


def people(board: Board, round_: Round) -> Mapping[str, Viewer]:
    """Everybody who may come near."""
    board.scorer(round_, name="全看的")
    board.scorer(round_, name="分到别家的", units=("minzheng",))
    board.scorer(round_, name="第三方", role="third_party", units=("caizheng",))
    row = board.scoring(round_)[-1]
    row.blind, row.items = True, ["org.plan"]
    row.save()
    return {
        "own clerk": board.clerk(),
        "own chief": board.chief(),
        "office": board.office,
        "leader": board.leader,
        "scorer": board.viewer("assessor", "xian", "全看的"),
        "scorer of another unit": board.viewer("assessor", "xian", "分到别家的"),
        "blind scorer": board.viewer("third_party", "xian", "第三方"),
        "another unit": board.clerk("minzheng"),
        "another chief": board.chief("minzheng"),
        "clerk of the organ": board.clerk("xian"),
        "nobody assigned": board.viewer("assessor", "xian", "没分到的"),
        "public": Viewer.public(board.now),
    }


INSIDE = {"own clerk", "own chief", "office", "leader", "scorer", "blind scorer"}


def outlets(viewer: Viewer, unit: RoundUnit) -> Mapping[str, bool]:
    """What reaches somebody: the page, points in it, the files of two items, the report."""
    row = RoundUnit.objects.select_related("unit", "round__unit", "round__pack").get(pk=unit.pk)
    view = self_view(viewer, row)
    first = Evidence.objects.get(item="org.plan")
    second = Evidence.objects.get(item="content.timely")
    return {
        "found": find_unit(viewer, fresh(row.round), "caizheng") is not None,
        "listed": row in self_units(viewer, row.round),
        "page": view is not None,
        "points": view is not None and any(one.row for one in view.items.values()),
        "written": view is not None and view.report is not None,
        "file": find_piece(viewer, row, first.pk) is not None,
        "other file": find_piece(viewer, row, second.pk) is not None,
        "report": find_report(viewer, row) is not None,
    }


@pytest.mark.parametrize("phase", ["running", "announced", "closed"])
def test_each_outlet_is_open_to_exactly_those_it_is_for(
    board: Board, unit: RoundUnit, phase: str
) -> None:
    everybody = people(board, unit.round)
    if phase != "running":
        moments = {"approved_at": board.now, "announced_at": board.now}
        moments |= {"closed_at": board.now} if phase == "closed" else {}
        Round.objects.filter(pk=unit.round_id).update(**moments)
    seen = {name: outlets(viewer, unit) for name, viewer in everybody.items()}
    for outlet in ("page", "file", "found"):
        assert {name for name, one in seen.items() if one[outlet]} == INSIDE, outlet
    own_words = INSIDE - {"blind scorer"}
    for outlet in ("points", "written", "report", "other file"):
        assert {name for name, one in seen.items() if one[outlet]} == own_words, outlet
    assert not seen["public"]["listed"]


def test_before_the_notice_only_the_office_looks_in(board: Board) -> None:
    unit = board.unit(board.prepared())
    unit = RoundUnit.objects.select_related("unit", "round__unit", "round__pack").get(pk=unit.pk)
    assert self_view(board.clerk(), unit) is None
    view = self_view(board.office, unit)
    assert view is not None
    assert not view.may_fill


def test_a_file_goes_by_the_name_it_was_given(board: Board, unit: RoundUnit) -> None:
    row = RoundUnit.objects.select_related("unit", "round__unit", "round__pack").get(pk=unit.pk)
    piece = find_piece(board.office, row, Evidence.objects.get(item="org.plan").pk)
    assert piece is not None
    opened = open_piece(piece)
    assert opened is not None
    assert (opened[1], opened[2].read()) == ("照片.png", PNG)
    evidence_id = piece.pk
    other = board.unit(unit.round, "minzheng")
    assert find_piece(board.office, other, evidence_id) is None, "an id of another unit's"
    piece.removed_at = board.now
    piece.save()
    assert find_piece(board.office, row, evidence_id) is None
