"""A process that ends with the one that began it: killed outright, that one cannot end it."""

import os
import threading
from multiprocessing import parent_process
from typing import Final

_NAME: Final = "end-with-parent"


def end_with_parent() -> None:
    """End this process as soon as the one that began it is gone; what is not done is undone."""
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True, name=_NAME).start()
