"""Pages rendered by several processes at once, for the rebuild of a large archive.

Each process asks the database itself and hands what it rendered to the one that writes: the tree
has one writer. Django is not imported here but by the processes, which begin with nothing.
"""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from gongkai.core.parent import end_with_parent
from gongkai.portal.tree import Outcome

if TYPE_CHECKING:
    from gongkai.portal.pages.rendering import Renderer

# Beyond these the one that writes is what all wait for.
MOST: Final = 4
# Batches a process has before it: none waits for work, and few pages wait in memory.
_AHEAD: Final = 2
# Pages are for readers and publications for now; what is made anew can wait for either.
_NICENESS: Final = 5

_renderers: "list[Renderer]" = []


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def rendered_by(
    processes: int, batches: Iterable[list[str]], now: datetime
) -> Iterator[dict[str, Outcome]]:
    """Yield what stands at the addresses of each batch, rendered as of a moment.

    Raises:
        BrokenProcessPool: a process was killed.
        Whatever rendering raises.
    """
    waiting: deque[Future[dict[str, Outcome]]] = deque()
    # Processes begin anew and are no copies: this one may have threads, whose locks stay held.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (now,))
    try:
        for batch in batches:
            waiting.append(pool.submit(_render, batch))
            if len(waiting) > processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(now: datetime) -> None:
    """Make a process ready to render: it ends with the one that began it, and only then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    os.nice(_NICENESS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
    from gongkai.portal.pages.rendering import Renderer

    _renderers.append(Renderer(now))


def _render(batch: list[str]) -> dict[str, Outcome]:
    (renderer,) = _renderers
    renderer.prepare(batch)
    return {address: renderer.render(address) for address in batch}
