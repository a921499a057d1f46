"""``gongkai check``: what must be mended in documents before they are submitted for publication."""

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from gongkai.config.console import Exit, UsageError, say, stop, write_output

if TYPE_CHECKING:
    from gongkai.disclosure.checks import FileReport
    from gongkai.rules.text import WordRule


class Format(StrEnum):
    """What the findings are written as."""

    TABLE = "table"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("check", help="公开前检查：个人信息、涉密标志、不规范写法，逐处说明怎么改。")(
        check_command
    )


def check_command(
    files: Annotated[list[Path], typer.Argument(help="文件：docx、xlsx、pdf、txt、md、html、csv")],
    output: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option("--out", help="写到文件")] = None,
    masked: Annotated[
        Path | None, typer.Option("--masked", help="另写一份脱敏副本；多个文件时写文件夹")
    ] = None,
    pack: Annotated[str, typer.Option("--pack", help="检查词所在的全国规则包")] = "cn",
) -> None:
    """Check documents and, where asked, write masked copies."""
    from gongkai.disclosure.checks import check_file
    from gongkai.policy.check_words import load_check_words
    from gongkai.policy.repealed import load_repealed
    from gongkai.rules.references import ReferenceRules

    copies = _copies(files, masked)
    rules = load_check_words(reference=pack)
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    references = ReferenceRules(repealed=load_repealed(reference=pack), on=today)
    reports = [check_file(path, rules, references) for path in files]
    if output is Format.JSON:
        body = {
            "blocked": any(report.blocked for report in reports),
            "files": [report.to_json() for report in reports],
        }
        write_output(json.dumps(body, ensure_ascii=False, indent=2), out)
    else:
        write_output("\n\n".join(map(_table, reports)), out)
    refused = _write_masked(copies, rules) if copies else False
    if refused or any(report.blocked for report in reports):
        stop(Exit.ERRORS)


def _copies(files: list[Path], masked: Path | None) -> list[tuple[Path, Path]]:
    """Return where each masked copy goes; an original is never written over."""
    if masked is None:
        return []
    if len(files) > 1 and not masked.is_dir():
        raise UsageError(f"--masked {masked}：检查多个文件时要写一个已有的文件夹")
    targets = [masked / path.name if masked.is_dir() else masked for path in files]
    if len(set(targets)) < len(targets):
        raise UsageError("--masked：有同名文件，请分别检查")
    for path, target in zip(files, targets, strict=True):
        if target.resolve() == path.resolve():
            raise UsageError(f"--masked {target} 就是原文件，请换一个文件名")
        if target.suffix.lower() != path.suffix.lower():
            raise UsageError(f"--masked {target} 的后缀应与原文件相同（{path.suffix}）")
    return list(zip(files, targets, strict=True))


def _write_masked(copies: list[tuple[Path, Path]], rules: "tuple[WordRule, ...]") -> bool:
    """Write the copies that hold nothing personal any more; say whether one was refused."""
    from gongkai.config.console import print_problems
    from gongkai.disclosure.checks import masked_copy
    from gongkai.policy.problems import ProblemsError

    refused = False
    for path, target in copies:
        try:
            data = masked_copy(path, rules)
        except ProblemsError as error:
            print_problems(error.problems)
            say(f"未写 {target}：还有不能自动脱敏的内容，请先按上面的说明处理。")
            refused = True
            continue
        write_output(data, target)
    return refused


def _table(report: "FileReport") -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from gongkai.rules.text import Grade

    if not report.findings:
        return f"{report.name}：没有发现问题"
    counts = "，".join(
        f"{grade.label} {report.count(grade)} 处" for grade in Grade if report.count(grade)
    )
    table = Table()
    for head in ("级别", "位置", "是什么", "原文（已脱敏）", "怎么改"):
        table.add_column(head, overflow="fold")
    for one in report.findings:
        title = f"{one.title}（{one.certainty}）" if one.certainty else one.title
        cells = (one.grade.label, one.place, title, one.shown, one.advice)
        table.add_row(*(Text(cell) for cell in cells))
    console = Console(width=120)
    with console.capture() as captured:
        console.print(table)
    return f"{report.name}：{counts}\n{captured.get().rstrip()}"
