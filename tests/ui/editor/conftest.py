"""The visual editor's reading and writing, run by Node as the browser runs it."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def ask() -> Iterator[Ask]:
    """Return ``ask(act, *given)``: what the editor makes of a text (see ``driver.mjs``)."""
    node = shutil.which("node") or shutil.which("node", path=ROOT / ".venv" / "bin")
    if node is None or not (ROOT / "node_modules" / "prosemirror-model").exists():
        pytest.skip("没有 Node 或前端依赖：请先运行 make setup（run make setup first）")
    process = subprocess.Popen(
        [node, str(HERE / "driver.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    writes, reads = process.stdin, process.stdout

    def asked(*given: object) -> dict[str, Any]:
        writes.write(json.dumps(given) + "\n")
        writes.flush()
        said: dict[str, Any] = json.loads(reads.readline())
        assert "error" not in said, said["error"]
        return said

    yield asked
    writes.close()
    process.wait(10)
