"""What is offered as evidence says why: counted records, categories of the pack, kinds, words."""

from dataclasses import replace
from datetime import date

from gongkai.assessment.actions import ledger
from gongkai.assessment.actions.counting import recount
from gongkai.assessment.actions.ledger import EntryDraft
from gongkai.assessment.models import RoundUnit
from gongkai.assessment.queries.known import Known
from gongkai.assessment.queries.offers import Owed
from gongkai.disclosure.models import Edition
from tests.assessment.app.board import NOVEMBER, Board
from tests.assessment.app.selfing.filling import seen
from tests.disclosure.app.office import SAID, Office


def known(board: Board, unit: RoundUnit, item: str) -> Known:
    return seen(unit, board.clerk()).items[item].known


def published(board: Board, title: str, category: str) -> Edition:
    office = Office(board.people, now=NOVEMBER)
    return office.published(replace(SAID, title=title), category=category, content_type="general")


def test_items_of_the_category_a_pack_names_are_offered_whatever_they_are_called(
    board: Board, unit: RoundUnit
) -> None:
    live = published(board, "关于某事的说明", "projects")
    (hint,) = known(board, unit, "content.ten_kinds").hints
    assert (hint.key, hint.why) == (live.item.key, "公开目录的“重大建设项目”类")
    assert known(board, unit, "content.catalogue").hints == ()


def test_likeness_of_words_says_which_words(board: Board, unit: RoundUnit) -> None:
    published(board, "县财政局领导班子分工", "organisation")
    (hint,) = known(board, unit, "org.attention").hints
    assert hint.why == "标题里有：领导"


def test_records_of_an_indicator_come_first(board: Board, unit: RoundUnit) -> None:
    live = published(board, "某项说明", "organisation")
    assert known(board, unit, "content.timely").hints == ()
    recount(unit.round_id, as_of=date(2026, 11, 16), by=board.office)
    (hint,) = known(board, unit, "content.timely").hints
    assert hint.key == live.item.key
    assert hint.why == "“月均公开条数”算到的记录"


def test_entries_of_the_ledger_say_what_they_are_offered_for(board: Board, unit: RoundUnit) -> None:
    heard = EntryDraft(kind="report_heard", title="听取汇报", on=date(2026, 3, 5), leader=True)
    ledger.add_entry(unit.unit_id, heard, by=board.clerk())
    (entry,) = known(board, unit, "org.attention").entries
    assert entry.why == "“主要负责人听取汇报”类台账"
    recount(unit.round_id, as_of=date(2026, 11, 16), by=board.office)
    (entry,) = known(board, unit, "org.attention").entries
    assert "算到的记录" in entry.why


def test_how_the_duties_of_a_category_stand_is_told(board: Board, unit: RoundUnit) -> None:
    assert known(board, unit, "content.catalogue").owed == Owed(kept=0, late=0, overdue=1)
    assert known(board, unit, "org.attention").owed is None
