"""Work in a process that is really killed: at its n-th step on the disk, or whenever one likes.

The child counts what the interpreter reports of it (opening, renaming, removing, linking, making
folders) and sends itself SIGKILL at a given step, so that a death can be put between any two.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable

_STEPS = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "os.utime"}
)


def dies_at(step: int, work: Callable[[], object]) -> bool:
    """Do the work in a child that dies at a step; say whether it came so far."""
    child = os.fork()
    if child == 0:
        _work_and_die(step, work)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the work failed in the child; see its traceback"
    return False


def _work_and_die(step: int, work: Callable[[], object]) -> None:
    left = step

    def count(event: str, _: object) -> None:
        nonlocal left
        if event in _STEPS:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(count)
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
