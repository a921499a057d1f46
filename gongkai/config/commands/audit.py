"""``gongkai audit``: whether the events are as they were written."""

import json
import os
from enum import StrEnum
from typing import Annotated

import typer

from gongkai.config.console import Exit, UsageError, say, stop, write_output

app = typer.Typer(
    help="操作记录。", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
)


class Format(StrEnum):
    """What the result is written as."""

    TEXT = "text"
    JSON = "json"


@app.callback()
def audit_group() -> None:
    """Keep ``verify`` a command of a group, though it is the only one yet."""


@app.command("verify", help="核验操作记录是否被改动过。")
def verify_command(
    expect: Annotated[
        str, typer.Option("--expect", help="上次留存的“编号:校验值”，可发现末尾被删")
    ] = "",
    output: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TEXT,
) -> None:
    """Walk the whole chain. Exit 1 where it does not hold anywhere."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
    from django.db import DatabaseError

    from gongkai.core.actions.verifying import walk
    from gongkai.office.audit.verifying import read_anchor

    anchor = read_anchor(expect) if expect else None
    if expect and anchor is None:
        raise UsageError("--expect 应写成 编号:校验值，校验值为 64 位十六进制数")
    try:
        done = walk(anchor)
    except DatabaseError as error:
        raise UsageError(f"读不了数据库：{error}；可先运行 gongkai setup") from error
    head, breaks = done.head, done.breaks
    if output is Format.JSON:
        found = [{"number": one.number, "what": one.what} for one in breaks]
        about = {"holds": done.holds, "number": head.number, "hash": head.hash, "breaks": found}
        write_output(json.dumps(about, ensure_ascii=False, indent=2), None)
    else:
        for one in breaks:
            say(f"第 {one.number} 号：{one.what}")
        words = f"发现 {len(breaks)} 处问题。" if breaks else "核验通过。"
        say(f"{words}链尾：")
        write_output(f"{head.number}:{head.hash}", None)
    if breaks:
        stop(Exit.ERRORS)
