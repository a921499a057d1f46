"""Keeping Python's cycle collector from going over a growing forest of explanations."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Pause the cycle collector while a batch is read or scored, and leave it as it was found.

    Neither facts nor explanations hold cycles, so nothing is lost by not looking for any; looking
    at every node again and again while a million are made takes more time than making them. The
    pause covers the whole process, for as long as one batch takes: a second or a few for a
    province.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            _hand_over()
            gc.enable()


def _hand_over() -> None:
    """Move what was made straight to the oldest generation, unless a server froze objects itself.

    Otherwise the next few collections would each go over the whole batch once more.
    """
    if gc.get_freeze_count() == 0:
        gc.freeze()
        gc.unfreeze()
