"""Tables, lists and charts typed in rows: without scripts, wrongly, pasted, in older shapes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from gongkai.disclosure.models import Edition
from tests.disclosure.app.office import ZONE, Office, fresh
from tests.disclosure.guides import GUIDE, SAID
from tests.people import People

SignIn = Callable[..., Client]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def surroundings(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GONGKAI_FILES = tmp_path / "files"
    now = datetime(2026, 3, 2, 10, 32, tzinfo=ZONE)
    monkeypatch.setattr(timezone, "now", lambda: now)


class Editor:
    """The form of a draft as a browser without scripts sends it."""

    def __init__(self, client: Client, edition: Edition) -> None:
        self.client, self.edition = client, edition
        self.path = f"/office/disclosure/items/{edition.item.key}/edit/"
        self.fields = self.read(client.get(self.path).content.decode())

    def read(self, page: str) -> dict[str, str]:
        """Return what the controls of the form hold, by name."""
        document: Any = html.fromstring(page)
        (form,) = document.xpath("//div[@data-autosave]//form")
        return {key: value or "" for key, value in form.form_values() if key}

    def send(
        self, changes: Mapping[str, str] | None = None, *, row: str = "", status: int = 302
    ) -> str:
        """Send the form with changes; give the page that answers, or where it leads."""
        data = {**self.fields, **(changes or {}), **({"row": row} if row else {})}
        answer: Any = self.client.post(self.path, data)
        assert answer.status_code == status, answer.content.decode()
        if status == 302:
            page = self.client.get(answer.url.partition("#")[0]).content.decode()
            self.fields = self.read(page)
            return str(answer.url)
        return str(answer.content.decode())

    @property
    def details(self) -> dict[str, Any]:
        found: dict[str, Any] = fresh(self.edition).details
        return found


@pytest.fixture
def open_editor(people: People, signed_in: SignIn) -> Callable[..., Editor]:
    office = Office(people)

    def opened(**details: Any) -> Editor:
        said = replace(SAID, details=details)
        edition = office.draft(said, content_type="service_guide", category="licences")
        return Editor(signed_in(office.person("clerk")), edition)

    return opened


Open = Callable[..., Editor]


def test_what_is_there_comes_back_as_it_was(open_editor: Open) -> None:
    editor = open_editor(**GUIDE)
    editor.send()
    assert editor.details == GUIDE


def test_one_more_row_is_shown_where_it_was_asked_for(open_editor: Open) -> None:
    editor = open_editor(**GUIDE)
    assert "details-materials-5-name" not in editor.fields
    where = editor.send({"details-materials-4-name": "户口簿"}, row="add details-materials")
    assert where.endswith("?rows=details-materials%3A5#id_details-materials")
    assert editor.fields["details-materials-4-name"] == "户口簿"
    assert "details-materials-5-name" in editor.fields


@pytest.mark.parametrize(
    ("step", "names"),
    [
        ("up details-materials-2", [1, 0, 2]),
        ("up details-materials-1", [0, 1, 2]),
        ("up details-materials-9", [0, 1, 2]),
        ("drop details-materials-2", [0, 2]),
        ("drop details-steps-2", [0, 1, 2]),
        ("drop details-materials-x", [0, 1, 2]),
        ("nonsense", [0, 1, 2]),
    ],
)
def test_rows_are_moved_and_dropped_by_their_buttons(
    open_editor: Open, step: str, names: list[int]
) -> None:
    editor = open_editor(**GUIDE)
    editor.send(row=step)
    assert editor.details["materials"] == [GUIDE["materials"][at] for at in names]


def test_a_cleared_row_is_gone(open_editor: Open) -> None:
    editor = open_editor(**GUIDE)
    cleared = {name: "" for name in editor.fields if name.startswith("details-materials-2-")}
    editor.send({**cleared, "details-steps-1-text": " "})
    assert [row["name"] for row in editor.details["materials"]] == ["居民身份证", "困难情况证明"]
    assert editor.details["steps"] == GUIDE["steps"][1:]


def test_lines_of_a_spreadsheet_come_behind_the_rows(open_editor: Open) -> None:
    editor = open_editor(**GUIDE)
    lines = "户口簿\t复印件\t1\r\n照片 | original | 2 | 本人提供\r\n"
    editor.send({"details-materials": lines, "details-steps": "归档\n公示"})
    assert editor.details["materials"][3:] == [
        {"name": "户口簿", "form": "copy", "copies": "1"},
        {"name": "照片", "form": "original", "copies": "2", "source": "本人提供"},
    ]
    assert editor.details["steps"][4:] == ["归档", "公示"]
    assert editor.fields["details-materials"] == ""


def test_what_is_wrong_in_a_cell_is_said_there_and_nothing_typed_is_lost(
    open_editor: Open,
) -> None:
    editor = open_editor(**GUIDE)
    wrong = {
        "details-materials-2-copies": "两份",
        "details-materials-4-name": "户口簿",
        "details-materials": "甲|乙|丙|丁|戊|己",
        "details-steps-1-text": "先申请",
    }
    page = editor.send(wrong, status=422)
    assert "第 1 行有 6 列，应为 5 列" in page
    again = editor.read(page)
    assert again["details-materials"] == "甲|乙|丙|丁|戊|己"
    assert again["details-steps-1-text"] == "先申请"
    del wrong["details-materials"]
    page = editor.send(wrong, status=422)
    assert re.search(r'href="#id_details-materials-2-copies">这里要填数字', page)
    again = editor.read(page)
    assert (again["details-materials-2-copies"], again["details-materials-4-name"]) == (
        "两份",
        "户口簿",
    )
    assert editor.details == GUIDE


def test_the_script_is_told_the_row(open_editor: Open) -> None:
    editor = open_editor(**GUIDE)
    data = {**editor.fields, "details-materials-2-copies": "两份"}
    answer: Any = editor.client.post(editor.path, data, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert "办理材料第2行“份数”：这里要填数字" in answer.json()["message"]


def test_a_chart_is_joined_in_order_and_drawn(open_editor: Open) -> None:
    editor = open_editor(matter="临时救助")
    titles = {f"details-chart-n-{n}-title": title for n, title in enumerate("申受送", 1)}
    editor.send({**titles, "details-chart-n-3-kind": "end"}, row="join details-chart")
    chart = editor.details["chart"]
    assert [(e["start"], e["end"]) for e in chart["edges"]] == [("n1", "n2"), ("n2", "n3")]
    drawn = editor.client.get(editor.path.replace("/edit/", "/chart/chart/")).content.decode()
    assert "<svg" in drawn
    assert "处要改" not in drawn
    missing = editor.client.get(editor.path.replace("/edit/", "/chart/materials/"))
    assert missing.status_code == 404


def test_a_dropped_node_takes_its_ways_along(open_editor: Open) -> None:
    editor = open_editor(**GUIDE)
    editor.send(row="drop details-chart-n-4")
    chart = editor.details["chart"]
    assert "n4" not in [node["id"] for node in chart["nodes"]]
    assert all("n4" not in (e["start"], e["end"]) for e in chart["edges"])
    assert len(chart["edges"]) == 6
    assert "n9" in editor.fields.values(), "an id that was taken is not given again"


def test_older_shapes_are_opened_in_rows(open_editor: Open) -> None:
    editor = open_editor(chart="申请\n受理\n送达", materials=[{"name": "证", "form": "原件"}])
    assert editor.fields["details-chart-n-2-title"] == "受理"
    assert editor.fields["details-chart-n-3-kind"] == "end"
    assert editor.fields["details-chart-e-2-start"] == "n2"
    assert editor.fields["details-materials-1-form"] == "original"
    editor.send()
    assert [node["title"] for node in editor.details["chart"]["nodes"]] == ["申请", "受理", "送达"]


def test_a_long_table_is_typed_as_lines(open_editor: Open) -> None:
    rows = [{"name": f"材料{n}", "copies": "1"} for n in range(120)]
    editor = open_editor(materials=rows)
    assert "details-materials-1-name" not in editor.fields
    assert editor.fields["details-materials"].startswith("材料0 |  | 1 |")
    editor.send()
    assert editor.details["materials"] == rows
    more = editor.fields["details-materials"] + "\n多份 | | 若干"
    page = editor.send({"details-materials": more}, status=422)
    assert "第 121 行：这里要填数字" in page


def test_numbers_that_are_none_are_refused(open_editor: Open) -> None:
    editor = open_editor(**GUIDE)
    for text in ("NaN", "Infinity", "1e"):
        assert "这里要填数字" in editor.send({"details-materials-1-copies": text}, status=422)
    editor.send({"details-materials-1-copies": "1,000"})
    assert editor.details["materials"][0]["copies"] == "1000"
