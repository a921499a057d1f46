"""``gongkai backup`` and ``gongkai restore``: a whole installation into a folder, and back."""

import os
from pathlib import Path
from typing import Annotated

import typer

from gongkai.config.console import Exit, UsageError, say, stop, write_output


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("backup", help="备份：数据库、附件、本地规则包和考核数据、密钥。")(backup_command)
    app.command("restore", help="把一份备份恢复到空的安装里，并核验。")(restore_command)


def backup_command(
    folder: Annotated[Path, typer.Argument(help="放备份的文件夹，最好在另一块盘上")],
    keep: Annotated[int, typer.Option("--keep", help="保留最近几份", min=1)] = 14,
) -> None:
    """Make a backup while people work. Exit 1 where it is not whole."""
    _set_up()
    from django.db import DatabaseError
    from django.utils import timezone

    from gongkai.core.backup import BackupError, back_up

    try:
        made = back_up(folder, at=timezone.localtime(), keep=keep)
    except (BackupError, OSError) as error:
        say(f"没有备份：{error}")
        stop(Exit.ERRORS)
    except DatabaseError as error:
        raise UsageError(f"读不了数据库：{error}；可先运行 gongkai setup") from error
    say(f"已备份到 {made.place}，附件 {made.files} 个。操作记录链尾：")
    write_output(made.anchor, None)


def restore_command(
    place: Annotated[Path, typer.Argument(help="一份备份，即带日期的那个文件夹")],
) -> None:
    """Restore into an empty installation. Exit 1 where what came out is not whole."""
    _set_up()
    from django.db import DatabaseError

    from gongkai.core.backup import BackupError, restore

    try:
        done = restore(place)
    except (BackupError, OSError) as error:
        say(f"没有恢复：{error}")
        stop(Exit.ERRORS)
    except DatabaseError as error:
        raise UsageError(f"连不上数据库：{error}") from error
    say(f"已恢复，附件 {done.files} 个都在，操作记录核验通过。链尾：")
    write_output(done.anchor, None)
    say("请再运行：gongkai setup、gongkai portal rebuild、gongkai search rebuild，然后开放登录。")


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import django

    django.setup()
