"""Years and units beside one another on the screen and as a file."""

from collections.abc import Callable
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from gongkai.assessment.current import current
from gongkai.assessment.models import Round
from tests.people import People

pytestmark = pytest.mark.django_db
PLACE = "/office/rounds/2025-shifandian/results/compare/"


def text(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"{PLACE}{query}")
    assert answer.status_code == status
    return unescape(answer.content.decode())


def total(key: str, code: str) -> str:
    """Return the total of a unit as its round has it."""
    units = current(Round.objects.get(key=key)).units
    return str(next(one for one in units if one.score.unit.id == code).score.total)


def test_one_unit_over_the_years_with_every_item(client: Client) -> None:
    page = text(client, "?unit=ju-caizheng")
    assert "示例县财政局：2024、2025" in page
    for key in ("2024-shifandian", "2025-shifandian"):
        assert total(key, "ju-caizheng") in page
    assert "总结和信息反馈及时真实" in page
    assert "历年总分" in page
    assert "示例县财政局由" in page, "the chart says in words what it draws"


def test_units_and_groups_beside_one_another(client: Client) -> None:
    page = text(client, "?unit=ju-caizheng&unit=ju-minzheng&unit=group:乡镇&year=2025-shifandian")
    assert "2025：各单位得分" in page
    assert "乡镇（组平均）" in page
    assert total("2025-shifandian", "ju-minzheng") in page
    assert "历年总分" not in page


def test_what_was_chosen_by_nobody_is_shown_to_somebody(client: Client) -> None:
    assert "2025 年得分" in text(client)
    for odd in ("?unit=nobody", "?year=nothing", "?unit=%00&q=%00", "?unit=group:"):
        text(client, odd)
    assert "没有选择单位" in text(client, "?unit=nobody")


def test_no_more_than_can_be_read(client: Client) -> None:
    codes = [one.score.unit.id for one in current(Round.objects.get(key="2025-shifandian")).units]
    assert len(codes) > 12
    page = text(client, "?" + "&".join(f"unit={code}" for code in codes))
    assert "一次最多比较 12 个" in page


def test_the_file_has_the_same_numbers(client: Client) -> None:
    answer = client.get(f"{PLACE}file/?unit=ju-caizheng&unit=ju-minzheng")
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(b"".join(answer))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][1:5] == (
        "示例县民政局 2024",
        "示例县民政局 2025",
        "示例县财政局 2024",
        "示例县财政局 2025",
    ), "units in the order of the round"
    found = [f"{value:.2f}" for value in rows[1][1:5] if isinstance(value, int | float)]
    assert found == [
        total(key, code)
        for code in ("ju-minzheng", "ju-caizheng")
        for key in ("2024-shifandian", "2025-shifandian")
    ]


def test_a_unit_sees_its_own_items_and_of_others_the_total(
    county: People, signed_in: Callable[..., Client]
) -> None:
    unit = Round.objects.get(key="2025-shifandian").units.get(unit__code="ju-caizheng").unit
    county.units["ju-caizheng"] = unit
    clerk = signed_in(county("clerk", unit="ju-caizheng"))
    own = text(clerk, "?unit=ju-caizheng")
    assert "总结和信息反馈及时真实" in own
    other = text(clerk, "?unit=ju-minzheng")
    assert total("2025-shifandian", "ju-minzheng") in other
    assert "总结和信息反馈及时真实" not in other
    assert "示例县财政局：" in text(clerk), "without a choice one's own unit"
