"""``gongkai demo``: a fictional county to look at and to work in."""

import os
from pathlib import Path
from typing import Annotated

import typer

from gongkai.config.commands.portal import ready
from gongkai.config.commands.serve import DEFAULT_DATA, DataOption
from gongkai.config.console import UsageError, say


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("demo", help="生成示例县的数据（虚构）。")(demo_command)


def demo_command(
    data: DataOption = DEFAULT_DATA,
    ensure: Annotated[bool, typer.Option("--ensure", help="已有数据时不说明")] = False,
) -> None:
    """Create the demo county; rounds that exist are kept, and of a database in use only its usual
    roles are brought up to date.
    """
    _write_rounds(data, ensure)
    os.environ["GONGKAI_DATA"] = str(data.resolve())
    now = ready()
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise UsageError(f"数据库打不开：{error}") from error
    from gongkai.core.periodic import note_done
    from gongkai.core.roles import install_roles
    from gongkai.demo.county import exists, make_county
    from gongkai.demo.rounds import make_rounds
    from gongkai.portal.jobs import rebuild_pages
    from gongkai.portal.searching.indexing import rebuild_index
    from gongkai.portal.tree import TreeBusyError

    if exists():
        # What an earlier version made has its roles as they were then.
        install_roles()
        if not ensure:
            say("数据库里已有单位，没有改动。")
        return
    count = make_county(now)
    rounds = make_rounds(data, now)
    say(f"示例县（虚构）已有 {count} 条公开信息、{rounds} 次考核，正在生成公开页面和检索……")
    # An index left by a database that is gone has nothing to say any more.
    rebuild_index(now.date(), at_any_loss=True)
    try:
        pages = rebuild_pages(now)
    except TreeBusyError:
        say("服务正在运行，公开页面由它生成，稍后就有。")
        return
    # The worker would make all of it once more the moment it starts.
    note_done("portal.rebuild", now)
    say(f"已生成 {len(pages.added)} 个公开页面和文件。")


def _write_rounds(data: Path, ensure: bool) -> None:
    from gongkai.assessment.demo import write_demo

    try:
        written = write_demo(data)
    except OSError as error:
        raise UsageError(f"写不了 {data}：{error.strerror}") from error
    if written:
        say(f"已生成示例县（虚构）：{'、'.join(written)}，在 {data}")
    elif not ensure:
        say(f"{data} 里已有这些考核，没有改动。")
