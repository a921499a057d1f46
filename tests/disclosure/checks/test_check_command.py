"""``gongkai check``: status, table, JSON, masked copies."""

import json
import sys
from pathlib import Path

import pytest

from gongkai.config.cli import main
from tests.disclosure.checks.office_files import full_word, resident


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr(sys, "argv", ["gongkai", "check", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "好.txt"
    path.write_text("示例县通知\n联系人：李四，联系电话：0595-22345678\n", encoding="utf-8")
    return path


@pytest.fixture
def leaking(tmp_path: Path) -> Path:
    path = tmp_path / "差.txt"
    path.write_text(f"身份证号{resident(1)}\n", encoding="gb18030")
    return path


def test_status_tells_whether_publication_is_blocked(
    monkeypatch: pytest.MonkeyPatch, sound: Path, leaking: Path
) -> None:
    assert run(monkeypatch, sound) == 0
    assert run(monkeypatch, sound, leaking) == 1
    assert run(monkeypatch) == 2
    assert run(monkeypatch, sound, "--masked", sound) == 2
    assert run(monkeypatch, sound, leaking, "--masked", sound.with_name("new.txt")) == 2
    assert run(monkeypatch, sound, "--masked", sound.with_name("new.docx")) == 2


def test_the_table_is_grouped_by_file_and_shows_masks_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sound: Path, leaking: Path
) -> None:
    run(monkeypatch, leaking, sound)
    said = capsys.readouterr().out
    assert f"{leaking}：不得公开 1 处" in said
    assert "35*************012" in said
    assert "第1行" in said
    assert resident(1) not in said
    assert said.index("差.txt") < said.index("好.txt")


def test_no_cell_of_the_table_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run(monkeypatch, full_word(tmp_path))
    assert "…" not in capsys.readouterr().out


def test_json_holds_place_kind_mask_and_mend(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], leaking: Path
) -> None:
    run(monkeypatch, leaking, "--format", "json")
    body = json.loads(capsys.readouterr().out)
    assert body["blocked"] is True
    (finding,) = body["files"][0]["findings"]
    assert finding == {
        "place": "第1行",
        "code": "personal.resident_id",
        "title": "身份证号",
        "grade": "block",
        "text": "35*************012",
        "mend": "改为 35*************012，或删去",
        "certainty": "确定",
    }


def test_a_masked_copy_is_written_and_then_passes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, leaking: Path
) -> None:
    target = tmp_path / "脱敏.txt"
    assert run(monkeypatch, leaking, "--masked", target) == 1
    assert target.read_text(encoding="gb18030") == "身份证号35*************012\n"
    assert run(monkeypatch, target) == 0


def test_a_copy_that_cannot_be_clean_is_not_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, target = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_text("绝密★\n", encoding="utf-8")
    assert run(monkeypatch, path, "--masked", target) == 1
    assert not target.exists()
    assert "未写" in capsys.readouterr().err
