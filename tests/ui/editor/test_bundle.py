"""The bundle of the visual editor: from its sources, light enough, with the licences it owes."""

import gzip
import shutil
import subprocess

import pytest

from gongkai.ui.storage import DIST
from tests.ui.editor.conftest import ROOT

BUDGET = {"editor.js": 100_000, "editor.css": 4_000}
"""Bytes compressed. The page of a draft alone has it, and browsers keep it."""


@pytest.mark.parametrize("name", BUDGET)
def test_the_editor_stays_in_its_budget(name: str) -> None:
    assert len(gzip.compress((DIST / name).read_bytes(), 9)) <= BUDGET[name]


def test_the_bundle_is_made_of_the_sources_as_they_are() -> None:
    node = shutil.which("node") or shutil.which("node", path=ROOT / ".venv" / "bin")
    if node is None or not (ROOT / "node_modules" / "esbuild").exists():
        pytest.skip("没有 Node 或前端依赖：请先运行 make setup（run make setup first）")
    script = ROOT / "scripts" / "bundle-editor.mjs"
    ask = "import(process.argv[1]).then((one) => process.stdout.write(one.bundled().script))"
    made = subprocess.run(
        [node, "-e", ask, script.as_uri()], capture_output=True, check=True, timeout=120
    )
    assert (DIST / "editor.js").read_bytes() == made.stdout, "run: npm run build"


def test_every_package_in_the_bundle_comes_with_its_licence() -> None:
    licences = (DIST / "editor.licences.txt").read_text(encoding="utf-8")
    for name in ("prosemirror-model", "prosemirror-view", "prosemirror-tables", "orderedmap"):
        assert f"{name}\n\n" in licences
    assert licences.count("Copyright") >= licences.count("\n----\n")


def test_nothing_in_it_is_evaluated_or_fetched_from_elsewhere() -> None:
    script = (DIST / "editor.js").read_text(encoding="utf-8")
    assert "eval(" not in script
    assert "new Function" not in script
    assert "sourceMappingURL" not in script
