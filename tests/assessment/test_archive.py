"""Rounds kept as files: one bad folder is its own problem, and nothing outside is read."""

import json
import os
from pathlib import Path

import pytest

from gongkai.assessment.archive import RoundFolders
from gongkai.policy.library import BUILT_IN
from gongkai.policy.problems import ProblemsError

ABOUT = {"title": "考核", "year": 2026, "pack": "bowang-jiaoyun"}
FACTS = {"units": [{"id": "a", "name": "甲局", "components": {"self": "95"}}]}


def make(data: Path, name: str = "one", about: object = ABOUT, facts: bool = True) -> Path:
    folder = data / "rounds" / name
    folder.mkdir(parents=True)
    text = about if isinstance(about, str) else json.dumps(about)
    (folder / "round.json").write_text(text, encoding="utf-8")
    if facts:
        (folder / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    return folder


def problem(data: Path, name: str = "one") -> str:
    """The problems of a round, whether its description or its facts are wrong."""
    rounds = RoundFolders(data)
    try:
        info = rounds.info(name)
        assert info is not None
        rounds.read(info)
    except ProblemsError as error:
        return str(error)
    pytest.fail("no problem was found")


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ("", "Y-EMPTY"),
        ("{", "J-SYNTAX"),
        ("[]", "T-MAP"),
        ("[" * 100_000, "Y-DEPTH"),
        ('{"a":' * 150 + "1" + "}" * 150, "Y-DEPTH"),
        ('{"title": "t", "year": 1e400, "pack": "p"}', "T-NUMBER"),
        (ABOUT | {"year": 20260}, "F-YEAR"),
        (ABOUT | {"year": 2026.5}, "F-YEAR"),
        ({"title": "t", "year": 2026}, "K-MISSING"),
        (ABOUT | {"titel": "t"}, "K-UNKNOWN"),
        (ABOUT | {"pack": "/etc"}, "F-PACK"),
        (ABOUT | {"pack": "../packs/x"}, "F-PACK"),
        (ABOUT | {"pack": "packs/../../x"}, "F-PACK"),
        (ABOUT | {"pack": ".."}, "F-PACK"),
        (ABOUT | {"pack": "packs\\x"}, "F-PACK"),
        (ABOUT | {"pack": "packs/none"}, "F-PACK"),
    ],
)
def test_a_bad_description_names_its_problem_and_hides_no_other_round(
    tmp_path: Path, about: object, code: str
) -> None:
    make(tmp_path, "good")
    make(tmp_path, "one", about)
    assert code in problem(tmp_path)
    assert RoundFolders(tmp_path).info("good") is not None
    infos, bad = RoundFolders(tmp_path).listing()
    assert "good" in [info.id for info in infos]
    assert {info.id for info in infos} | {one.id for one in bad} == {"good", "one"}


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    make(tmp_path, about="\ufeff" + json.dumps(ABOUT))
    assert [info.id for info in RoundFolders(tmp_path).infos()] == ["one"]


def test_a_round_is_opened_by_reading_its_own_folder_alone(tmp_path: Path) -> None:
    make(tmp_path, "good")
    make(tmp_path, "one", "{")
    info = RoundFolders(tmp_path).info("good")
    assert info is not None
    assert info.title == "考核"


@pytest.mark.parametrize("name", ["", ".", "..", "../rounds/good", "a/b", "a\0b", "none"])
def test_an_id_is_never_a_path(tmp_path: Path, name: str) -> None:
    make(tmp_path, "good")
    assert RoundFolders(tmp_path).info(name) is None


def test_a_dangling_link_is_a_problem_of_its_round(tmp_path: Path) -> None:
    folder = make(tmp_path)
    (folder / "round.json").unlink()
    (folder / "round.json").symlink_to(folder / "gone.json")
    assert "F-FILE" in problem(tmp_path)
    (tmp_path / "rounds" / "two").symlink_to(tmp_path / "gone")
    assert [one.id for one in RoundFolders(tmp_path).listing()[1]] == ["one"]


def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    folder = make(tmp_path)
    os.mkfifo(folder / "facts-2.yaml")
    assert "F-FILE" in problem(tmp_path)
    (folder / "round.json").unlink()
    os.mkfifo(folder / "round.json")
    assert "F-FILE" in problem(tmp_path)


def test_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    folder = make(tmp_path, facts=False)
    (tmp_path / "elsewhere.json").write_text(json.dumps(FACTS), encoding="utf-8")
    (folder / "facts.json").symlink_to(tmp_path / "elsewhere.json")
    assert "F-LINK" in problem(tmp_path)


def test_a_pack_that_is_a_link_to_the_outside_is_refused(tmp_path: Path) -> None:
    make(tmp_path / "data", about=ABOUT | {"pack": "packs/x"})
    (tmp_path / "data" / "packs").mkdir()
    (tmp_path / "data" / "packs" / "x").symlink_to(BUILT_IN / "bowang-jiaoyun")
    assert "F-LINK" in problem(tmp_path / "data")


def test_only_files_named_as_facts_are_read(tmp_path: Path) -> None:
    folder = make(tmp_path)
    for name in ("facts.csv", "factsheet.yaml", "facts.yaml.bak", "notes.json"):
        (folder / name).write_text("x: [", encoding="utf-8")
    rounds = RoundFolders(tmp_path)
    info = rounds.info("one")
    assert info is not None
    assert len(rounds.read(info).facts.units) == 1


def test_a_name_nobody_can_print_is_a_bad_round(tmp_path: Path) -> None:
    make(tmp_path, "a\nb")
    os.mkdir(os.fsencode(tmp_path / "rounds") + b"/\xff")
    Path(os.fsdecode(os.fsencode(tmp_path / "rounds") + b"/\xff/round.json")).touch()
    infos, bad = RoundFolders(tmp_path).listing()
    assert infos == []
    assert len(bad) == 2
    for one in bad:
        (one.id + str(one.problems[0])).encode("utf-8")


def test_a_pack_outside_the_packs_folder_is_read_as_it_is_now(tmp_path: Path) -> None:
    make(tmp_path, about=ABOUT | {"pack": "own/pack"})
    pack = tmp_path / "own" / "pack"
    pack.mkdir(parents=True)
    text = "pack: {id: pack, version: 1.0.0, title: %s, extends: bowang-jiaoyun@1.0.0}\n"
    (pack / "pack.yaml").write_text(text % "甲", encoding="utf-8")
    rounds = RoundFolders(tmp_path)
    info = rounds.info("one")
    assert info is not None
    assert rounds.read(info).pack.scheme.title == "甲"
    (pack / "pack.yaml").write_text(text % "乙乙", encoding="utf-8")
    assert rounds.read(info).pack.scheme.title == "乙乙"
