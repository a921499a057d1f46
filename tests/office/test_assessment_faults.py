"""Bad rounds, odd names, strangers: what must not break a screen, and what it must not show."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client

from gongkai.office.assessment.exports import file_name

MakeRound = Callable[..., str]
ABOUT = {"title": "考核", "year": 2030, "pack": "bowang-jiaoyun"}
SCORES = {"self": "95", "third_party": "91", "work": "92"}
FACTS = {"units": [{"id": "a", "name": "甲局", "components": SCORES}]}


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.mark.parametrize("about", ["{", "[" * 100_000, '{"year": 1e400}'])
def test_one_bad_round_is_one_row_and_every_other_page_stands(
    client: Client, make_round: MakeRound, about: str
) -> None:
    make_round(about)
    page = text(client, "/office/assessment/")
    assert "round.json" in page
    assert "处错误" in page
    assert "/office/assessment/rounds/2025-zonghe/" in page
    text(client, "/office/assessment/rounds/2025-zonghe/")
    assert "round.json" in text(client, "/office/assessment/rounds/own/", 422)


@pytest.mark.parametrize("name", ['a"b', "a b;c", "年 度", "a%2fb", "a\\b", "...", "a\u2028b"])
def test_an_odd_folder_name_breaks_no_page_and_no_download(
    client: Client, make_round: MakeRound, name: str
) -> None:
    make_round(ABOUT, FACTS, name)
    text(client, "/office/assessment/")
    for page in ("", "export.json", "what-if/", "units/a/"):
        response = client.get(f"/office/assessment/rounds/{quote(name, safe='')}/{page}")
        assert response.status_code < 500


def test_line_breaks_in_a_title_forge_no_header(client: Client, make_round: MakeRound) -> None:
    make_round(ABOUT | {"title": "甲\r\nSet-Cookie: x/..\\县"}, FACTS)
    response = client.get("/office/assessment/rounds/own/export.json")
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("示例县 2025 年度考核", "示例县2025年度考核通报.docx"),
        ("County review 2025", "County review 2025通报.docx"),
        ("../a/b\n", "a b通报.docx"),
        ("\x00", "考核通报.docx"),
        ("长" * 300, "长" * 70 + "通报.docx"),
    ],
)
def test_a_file_is_called_what_people_call_it(title: str, name: str) -> None:
    assert file_name(title, "docx") == name


def test_strangers_see_the_packs_of_the_product_alone(client: Client, demo_site: Path) -> None:
    stranger = Client(HTTP_HOST="127.0.0.1")
    draft = demo_site / "packs" / "draft"
    draft.mkdir()
    (draft / "pack.yaml").write_text("pack: [", encoding="utf-8")
    try:
        page = text(stranger, "/office/assessment/packs/")
        assert "/office/assessment/packs/shifandian/" in page
        assert "shixian" not in page
        assert "draft" not in page
        for pack in ("draft", "shixian-shifandian-2025"):
            answer = text(stranger, f"/office/assessment/packs/{pack}/", 404)
            assert str(demo_site) not in answer
        assert "draft" in text(client, "/office/assessment/packs/")
    finally:
        (draft / "pack.yaml").unlink()
        draft.rmdir()


@pytest.mark.parametrize("path", ["", "packs/", "rounds/2025-zonghe/", "rounds/none/"])
def test_what_needs_a_permission_is_not_kept(client: Client, path: str) -> None:
    assert client.get(f"/office/assessment/{path}")["Cache-Control"] == "no-store"


def test_a_unit_whose_id_no_address_can_hold_has_no_link(
    client: Client, make_round: MakeRound
) -> None:
    odd = {"units": [{"id": "..", "name": "乙局", "components": SCORES}, *FACTS["units"]]}
    make_round(ABOUT, odd)
    page = client.get("/office/assessment/rounds/own/")
    assert page.status_code in {200, 422}
    assert "units/../" not in page.content.decode()


def test_a_round_whose_pack_is_not_listed_has_no_link_to_it(
    client: Client, make_round: MakeRound, demo_site: Path
) -> None:
    folder = demo_site / "own-packs" / "p"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(
        "pack: {id: p, version: 1.0.0, title: 甲, extends: bowang-jiaoyun@1.0.0}\n",
        encoding="utf-8",
    )
    make_round(ABOUT | {"pack": "own-packs/p"}, FACTS)
    assert "查看本次考核的办法" not in text(client, "/office/assessment/rounds/own/")
