"""What the public knows of assessments, as open data: the same as the pages, and no more."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from gongkai.assessment.actions import approving, setting_up
from gongkai.assessment.models import Round
from tests.api.test_files import body
from tests.assessment.app.board import Board, fresh
from tests.assessment.app.sites.life import happened, named
from tests.assessment.app.test_approving import approved, scored
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(people: People, settings: Settings, tmp_path: Path) -> Board:
    settings.GONGKAI_DATA = tmp_path / "data"
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    return Board(people)


@pytest.fixture
def announced(board: Board) -> Round:
    """A round whose result is public."""
    round_ = scored(board)
    setting_up.set_public(round_.pk, is_public=True, by=board.office)
    approved(board, fresh(round_))
    approving.announce(round_.pk, number="示政办发〔2026〕12号", by=board.office)
    return fresh(round_)


def rows(path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(Client().get(path)).decode("utf-8-sig"))))


def test_a_public_result_is_told_as_its_page_tells_it(
    announced: Round, ask: Callable[..., Any]
) -> None:
    (line,) = ask("results")["results"]
    assert line["bulletin_number"] == "示政办发〔2026〕12号"
    assert line["url"].endswith(f"/results/{announced.key}/")
    found = ask(f"results/{announced.key}")
    first = found["units"][0]
    assert (first["name"], first["rank"], first["total"]) == ("示例县财政局", 1, "92.00")
    assert first["grade"] == {"id": "excellent", "name": "优秀"}
    assert "李四" not in str(found), "nobody learns who scored"
    assert "children" not in str(found), "nor how single items were scored"
    table = rows(f"/api/results/{announced.key}.csv")
    assert table[0] == ["名次", "单位", "组别", "总分", "等次"]
    assert table[1][1:2] + table[1][3:] == ["示例县财政局", "92.00", "优秀"]
    book = load_workbook(
        io.BytesIO(body(Client().get(f"/api/results/{announced.key}.xlsx"))), read_only=True
    )
    assert [cell.value for cell in next(book.worksheets[0].iter_rows())] == table[0]


@pytest.mark.parametrize("name", ["{key}", "{key}.csv", "{key}.xlsx"])
def test_a_result_is_there_once_it_is_announced(board: Board, name: str) -> None:
    round_ = scored(board)
    setting_up.set_public(round_.pk, is_public=True, by=board.office)
    address = f"/api/results/{name.format(key=round_.key)}"
    assert Client().get(address).status_code == 404
    approved(board, fresh(round_))
    assert Client().get(address).status_code == 404, "decided, and not told yet"
    approving.announce(round_.pk, by=board.office)
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("name", ["{key}", "{key}.csv", "{key}.xlsx"])
def test_what_is_not_open_is_not_there(board: Board, ask: Callable[..., Any], name: str) -> None:
    round_ = approved(board, scored(board))
    approving.announce(round_.pk, by=board.office)
    assert Client().get(f"/api/results/{name.format(key=round_.key)}").status_code == 404
    assert ask("results") == {"results": []}


def test_sites_are_told_with_what_was_announced_and_nothing_inner(
    board: Board, ask: Callable[..., Any]
) -> None:
    assert ask("sites") == {"sites": []}
    (site, _) = named(board, "caizheng", "qingshan")
    happened(board, site, "visit", title="内部检查", text="公开栏长期不更新")
    happened(board, site, "revoke", sham=True, text="弄虚作假。", number="示公开〔2026〕9号")
    found = {one["unit"]["code"]: one for one in ask("sites")["sites"]}
    assert found["qingshan"]["revoked_on"] is None
    assert found["caizheng"]["revoked_on"]
    assert found["caizheng"]["events"][-1]["document_number"] == "示公开〔2026〕9号"
    assert "内部检查" not in str(found)
    assert "长期不更新" not in str(found)
    table = rows("/api/sites.csv")
    assert table[0][0] == "单位"
    assert [row[0] for row in table[1:]] == ["青山乡人民政府", "示例县财政局"]
