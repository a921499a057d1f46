"""The application as ``gongkai serve`` runs it: its process ends with the one that started it.

Killed outright, a server cannot stop its child, which would keep the port and the lock of the
installation (ADR 13), and nobody could start the office again.
"""

import os
import threading
import time
from typing import Final

from gongkai.config.wsgi import application

_LOOK: Final = 0.5


def _end_with(server: int) -> None:
    """End this process as soon as it is nobody's child any more; what is not done is undone."""
    while os.getppid() == server:
        time.sleep(_LOOK)
    os._exit(1)


threading.Thread(
    target=_end_with, args=(int(os.environ["GONGKAI_SERVER"]),), daemon=True, name="end-with-server"
).start()

__all__ = ["application"]
