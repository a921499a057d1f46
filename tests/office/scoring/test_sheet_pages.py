"""The scoring sheet on the screen: downloaded, tried out, uploaded, with every mistake named."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from gongkai.assessment.models import ComponentScore
from gongkai.assessment.scoring_sheet.layout import SCORES
from tests.assessment.app.judging.bench import Bench
from tests.assessment.app.judging.sheets import put, saved
from tests.office.scoring.conftest import Desk

pytestmark = pytest.mark.django_db
AT = {"unit": "caizheng"}


@pytest.fixture
def outside(desk: Desk) -> Desk:
    """The traffic bureau's round, in which 李四 of an outside body measures."""
    desk.bench = Bench.set_up_component(desk.bench.board, "bowang-jiaoyun", "third_party")
    return desk


def upload(desk: Desk, value: object, status: int = 200, **more: str) -> str:
    answer = desk.client(desk.bench.scorer).get(desk.place("sheet/file/"))
    assert "spreadsheetml" in answer["Content-Type"]
    book = load_workbook(BytesIO(answer.content))
    put(book, SCORES, AT, value=value, reason="栏目更新慢")
    file = SimpleUploadedFile("评分表.xlsx", saved(book))
    return desk.post(desk.bench.scorer, "sheet/", status, file=file, **more)


def test_it_is_tried_out_before_anything_is_kept(outside: Desk) -> None:
    page = upload(outside, "83.1", 200)
    assert "试运行没有发现错误，还没有记下" in page
    assert not ComponentScore.objects.exists()
    page = upload(outside, "83.1", apply="1")
    assert "已上传，评分已记下" in page
    assert ComponentScore.objects.get().value is not None
    page = upload(outside, "83.1", apply="1")
    assert "没有变化 1 处" in page


def test_a_mistake_is_named_with_its_place(outside: Desk) -> None:
    page = upload(outside, "800", 422, apply="1")
    assert "什么都没有记下" in page
    assert "得分!G2" in page
    assert "0 到 100 之间" in page


def test_no_file_and_no_workbook_are_refused_in_words(outside: Desk) -> None:
    page = outside.post(outside.bench.scorer, "sheet/", 422, apply="1")
    assert "请选择文件" in page
    file = SimpleUploadedFile("a.xlsx", b"rubbish")
    page = outside.post(outside.bench.scorer, "sheet/", 422, apply="1", file=file)
    assert "文件" in page


def test_who_scores_nothing_has_no_sheet(outside: Desk) -> None:
    outside.get(outside.bench.board.office, "sheet/", 404)
    outside.get(outside.bench.board.office, "sheet/file/", 404)
    outside.get(outside.bench.board.leader, "sheet/", 403)
