"""The assessment screens, asked as a browser asks them."""

import json
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client

from gongkai.assessment.current import current
from gongkai.assessment.models import Round
from gongkai.assessment.pinning import library
from gongkai.core.models import Event
from gongkai.policy.loading import is_assessment
from tests.people import People

ROUNDS = ["2024-shifandian", "2024-zonghe", "2025-shifandian", "2025-zonghe"]


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_the_list_has_every_round(client: Client) -> None:
    page = text(client, "/office/rounds/")
    for round_id in ROUNDS:
        assert f"/office/rounds/{round_id}/" in page


@pytest.mark.parametrize("round_id", ROUNDS)
def test_the_scoreboard_shows_every_unit_as_assessed(client: Client, round_id: str) -> None:
    page = text(client, f"/office/rounds/{round_id}/results/")
    for unit in current(Round.objects.get(key=round_id)).units:
        assert unit.score.unit.name in page
        assert format(unit.score.total or Decimal(0), "f") in page


def test_the_scoreboard_filters_by_group_grade_and_name(client: Client) -> None:
    page = text(client, "/office/rounds/2025-zonghe/results/?group=乡镇&grade=qualified&q=绿水")
    assert "绿水乡" in page
    assert "示例县财政局</a>" not in page
    assert "共 1 个单位" in page


def test_an_empty_filter_says_so(client: Client) -> None:
    assert "没有符合条件的单位" in text(
        client, "/office/rounds/2025-zonghe/results/?q=不存在的单位"
    )


def test_the_scoreboard_sorts_and_ignores_nonsense(client: Client) -> None:
    by_total = text(client, "/office/rounds/2025-zonghe/results/?sort=total")
    assert by_total.index("白云乡</a>") < by_total.index("示例县财政局</a>")
    nonsense = text(client, "/office/rounds/2025-zonghe/results/?sort=;drop")
    assert nonsense.index("示例县财政局</a>") < nonsense.index("白云乡</a>")


def test_the_quota_names_who_was_moved(client: Client) -> None:
    page = text(client, "/office/rounds/2025-zonghe/results/")
    assert "优秀名额已满" in page
    assert "名额 15 个" in page


def test_a_unit_page_leads_to_clause_reason_person_and_date(client: Client) -> None:
    page = text(client, "/office/rounds/2025-shifandian/results/units/xiang-qingshan/")
    assert "政务公开示范点建设考评办法》第四条第（一）项第1目" in page
    assert "依据：" in page
    assert "2025年11月" in page


def test_fraud_beats_points_and_the_page_says_so(client: Client) -> None:
    page = text(client, "/office/rounds/2025-shifandian/results/units/xiang-baiyun/")
    assert "不论得分，等次为不合格" in page
    assert "取消示范点资格" in page


def test_an_item_whose_points_changed_is_not_compared(client: Client) -> None:
    page = text(client, "/office/rounds/2025-shifandian/results/units/zhen-heping/")
    assert page.count("办法有变，不可比") == 2


def test_scores_that_were_scaled_show_the_approval(client: Client) -> None:
    page = text(client, "/office/rounds/2025-shifandian/results/units/qi-gongshui/")
    assert "没有行政审批职能" in page
    assert "不适用" in page


def test_a_what_if_moves_grades_and_stores_nothing(client: Client) -> None:
    before = Event.objects.count()
    page = text(client, "/office/rounds/2025-zonghe/results/what-if/?grades-excellent-min=96")
    assert "优秀 → 合格" in page
    assert Event.objects.count() == before


def test_a_what_if_with_wrong_weights_shows_the_problem(client: Client) -> None:
    page = text(client, "/office/rounds/2025-zonghe/results/what-if/?components-work-weight=30")
    assert "权重合计 90，应为 100" in page


@pytest.mark.parametrize("value", ["abc", "-1", "1e999", "NaN", "٣", "9" * 400])
def test_a_what_if_with_nonsense_never_breaks(client: Client, value: str) -> None:
    for name in ("components-work-weight", "grades-excellent-min", "boundary", "quota_base"):
        text(client, f"/office/rounds/2025-zonghe/results/what-if/?{name}={value}")


def test_every_pack_has_a_page_with_readings_and_sources(client: Client, demo_site: Path) -> None:
    page = text(client, "/office/assessment/packs/")
    for pack in ("shifandian", "bowang-jiaoyun", "shixian-shifandian-2025"):
        assert f"/office/assessment/packs/{pack}/" in page
    for folder in library().folders():
        if is_assessment(folder):
            shown = text(client, f"/office/assessment/packs/{folder.path.name}/")
            assert "来源" in shown


def test_an_open_reading_is_announced(client: Client) -> None:
    assert "开展考核前须先设定" in text(client, "/office/assessment/packs/shifandian/")


@pytest.mark.parametrize(
    "path",
    [
        "/office/rounds/none/results/",
        "/office/rounds/2025-zonghe/results/units/none/",
        "/office/rounds/../../etc/",
        "/office/rounds/2025-zonghe/results/export.exe",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    text(client, path, 404)


def test_an_unknown_pack_is_answered_with_the_nearest(client: Client) -> None:
    assert "是否想写 shifandian" in text(client, "/office/assessment/packs/shifandia/", 404)


def test_a_pack_id_is_never_a_path(client: Client, demo_site: Path) -> None:
    outside = demo_site / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "pack.yaml").write_text("pack: {id: x}\n", encoding="utf-8")
    for pack_id in ("..", ".", "cn", "outside"):
        text(client, f"/office/assessment/packs/{pack_id}/", 404)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "json"])
def test_every_export_is_the_file_it_says(client: Client, kind: str) -> None:
    response = client.get(f"/office/rounds/2025-zonghe/results/export.{kind}")
    assert response.status_code == 200
    what = {"docx": "通报", "xlsx": "成绩册", "html": "报告", "json": "数据"}[kind]
    name = quote(f"示例县2025年度政务公开综合考核{what}.{kind}")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    starts = {"docx": b"PK", "xlsx": b"PK", "html": b"<!DOCTYPE html>", "json": b"{"}
    assert response.content.lstrip()[: len(starts[kind])] == starts[kind]
    if kind == "json":
        assert len(json.loads(response.content)["units"]) == 22


@pytest.mark.parametrize("path", ["", "2025-zonghe/results/", "2025-zonghe/results/export.json"])
def test_who_has_not_signed_in_sees_no_scores(county: People, path: str) -> None:
    response = Client(HTTP_HOST="127.0.0.1").get(f"/office/rounds/{path}")
    assert response.status_code == 302
    assert response["Location"].startswith("/office/login/?next=")
