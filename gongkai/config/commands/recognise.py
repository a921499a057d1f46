"""``gongkai recognise``: import documents, show what was recognised and the import report."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.config.console import Exit, UsageError, print_problems, say, stop, write_output
from gongkai.policy.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from gongkai.disclosure.importing import Imported
    from gongkai.rules.recognition import Found


class Format(StrEnum):
    """What the result is written as."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("recognise", help="导入 Word、WPS、PDF 公文：识别标题、文号、机关、日期等。")(
        recognise
    )


def recognise(
    files: Annotated[list[Path], typer.Argument(help="公文文件，可写多个")],
    output: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option("--out", help="写到文件")] = None,
) -> None:
    """Import files; every file that cannot be read is named, and the others still come out."""
    from gongkai.disclosure.importing import import_file

    if output is Format.HTML and len(files) > 1:
        raise UsageError("--format html 一次只能写一个文件")
    imported: list[Imported] = []
    problems: list[Problem] = []
    for file in files:
        try:
            imported.append(import_file(file))
        except ProblemsError as error:
            problems += error.problems
    if imported:
        write_output(_written(imported, output), out)
    if output is Format.HTML:
        _tell_html(imported, out)
    if problems:
        print_problems(problems)
        stop(Exit.ERRORS)


def _written(imported: "list[Imported]", output: Format) -> str:
    if output is Format.HTML:
        return imported[0].html
    if output is Format.JSON:
        return json.dumps([_json(one) for one in imported], ensure_ascii=False, indent=2)
    return "\n\n".join(_table(one) for one in imported)


def _tell_html(imported: "list[Imported]", out: Path | None) -> None:
    """Print the report beside the text, and write the pictures where the text looks for them."""
    for one in imported:
        for line in one.report.lines():
            say(line)
        if out is None:
            continue
        for image in one.images:
            target = out.parent / image.path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(image.data)
        if one.images:
            say(f"图片 {len(one.images)} 张，已写入 {out.parent / 'images'}")


def _table(one: "Imported") -> str:
    from rich.console import Console
    from rich.table import Table

    table = Table("字段", "内容", "可信度", "位置", "依据")
    for _, label, found in one.recognised.fields():
        if found is None:
            table.add_row(label, "—", "", "", "文中没有找到")
        else:
            place = f"第 {found.paragraph} 段" if found.paragraph else ""
            table.add_row(label, _shown(found), found.confidence.value, place, found.why)
    console = Console(width=120)
    with console.capture() as captured:
        console.print(table)
    lines = [f"{one.name}（{one.kind.value}）", captured.get().rstrip(), "导入报告："]
    numbered = (f"{n}. {line}" for n, line in enumerate(one.report.lines(), start=1))
    return "\n".join([*lines, *numbered])


def _shown(found: "Found[object]") -> str:
    value = found.value
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _json(one: "Imported") -> dict[str, object]:
    return {
        "file": one.name,
        "kind": one.kind.name.lower(),
        "sha256": one.sha256,
        "fields": {
            name: None if found is None else _field(found)
            for name, _, found in one.recognised.fields()
        },
        "report": {
            "fingerprint": one.report.fingerprint,
            "labels": one.report.labels,
            "label_examples": list(one.report.label_examples),
            "findings": [
                {"kind": f.kind.value, "message": f.message, "place": f.place, "mend": f.mend}
                for f in one.report.findings
            ],
        },
        "images": [image.path for image in one.images],
    }


def _field(found: "Found[object]") -> dict[str, object]:
    value = found.value
    return {
        "value": [str(each) for each in value] if isinstance(value, tuple) else str(value),
        "paragraph": found.paragraph,
        "confidence": found.confidence.name.lower(),
        "why": found.why,
    }
