"""The portal served alone, by one process that needs neither the office nor its database."""

import os
from pathlib import Path
from typing import Final

from gongkai.portal.serving.tree_app import TreeApp, WsgiApp

_ROOT: Final = "GONGKAI_PORTAL_ROOT"
_STATIC: Final = "GONGKAI_PORTAL_STATIC"
# One core serves some thousand pages a second; a few threads cover slow disks and readers.
_THREADS: Final = 4


def serve_portal(
    root: Path, port: int, static: Path | None = None, *, address: str = "127.0.0.1"
) -> None:
    """Serve the tree below ``root`` until stopped; ``static`` is the folder behind ``/static/``."""
    from granian.constants import Interfaces
    from granian.server import Server

    os.environ[_ROOT] = str(root.resolve())
    os.environ[_STATIC] = str(static.resolve()) if static else ""
    Server(
        f"{__name__}:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_THREADS,
        factory=True,
        log_access=False,
    ).serve()


def application() -> WsgiApp:
    """Make the application in the server's own process, from what :func:`serve_portal` set."""
    static = os.environ[_STATIC]
    return TreeApp(Path(os.environ[_ROOT]), static=Path(static) if static else None)
