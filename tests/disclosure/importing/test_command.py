"""The command ``gongkai recognise``: three formats, and a status for every ending."""

import json
import sys
from io import BytesIO
from pathlib import Path

import pytest

from gongkai.config.cli import main
from tests.disclosure.importing.word import COUNTING, Level, Word, png


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A notice with a numbered article and a picture."""
    word = Word()
    word.abstract(0, [Level(COUNTING, "第%1条")])
    word.list(1, 0)
    word.add("示民发〔2023〕9号")
    word.add("示例县民政局关于冬季救助的通知")
    word.add("各乡镇人民政府：")
    word.add("为做好救助工作，制定本通知。", 1)
    word.document.add_picture(BytesIO(png()))
    word.add("示例县民政局")
    word.add("2023年11月1日")
    return word.save(tmp_path / "通知.docx")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["gongkai", "recognise", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_table_shows_fields_confidence_and_report(
    notice: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(monkeypatch, str(notice)) == 0
    shown = capsysbinary.readouterr().out.decode()
    for expected in ("示民发〔2023〕9号", "确定", "第一条", "导入报告", "替代文字", "没有找到"):
        assert expected in shown


def test_json_holds_every_field_and_the_report(
    notice: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "结果.json"
    assert run(monkeypatch, str(notice), "--format", "json", "--out", str(out)) == 0
    (found,) = json.loads(out.read_text(encoding="utf-8"))
    assert found["fields"]["number"]["value"] == "示民发〔2023〕9号"
    assert found["fields"]["dated"]["value"] == "2023-11-01"
    assert found["fields"]["attachments"] is None
    assert found["report"]["labels"] == 1
    assert found["report"]["findings"][0]["kind"] == "图片"


def test_html_is_the_body_and_pictures_stand_beside_it(
    notice: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "正文.html"
    assert run(monkeypatch, str(notice), "--format", "html", "--out", str(out)) == 0
    text = out.read_text(encoding="utf-8")
    assert "<p>第一条\u3000为做好救助工作" in text
    source = text.split('src="')[1].split('"')[0]
    assert (tmp_path / source).read_bytes() == png()


def test_a_file_that_cannot_be_read_is_named_and_the_others_come_out(
    notice: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    missing = tmp_path / "没有.docx"
    assert run(monkeypatch, str(missing), str(notice)) == 1
    captured = capsysbinary.readouterr()
    assert "示民发〔2023〕9号" in captured.out.decode()
    assert "没有.docx" in captured.err.decode()
    assert "文件不存在" in captured.err.decode()


def test_wrong_usage_has_its_own_status(notice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch) == 2
    assert run(monkeypatch, str(notice), "--format", "doc") == 2
    assert run(monkeypatch, str(notice), str(notice), "--format", "html") == 2
