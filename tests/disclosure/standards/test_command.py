"""``gongkai packs import-standard``: look first, write then, never over what is there."""

from pathlib import Path

from typer.testing import CliRunner

from gongkai.config.commands.packs import app
from tests.disclosure.standards.standard_books import line, one_sheet


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.output


def test_a_dry_run_lists_the_doubts_and_writes_nothing(tmp_path: Path) -> None:
    book = one_sheet(tmp_path / "目录.xlsx", line(limit="另行通知"))
    out = tmp_path / "shili-biaozhun"
    status, told = run("import-standard", book, "--out", out, "--dry-run")
    assert status == 0
    assert "目录.xlsx:义务教育!F4 I-LIMIT" in told
    assert "1 张表，1 项，1 处请核对。核对完毕，没有写文件。" in told
    assert not out.exists()


def test_what_is_written_passes_the_check(tmp_path: Path) -> None:
    book = one_sheet(tmp_path / "目录.xlsx", line(), line(second="招生"))
    out = tmp_path / "shili-biaozhun"
    assert run("import-standard", book, "--out", out)[0] == 0
    assert run("check", out)[0] == 0
    shown = run("show", out)[1]
    assert "学校信息 shili-biaozhun.1.1.1" in shown
