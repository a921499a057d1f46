"""What all commands share: where messages go, exit status, output to file or standard output."""

import sys
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import NoReturn

import typer

from gongkai.policy.problems import Problem, Severity


class Exit(IntEnum):
    """The exit status of every command."""

    DONE = 0
    ERRORS = 1
    USAGE = 2


class UsageError(Exception):
    """The command was called in a way that cannot work; the message says how it can."""


def say(message: str) -> None:
    """Print a message to standard error, so that standard output stays data."""
    typer.echo(message, err=True)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems one a line, errors first, and how many there are."""
    listed = list(problems)
    for problem in sorted(listed, key=lambda p: (p.severity is Severity.NOTE, p.sort_key)):
        mark = "（提示）" if problem.severity is Severity.NOTE else ""
        say(f"{problem}{mark}")
    errors = sum(1 for problem in listed if problem.severity is Severity.ERROR)
    if errors:
        say(f"共 {errors} 处错误。")


def stop(code: Exit) -> NoReturn:
    """End the command with a status."""
    raise typer.Exit(int(code))


def write_output(content: str | bytes, out: Path | None) -> None:
    """Write a document to ``out``, or to standard output where none is named.

    Written beside the target and moved into place, so a full disk never leaves half a report.
    """
    data = content.encode() if isinstance(content, str) else content
    if out is None:
        if isinstance(content, bytes) and sys.stdout.isatty():
            raise UsageError("这种格式不能直接显示，请用 --out 指定文件名")
        sys.stdout.buffer.write(data if data.endswith(b"\n") else data + _newline(content))
        sys.stdout.buffer.flush()
        return
    if out.is_dir():
        raise UsageError(f"--out {out} 是文件夹，请写文件名")
    if not out.parent.is_dir():
        raise UsageError(f"--out {out}：文件夹 {out.parent} 不存在")
    partial = out.with_name(f".{out.name}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise UsageError(f"写不了 {out}：{error.strerror}") from error
    say(f"已写入 {out}")


def _newline(content: str | bytes) -> bytes:
    return b"\n" if isinstance(content, str) else b""
