"""What the guides name exists: words on screens stand in the code, commands answer."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.config.cli import app

ROOT = Path(__file__).parents[2]
NAMES = ("clerk", "reviewer", "office", "administrator", "security")
GUIDES = [ROOT / "docs" / "guides" / f"{name}.zh-CN.md" for name in NAMES]
# Quoted words that are not on a screen of their own: what people write, and parts of sentences.
WRITTEN = {
    "第一条、一、（一）",
    "一、",
    "（一）",
    "代",
    "代某某",
    "逾期",
    "逾期后公开",
    "哪里、怎么改",
}
_QUOTED = re.compile("“([^“”]+)”")
_COMMAND = re.compile("`gongkai ([a-z ]+)")


def source() -> str:
    """Return all text of the product's screens."""
    files = (*ROOT.glob("gongkai/**/*.py"), *ROOT.glob("gongkai/**/*.html"))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_word_on_a_screen_is_on_a_screen(guide: Path) -> None:
    words = set(_QUOTED.findall(guide.read_text(encoding="utf-8"))) - WRITTEN
    shown = source()
    assert sorted(word for word in words if word not in shown) == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_command_answers(guide: Path) -> None:
    for command in _COMMAND.findall(guide.read_text(encoding="utf-8")):
        done = CliRunner().invoke(app, [*command.split(), "--help"])
        assert done.exit_code == 0, command
