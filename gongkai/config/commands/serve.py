"""``gongkai serve``: portal and office in the browser, with a worker beside them."""

import fcntl
import os
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Annotated

import typer

from gongkai.config.commands.worker import worker_beside
from gongkai.config.console import UsageError, say

DEFAULT_DATA = Path("var/data")
DataOption = Annotated[Path, typer.Option("--data", help="数据文件夹")]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("serve", help="启动公开门户和办公系统。")(serve_command)


def serve_command(
    port: Annotated[int, typer.Option("--port", help="端口", min=1, max=65535)] = 8000,
    data: DataOption = DEFAULT_DATA,
    worker: Annotated[bool, typer.Option("--worker/--no-worker", help="同时执行后台任务")] = True,
) -> None:
    """Serve portal and office at 127.0.0.1 until stopped, with a worker beside them."""
    if not data.is_dir():
        raise UsageError(f"数据文件夹 {data} 不存在；可先运行 gongkai demo")
    _check_port(port)
    os.environ["GONGKAI_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    alone = _alone()
    from granian.constants import Interfaces
    from granian.server import Server

    say(f"请打开 http://127.0.0.1:{port}/ ，按 Ctrl+C 停止。")
    server = Server(
        "gongkai.config.served:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
    )
    with alone, worker_beside() if worker else nullcontext():
        server.serve()


def _alone() -> IO[bytes]:
    """Return what this process holds while it is the only office of its installation (ADR 13).

    How often somebody may ask is counted in its memory: two of them would allow twice as much.
    """
    from django.conf import settings

    folder = Path(settings.VAR)
    folder.mkdir(parents=True, exist_ok=True)
    held = (folder / "serve.lock").open("wb")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        held.close()
        raise UsageError(
            f"已有一个 gongkai serve 在用 {folder}，两个同时开，访问限额会放大一倍。"
            "请先停掉那一个；另一套安装请用 GONGKAI_VAR 另指文件夹"
        ) from error
    return held


def _check_port(port: int) -> None:
    """Refuse a taken port with a message, before the server's own traceback."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            message = f"端口 {port} 已被占用或不允许使用；可用 --port 换一个"
            raise UsageError(message) from error
