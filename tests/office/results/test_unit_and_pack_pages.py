"""The unit page and the pack page, in the words and with the digits people expect."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.assessment.county import plant_units, take_over, write_round
from tests.people import People

ABOUT = {"title": "考核", "year": 2025, "pack": "bowang-jiaoyun"}


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_only_lost_items_are_listed_on_demand(client: Client) -> None:
    whole = text(client, "/office/rounds/2025-shifandian/results/units/zhen-heping/")
    lost = text(client, "/office/rounds/2025-shifandian/results/units/zhen-heping/?lost=1")
    assert 'href="?lost=1"' in whole
    assert 0 < lost.count('class="tree-node"') < whole.count('class="tree-node"')
    assert "现只列失分项" in lost


def test_a_changed_scheme_colours_no_sum(client: Client) -> None:
    page = text(client, "/office/rounds/2025-shifandian/results/units/zhen-heping/")
    table = page[page.index("与 2024 年比较") :]
    sums = re.findall(r'<tr role="row" class="emphasis">.*?</tr>', table, re.DOTALL)
    assert sums
    assert not any("change-good" in row or "change-bad" in row for row in sums)
    board = text(client, "/office/rounds/2025-shifandian/results/")
    assert "change-good" not in board


def test_figures_of_a_comparison_have_the_same_digits(client: Client) -> None:
    page = text(client, "/office/rounds/2025-shifandian/results/units/zhen-heping/")
    table = page[page.index("与 2024 年比较") :]
    cells = re.findall(r'class="number"><div class="cell">([\d.]+)</div>', table)
    assert len(cells) > 4
    assert len({len(cell.partition(".")[2]) for cell in cells}) == 1


def test_the_lowest_grade_says_what_it_is_below(client: Client) -> None:
    page = text(client, "/office/assessment/packs/bowang-jiaoyun/")
    assert "不足 60 分" in page
    assert "90 分以上" in page


def test_the_pack_page_speaks_in_words(client: Client) -> None:
    page = text(client, "/office/assessment/packs/bowang-jiaoyun/")
    assert "第三方机构测评 → 政务公开工作考核 → 会议记录决定" in page
    assert "逾期不整改的" in page
    assert "third_party" not in page
    assert ">简称<" not in page


@pytest.mark.parametrize("pack", ["bowang-jiaoyun", "shifandian", "zhibiao", "duodao-caizheng"])
def test_no_column_is_empty_and_no_area_has_no_points(client: Client, pack: str) -> None:
    page = text(client, f"/office/assessment/packs/{pack}/")
    assert "> 0 项<" not in page
    assert ">0 项<" not in page
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        titles = set(re.findall(r'data-title="(.*?)"', table))
        for title in titles:
            cells = re.findall(
                rf'data-title="{title}"[^>]*><div class="cell">(.*?)</div>', table, re.DOTALL
            )
            assert any(cell.strip() != "—" for cell in cells), title


def test_nested_components_are_set_in(client: Client) -> None:
    assert 'class="indent indent-1"' in text(client, "/office/assessment/packs/bianti-shi/")


def test_totals_sort_downwards_first_and_units_without_one_stand_last(
    people: People, signed_in: Callable[..., Client], tmp_path: Path
) -> None:
    def unit(name: str, score: str | None) -> dict[str, object]:
        scores = {} if score is None else dict.fromkeys(("self", "third_party", "work"), score)
        return {"id": name, "name": f"单位{name}", "components": scores}

    units = [unit("b", None), unit("c", "0"), unit("a", "80")]
    plant_units(people, *((str(one["id"]), str(one["name"])) for one in units))
    write_round(tmp_path, "own", ABOUT, {"units": units})
    take_over(people, tmp_path, "own")
    client = signed_in("openness_office")
    assert "sort=-total" in text(client, "/office/rounds/own/results/")
    for sort, order in (("-total", "acb"), ("total", "cab")):
        page = text(client, f"/office/rounds/own/results/?sort={sort}")
        found = "".join(re.findall(r'href="/office/rounds/own/results/units/(\w)/"', page))
        assert found == order


def test_an_unknown_filter_filters_nothing(client: Client) -> None:
    page = text(client, "/office/rounds/2025-zonghe/results/?grade=zzz&group=无")
    assert "共 22 个单位" in page
    assert "清除条件" not in page


def test_figures_say_that_a_filter_does_not_touch_them(client: Client) -> None:
    assert "不随筛选变化" in text(client, "/office/rounds/2025-zonghe/results/?q=乡")
    assert "不随筛选变化" not in text(client, "/office/rounds/2025-zonghe/results/")


def test_officials_are_not_sent_to_the_gallery(client: Client) -> None:
    assert "/gallery/" not in text(client, "/office/rounds/")
