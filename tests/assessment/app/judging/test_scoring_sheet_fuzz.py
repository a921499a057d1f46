"""Whatever stands in a scoring sheet, it is taken, or refused in words with a place; never a fault.

What was taken over changes nothing when it is sent again.
"""

from contextlib import suppress
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError

from gongkai.assessment.assess import assess
from gongkai.assessment.current import current, forget, pack_of
from gongkai.assessment.factbook import facts_of
from gongkai.assessment.models import ComponentScore, Deduction
from gongkai.assessment.scoring_sheet import upload_sheet
from gongkai.assessment.scoring_sheet.layout import DEDUCTIONS, NOTES, SCORES, SHEETS, VALUES
from gongkai.core.importing import State
from tests.assessment.app.board import Board, fresh
from tests.assessment.app.judging.bench import Bench
from tests.assessment.app.judging.sheets import book_of, saved

CELLS = st.one_of(
    st.sampled_from(
        ["", None, "1", "0.5", "1.5", 1, 0.1, 83.1, 100, -1, 1e300, "1e999999", "NaN", "−1", "１",
         "是", "否", "=1+1", "caizheng", "minzheng", "org.feedback", "third_party", "一般", True]
    ),
    st.text(max_size=8),
    st.integers(-5, 200),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
)  # fmt: skip
TYPED = st.tuples(st.integers(0, 20), st.integers(0, 10), CELLS)


@pytest.mark.django_db
@pytest.mark.parametrize("pack", ["shifandian", "bowang-jiaoyun"])
def test_any_cell_is_taken_or_refused_in_words(pack: str, board: Board) -> None:
    if pack == "shifandian":
        bench = Bench.set_up(board, pack)
    else:
        bench = Bench.set_up_component(board, pack, "third_party")
    blank = saved(book_of(bench.scorer, bench.round))

    @settings(max_examples=12, deadline=None)
    @given(typed=st.dictionaries(st.sampled_from(list(SHEETS)), st.lists(TYPED, max_size=6)))
    def hold(typed: dict[str, list[tuple[int, int, object]]]) -> None:
        with transaction.atomic():
            _hold(bench, _filled(blank, typed))
            transaction.set_rollback(True)
        forget()

    hold()


def _filled(blank: bytes, typed: dict[str, list[tuple[int, int, object]]]) -> bytes:
    book = load_workbook(BytesIO(blank))
    for title, cells in typed.items():
        for row, column, value in cells if title in book.sheetnames else ():
            cell = book[title].cell(row + 2, column % len(SHEETS[title]) + 1)
            # What no workbook can hold is not written.
            with suppress(ValueError, IllegalCharacterError):
                cell.value = value  # type: ignore[assignment]
    return saved(book)


def _hold(bench: Bench, data: bytes) -> None:
    result = upload_sheet(bench.round, data, "评分表.xlsx", dry=False, by=bench.scorer)
    for line in result.of(State.WRONG):
        sheet, _, place = line.place.partition("!")
        assert sheet in {SCORES, NOTES, DEDUCTIONS, VALUES}
        assert place.lstrip("".join(get_column_letter(n) for n in range(1, 30))).isdigit()
        assert line.message
    if not result.done:
        assert not Deduction.objects.exists()
        assert not ComponentScore.objects.exists()
        return
    again = upload_sheet(bench.round, data, "评分表.xlsx", dry=False, by=bench.scorer)
    assert not again.of(State.CREATED)
    assert not again.of(State.CHANGED)
    assert not again.of(State.WRONG)
    scheme = pack_of(bench.round).scheme
    whole = assess(scheme, facts_of(bench.round, scheme)).to_json()
    assert current(fresh(bench.round)).to_json() == whole
