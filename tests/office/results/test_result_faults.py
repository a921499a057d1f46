"""Odd titles, strangers, packs of one's own: what must not break a screen, or be shown by it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from gongkai.office.assessment.exports import file_name
from tests.assessment.county import plant_units, take_over, write_round
from tests.people import People

ABOUT = {"title": "考核", "year": 2025, "pack": "bowang-jiaoyun"}
SCORES = {"self": "95", "third_party": "91", "work": "92"}
FACTS = {"units": [{"id": "a", "name": "甲局", "components": SCORES}]}
SignIn = Callable[..., Client]


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def own_round(people: People, data: Path, **about: object) -> None:
    """Take over a round with one unit."""
    plant_units(people, ("a", "甲局"))
    write_round(data, "own", ABOUT | about, FACTS)
    take_over(people, data, "own")


def test_line_breaks_in_a_title_forge_no_header(
    people: People, signed_in: SignIn, tmp_path: Path
) -> None:
    own_round(people, tmp_path, title="甲\r\nSet-Cookie: x/..\\县")
    response = signed_in("leader").get("/office/rounds/own/results/export.json")
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


@pytest.mark.parametrize("path", ["", "2025-zonghe/", "2025-zonghe/results/", "none/results/"])
def test_what_needs_a_permission_is_not_kept(client: Client, path: str) -> None:
    assert client.get(f"/office/rounds/{path}")["Cache-Control"] == "no-store"


def test_a_round_whose_pack_is_not_listed_has_no_link_to_it(
    people: People, signed_in: SignIn, tmp_path: Path
) -> None:
    folder = tmp_path / "own-packs" / "p"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(
        "pack: {id: p, version: 1.0.0, title: 甲, extends: bowang-jiaoyun@1.0.0}\n",
        encoding="utf-8",
    )
    own_round(people, tmp_path, pack="own-packs/p")
    page = text(signed_in("leader"), "/office/rounds/own/results/")
    assert "甲局" in page
    assert "查看本次考核的办法" not in page
