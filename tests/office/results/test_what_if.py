"""The what-if form: every answer is read by itself, and errors lead to their fields."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client

from gongkai.office.assessment.whatif_form import Question
from gongkai.office.assessment.whatif_numbers import Scale, number_of

PAGE = "/office/rounds/2025-zonghe/results/what-if/"


def text(client: Client, query: dict[str, str]) -> str:
    response = client.get(PAGE, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("raw", ["70", "70%", "0.7", "70.0", "７０", "７０％", " 0.70 "])
def test_a_share_is_taken_in_any_of_its_forms(raw: str) -> None:
    assert number_of(raw, Scale.SHARE, Decimal(100)) == ("70", "")


@pytest.mark.parametrize("raw", ["70", "70.0", "７０", "0.7", "70%"])
def test_the_same_number_written_otherwise_changes_nothing(client: Client, raw: str) -> None:
    assert "还没有改动" in text(client, {"grades-excellent-max_share": raw})


def test_a_share_in_percent_is_tried_out(client: Client) -> None:
    assert "等次变化的单位" in text(client, {"grades-excellent-max_share": "50"})


@pytest.mark.parametrize(
    ("raw", "scale", "wrong"),
    [
        ("abc", Scale.POINTS, "不是数"),
        ("٣", Scale.POINTS, "不是数"),
        ("60%", Scale.POINTS, "不是数"),
        ("%", Scale.SHARE, "不是数"),
        ("-1", Scale.POINTS, "不能小于 0"),
        ("101", Scale.PERCENT, "不能大于 100"),
        ("1.5", Scale.WHOLE, "应当是整数"),
    ],
)
def test_nonsense_is_named(raw: str, scale: Scale, wrong: str) -> None:
    written, message = number_of(raw, scale, Decimal(100))
    assert written == ""
    assert wrong in message


def test_every_wrong_answer_leads_to_its_field_by_its_label(client: Client) -> None:
    page = text(
        client, {"components-work-weight": "abc", "grades-excellent-min": "-1", "boundary": "x"}
    )
    for field, label in (
        ("components-work-weight", "政务公开工作考核"),
        ("grades-excellent-min", "优秀的下限"),
        ("boundary", "等次分界"),
    ):
        assert f'<a href="#id_{field}">{label}：' in page


def test_weights_are_summed_and_a_wrong_sum_is_said(client: Client) -> None:
    assert "权重合计 100</p>" in text(client, {})
    page = text(client, {"components-work-weight": "30"})
    assert page.count("权重合计 90，应为 100") == 2
    assert '<a href="#id_components-self-weight">' in page


def test_totals_are_shown_before_and_after(client: Client) -> None:
    query = {"components-work-weight": "50", "components-third_party-weight": "40"}
    page = text(client, query)
    assert page.count(" → ") >= 22


def test_an_answer_that_was_not_sent_is_no_change() -> None:
    from gongkai.ui.components import Field

    question = Question(section="s", path="p", present="5", field=Field("p", "P"))
    assert not question.answered(QueryDict("")).changed
