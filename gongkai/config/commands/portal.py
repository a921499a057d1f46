"""``gongkai portal`` and ``gongkai search``: public pages and index, made anew or served alone."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from gongkai.config.console import UsageError, say

app = typer.Typer(help="公开门户：重建页面、单独提供服务。", no_args_is_help=True)
search = typer.Typer(help="检索：重建索引。", no_args_is_help=True)


def ready() -> datetime:
    """Start Django and return the present moment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    return timezone.localtime()


@app.command("rebuild", help="重新生成全部公开页面，比较后切换。")
def rebuild_command(
    processes: Annotated[
        int, typer.Option("--processes", help="几个进程同时生成；默认按数量和处理器决定", min=0)
    ] = 0,
) -> None:
    """Render the whole portal into a new folder, say how it differs, switch to it."""
    now = ready()
    from gongkai.portal.jobs import rebuild_pages
    from gongkai.portal.tree import TreeError

    try:
        found = rebuild_pages(now, processes)
    except (TreeError, LookupError, OSError) as error:
        raise UsageError(f"没有重建：{error}") from error
    say(
        f"公开页面已重建：新增 {len(found.added)}，变化 {len(found.changed)}，"
        f"删除 {len(found.removed)}，未变 {found.same}。"
    )


@app.command("serve", help="只提供公开页面，不需要办公系统和数据库。")
def serve_command(
    port: Annotated[int, typer.Option("--port", help="端口", min=1, max=65535)] = 8080,
    root: Annotated[Path, typer.Option("--root", help="页面文件夹")] = Path("var/portal"),
) -> None:
    """Serve the public pages from files alone."""
    from gongkai.portal.serving import serve_portal

    if not root.is_dir():
        raise UsageError(f"文件夹 {root} 不存在；请先运行 gongkai portal rebuild")
    static = Path(__file__).resolve().parents[2] / "ui" / "static"
    say(f"请打开 http://127.0.0.1:{port}/ ，按 Ctrl+C 停止。")
    serve_portal(root, port, static)


@search.command("rebuild", help="按数据库重新建立检索索引。")
def rebuild_index_command() -> None:
    """Make the index anew from everything public and switch to it."""
    now = ready()
    from gongkai.portal.searching.indexing import rebuild_index
    from gongkai.search import SearchError

    try:
        found = rebuild_index(now.date())
    except (SearchError, OSError) as error:
        raise UsageError(f"没有重建：{error}") from error
    say(f"检索索引已重建：{found}")
