"""``gongkai worker``: does in the background what the office has ordered."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gongkai.config.console import say

if TYPE_CHECKING:
    from gongkai.core.worker import Worker

_TERM_SECONDS: Final = 20
# A worker that dies at once is started again ever more slowly, but never given up.
_PAUSES: Final = (1, 2, 5, 10, 30)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("worker", help="执行后台任务：定时发布、发送通知、更新门户和检索。")(worker_command)


def worker_command(
    once: Annotated[bool, typer.Option("--once", help="只执行一个任务")] = False,
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="执行完到期的任务就结束")
    ] = False,
    parent: Annotated[int, typer.Option("--parent", hidden=True)] = 0,
) -> None:
    """Work until stopped (Ctrl+C or SIGTERM); the job under way is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
    from gongkai.core.worker import Worker

    if once:
        say("执行了 1 个任务。" if Worker().step() else "没有到期的任务。")
        return
    # What may take a minute is done beside the rest: a publication at its minute waits for nothing.
    lanes = (None,) if until_idle else (False, True)
    workers = [Worker(parent=parent, slow=lane) for lane in lanes]

    def stop(*_: object) -> None:
        for one in workers:
            one.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    done = workers[0].run(until_idle=True) if until_idle else _beside_each_other(workers, stop)
    say(f"已停止，执行了 {done} 个任务。")


def _beside_each_other(workers: "Sequence[Worker]", stop: Callable[[], None]) -> int:
    """Run the first worker here and the others in threads; one that ends ends all."""

    def work(one: "Worker") -> None:
        try:
            one.run()
        finally:
            stop()

    threads = [threading.Thread(target=work, args=(one,)) for one in workers[1:]]
    for thread in threads:
        thread.start()
    try:
        workers[0].run()
    finally:
        stop()
        for thread in threads:
            thread.join()
    return sum(one.done for one in workers)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Run a worker in a process of its own for as long as the block lasts."""
    keeper = _Keeper()
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


class _Keeper(threading.Thread):
    """Keeps one worker running: starts it again when it dies, stops it with the server.

    The first one is started here, before the server forks. Were a thread starting it at that
    moment, the server's process would inherit the pipe by which ``Popen`` learns of the start,
    and the thread would wait for the server's end instead of the worker's.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True, name="worker-keeper")
        self._over = threading.Event()
        self._process = _spawn()

    def run(self) -> None:
        """Wait for the worker's end and start it again."""
        deaths = 0
        while True:
            status = self._process.wait()
            if self._over.is_set():
                return
            pause = _PAUSES[min(deaths, len(_PAUSES) - 1)]
            deaths += 1
            say(f"后台任务进程已退出（{status}），{pause} 秒后重新启动。")
            if self._over.wait(pause):
                return
            self._process = _spawn()

    def stop(self) -> None:
        """Ask the worker to finish its job and end; kill it if it does not."""
        self._over.set()
        process = self._process
        process.terminate()
        try:
            process.wait(_TERM_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        self.join(_TERM_SECONDS)


def _spawn() -> "subprocess.Popen[bytes]":
    """Start a worker that ends when this process does, however it does."""
    command = [sys.executable, "-m", "gongkai.config.cli", "worker", "--parent", str(os.getpid())]
    return subprocess.Popen(command)
