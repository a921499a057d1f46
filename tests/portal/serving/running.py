"""The lone server, really running, in an environment where the web framework cannot be imported."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.portal.serving.asking import free_port, wait_for

ROOT = Path(__file__).parents[3]


@contextmanager
def running(root: Path, static: Path | None = None) -> Iterator[int]:
    """Run ``python -m gongkai.portal.serving`` and give its port."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        absent = Path(folder) / "django"
        absent.mkdir()
        (absent / "__init__.py").write_text("raise ImportError('no web framework here')\n")
        command = [sys.executable, "-m", "gongkai.portal.serving", str(root), "--port", str(port)]
        server = subprocess.Popen(
            [*command, *(["--static", str(static)] if static else [])],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": folder},
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(port, server)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
