"""``gongkai assess``: scores, grades, ranks and their explanation, from facts and a pack."""

import json
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from gongkai.config.console import Exit, UsageError, say, stop, write_output
from gongkai.policy.library import Library
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.tree import Branch, Node, parse_yaml, read_tree
from gongkai.rules.document_numbers import parse

if TYPE_CHECKING:
    from gongkai.assessment.results import Assessment
    from gongkai.assessment.whatif import Shift
    from gongkai.policy.loading import PatchEntry


class Format(StrEnum):
    """What the result is written as."""

    JSON = "json"
    TABLE = "table"
    HTML = "html"
    XLSX = "xlsx"
    DOCX = "docx"


PackOption = Annotated[str, typer.Option("--pack", help="规则包编号，或规则包文件夹")]
PacksOption = Annotated[
    list[Path] | None, typer.Option("--packs", help="另外存放规则包的文件夹，可写多次")
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("assess", help="按规则包计分、定等次、名次，并说明每一分的来历。")(assess_command)


def assess_command(
    pack: PackOption,
    facts: Annotated[list[Path], typer.Option("--facts", help="事实文件：yaml、json 或 xlsx")],
    more: Annotated[list[Path] | None, typer.Argument(help="更多事实文件", metavar="")] = None,
    readings: Annotated[Path | None, typer.Option("--readings", help="口径文件（yaml）")] = None,
    patch: Annotated[
        list[str] | None,
        typer.Option("--patch", help="试算：路径=值（如 components.work.weight=30），或补丁文件"),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option("--out", help="写到文件")] = None,
    packs: PacksOption = None,
    year: Annotated[int | None, typer.Option("--year", help="考核年度，印在标题里")] = None,
    title: Annotated[str, typer.Option("--title", help="标题；不写则由规则包得出")] = "",
    issuer: Annotated[str, typer.Option("--issuer", help="通报的发文机关")] = "",
    recipients: Annotated[str, typer.Option("--recipients", help="通报的主送")] = "各被考核单位",
    number: Annotated[str, typer.Option("--number", help="通报的发文字号")] = "",
    issued_on: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="通报的成文日期")
    ] = None,
) -> None:
    """Assess the units of the facts files."""
    library = Library(*(packs or ()))
    day = issued_on.date() if issued_on else None
    heading = Heading(year, title, issuer, recipients, _checked(number), day)
    try:
        result, moves = _assessed(pack, [*facts, *(more or ())], readings, patch or [], library)
    except ProblemsError as error:
        if output is Format.JSON:
            write_output(_refused_json(error), out)
        raise
    _write(result, moves, heading, output, out)
    for problem in result.problems:
        say(f"{problem.unit} {problem.part} {problem.message}")
    if result.problems:
        stop(Exit.ERRORS)


class Heading(NamedTuple):
    """What stands above and below a report: title, year, and the letterhead of a bulletin."""

    year: int | None
    title: str
    issuer: str
    recipients: str
    number: str
    issued_on: date | None


def _checked(number: str) -> str:
    """Return the canonical form of a document number, or refuse what is none."""
    if not number:
        return ""
    parsed = parse(number)
    if parsed is None:
        raise UsageError(f"--number {number} 不是发文字号，应写成 示例公开办〔2026〕5号")
    return parsed.canonical


def _assessed(
    pack: str, facts: list[Path], readings: Path | None, patch: list[str], library: Library
) -> "tuple[Assessment, tuple[Shift, ...]]":
    from gongkai.assessment.assess import assess
    from gongkai.assessment.facts import read_facts_files
    from gongkai.assessment.whatif import shifts
    from gongkai.policy.loading import load_pack

    local = read_tree(readings) if readings else None
    changes = patch_entries(patch)
    scheme = load_pack(pack, library, readings=local, patch=changes).scheme
    result = assess(scheme, read_facts_files(facts, scheme))
    if not changes and local is None:
        return result, ()
    try:
        # A what-if is held against the pack as it stands; readings alone may fill what it leaves
        # open, and then there is nothing to compare with.
        base = load_pack(pack, library, readings=local if changes else None).scheme
        before = assess(base, read_facts_files(facts, base))
    except ProblemsError:
        return result, ()
    return result, shifts(before, result)


def patch_entries(patch: list[str]) -> "list[PatchEntry]":
    """Return the changes of ``--patch``: ``path=value`` or files that map paths to values."""
    entries: list[PatchEntry] = []
    for number, text in enumerate(patch, start=1):
        path, equals, value = text.partition("=")
        if equals:
            entries.append((path.strip(), Place("--patch", number, 1), _value(value, text)))
        elif not Path(text).exists():
            raise UsageError(f"--patch {text}：应写成 路径=值，或补丁文件名")
        else:
            entries += _from_file(Path(text))
    return entries


def _value(value: str, text: str) -> Node:
    if not value.strip():
        raise ProblemsError([Problem(Place("--patch"), "P-VALUE", f"{text} 等号后面没有值")])
    return parse_yaml(value, "--patch")


def _from_file(path: Path) -> "list[PatchEntry]":
    tree = read_tree(path)
    if not isinstance(tree, Branch):
        raise ProblemsError([Problem(tree.place, "T-MAP", "补丁文件应写成“路径: 值”")])
    return [(key, tree.keys[key], value) for key, value in tree.entries.items()]


def _refused_json(error: ProblemsError) -> str:
    errors = [
        {"place": str(problem.place), "code": problem.code, "message": problem.message}
        for problem in error.problems
    ]
    body: dict[str, object] = {"pack": None, "readings": {}, "units": [], "quota": {}}
    return json.dumps({**body, "errors": errors}, ensure_ascii=False, indent=2)


def _write(
    result: "Assessment",
    moves: "tuple[Shift, ...]",
    heading: Heading,
    output: Format,
    out: Path | None,
) -> None:
    if output is Format.JSON:
        body = result.to_json()
        if moves:
            body["what_if"] = [shift.to_json() for shift in moves]
        write_output(json.dumps(body, ensure_ascii=False, indent=2), out)
        return
    from gongkai.reports.assessment import Letterhead, render

    letter = Letterhead(
        issuer=heading.issuer,
        recipients=heading.recipients,
        number=heading.number,
        issued_on=heading.issued_on,
    )
    title = heading.title or None
    document = render(
        result, output.value, year=heading.year, title=title, moves=moves, letter=letter
    )
    write_output(document, out)
