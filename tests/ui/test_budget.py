"""What a page weighs, and that the build holds what the sources say."""

import gzip
import json
import re
from hashlib import sha256

import pytest

from gongkai.ui.catalogue import PACKAGE
from gongkai.ui.storage import DIST

SOURCES = PACKAGE / "ui" / "scripts"
SCRIPTS = tuple(sorted(path.name for path in SOURCES.glob("*.js")))
# The inspector's pages keep entries on the phone; they are few, and opened before going out.
FIELD = tuple(name for name in SCRIPTS if name.startswith("field"))
USUAL = tuple(name for name in SCRIPTS if name not in FIELD)
BUDGET = {("gongkai.css",): 30_000, USUAL: 15_000, FIELD: 9_500}


def test_every_script_is_built_as_it_is_written() -> None:
    assert "gongkai.js" in SCRIPTS
    for name in SCRIPTS:
        assert (DIST / name).read_bytes() == (SOURCES / name).read_bytes(), "run: npm run build"


@pytest.mark.parametrize("names", BUDGET)
def test_what_ships_stays_in_the_budget(names: tuple[str, ...]) -> None:
    weight = sum(len(gzip.compress((DIST / name).read_bytes(), 9)) for name in names)
    assert weight <= BUDGET[names]


@pytest.mark.parametrize("name", ["gongkai.css", *SCRIPTS])
def test_the_hashed_and_the_compressed_copies_are_the_same_file(name: str) -> None:
    plain = (DIST / name).read_bytes()
    hashed = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))[name]
    assert sha256(plain).hexdigest()[:12] in hashed
    assert (DIST / hashed).read_bytes() == plain
    assert gzip.decompress((DIST / f"{hashed}.gz").read_bytes()) == plain


def test_the_style_sheet_loads_nothing_from_elsewhere() -> None:
    style = (DIST / "gongkai.css").read_text(encoding="utf-8")
    assert re.findall(r"@import|@font-face|url\(\s*[\"']?(?!data:|[\"']?data:)", style) == []


def test_no_letter_spacing_and_no_italics_in_chinese_type() -> None:
    style = (DIST / "gongkai.css").read_text(encoding="utf-8")
    assert re.findall(r"letter-spacing:(?!0|normal)", style) == []
    assert "font-style:italic" not in style


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_borders_of_controls_can_be_seen() -> None:
    """WCAG 1.4.11: 3:1 against white and against the paper behind."""
    style = (DIST / "gongkai.css").read_text(encoding="utf-8")
    control = re.search(r"\.form-control\{[^}]*border:[^;}]*(#[0-9a-f]{6})", style)
    assert control is not None
    assert _contrast(control[1], "#ffffff") >= 3
    assert _contrast(control[1], "#f4f5f7") >= 3
