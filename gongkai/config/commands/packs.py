"""``gongkai packs``: check, show, explain, compare and test policy packs; Excel in and out."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai.config.commands.assess import PacksOption
from gongkai.config.console import Exit, UsageError, print_problems, say, stop, write_output
from gongkai.policy.library import Library
from gongkai.policy.problems import Problem, ProblemsError, Severity

app = typer.Typer(help="规则包：检查、查看、解释、比较、测试。", no_args_is_help=True)

References = Annotated[list[str] | None, typer.Argument(help="规则包编号或文件夹；不写则全部")]
Reference = Annotated[str, typer.Argument(help="规则包编号或文件夹")]


def _named(references: list[str] | None, library: Library) -> list[str]:
    return references or [folder.path.name for folder in library.folders()]


@app.command("check", help="检查规则包，一次列出全部错误：文件:行:列 代码 说明。")
def check(references: References = None, packs: PacksOption = None) -> None:
    """Check packs and list every problem with its place."""
    from gongkai.policy.checking import check_pack

    library = Library(*(packs or ()))
    problems: list[Problem] = []
    names = _named(references, library)
    for name in names:
        found = check_pack(name, library)
        problems += found
        if not _errors(found):
            problems += _failed_cases(name, library)[0]
    print_problems(problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        stop(Exit.ERRORS)
    say(f"{len(names)} 个规则包没有错误。")


@app.command("test", help="运行规则包自带的算例。")
def run_tests(references: References = None, packs: PacksOption = None) -> None:
    """Run the worked examples of packs."""
    from gongkai.policy.checking import check_pack

    library = Library(*(packs or ()))
    failed: list[Problem] = []
    total = 0
    for name in _named(references, library):
        broken = _errors(check_pack(name, library))
        if broken:
            failed += broken
            typer.echo(f"{name}：规则包有错误，算例没有运行")
            continue
        problems, passed, count = _failed_cases(name, library)
        failed += problems
        total += count
        typer.echo(f"{name}：{passed}/{count} 通过")
    if failed:
        print_problems(failed)
        stop(Exit.ERRORS)
    typer.echo(f"共 {total} 个算例，全部通过。")


def _errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _failed_cases(name: str, library: Library) -> tuple[list[Problem], int, int]:
    """Return the problems of failed cases, how many passed, and how many there are."""
    from gongkai.assessment.cases import failures, run_cases
    from gongkai.policy.disclosure.cases import run_disclosure_cases
    from gongkai.policy.loading import DISCLOSURE, NATIONAL, kind_of_folder
    from gongkai.policy.national_cases import run_national_cases

    others = {NATIONAL: run_national_cases, DISCLOSURE: run_disclosure_cases}
    run = others.get(kind_of_folder(library.find(name)))
    if run is not None:
        problems, count = run(name, library)
        return problems, count - len({problem.place for problem in problems}), count
    results = run_cases(name, library)
    passed = sum(1 for result in results if not result.problems)
    return failures(results), passed, len(results)


@app.command("show", help="显示规则包：考核表、权重、等次、口径、来源。")
def show(reference: Reference, packs: PacksOption = None) -> None:
    """Print a pack as a tree."""
    from gongkai.policy.disclosure import load_disclosure
    from gongkai.policy.loading import DISCLOSURE, NATIONAL, kind_of_folder, load_pack
    from gongkai.policy.national import load_national
    from gongkai.reports.disclosure_pack import disclosure_view
    from gongkai.reports.packs import national_view, pack_tree_view

    library = Library(*(packs or ()))
    kind = kind_of_folder(library.find(reference))
    if kind == NATIONAL:
        _print(national_view(load_national(library, reference)))
    elif kind == DISCLOSURE:
        _print(disclosure_view(load_disclosure(reference, library)))
    else:
        _print(pack_tree_view(load_pack(reference, library).scheme))


@app.command("explain", help="解释规则包里的一个编号：怎么计分、出自哪一条、用了哪些口径。")
def explain(
    reference: Reference,
    element: Annotated[str, typer.Argument(help="考核项、口径、类别、体裁等的编号")] = "",
    packs: PacksOption = None,
) -> None:
    """Print what an element decides and where it comes from."""
    from gongkai.policy.disclosure import load_disclosure
    from gongkai.policy.loading import DISCLOSURE, NATIONAL, kind_of_folder, load_pack
    from gongkai.policy.national import load_national
    from gongkai.reports.disclosure_pack import disclosure_explained
    from gongkai.reports.packs import explained, national_explained

    library = Library(*(packs or ()))
    kind = kind_of_folder(library.find(reference))
    if kind == NATIONAL:
        _print(national_explained(load_national(library, reference), element))
    elif kind == DISCLOSURE:
        _print(disclosure_explained(load_disclosure(reference, library), element))
    else:
        _print(explained(load_pack(reference, library).scheme, element))


@app.command("diff", help="比较两个规则包：什么变了，哪些项还能跨年比较。")
def diff(
    old: Annotated[str, typer.Argument(help="原规则包")],
    new: Annotated[str, typer.Argument(help="新规则包")],
    packs: PacksOption = None,
) -> None:
    """Print the differences between two packs."""
    from gongkai.policy.diff import differences
    from gongkai.policy.disclosure import load_disclosure
    from gongkai.policy.disclosure.diff import disclosure_differences
    from gongkai.policy.loading import is_disclosure, load_pack
    from gongkai.reports.disclosure_pack import disclosure_difference_view
    from gongkai.reports.packs import difference_view

    library = Library(*(packs or ()))
    if is_disclosure(library.find(old)):
        rules = load_disclosure(old, library), load_disclosure(new, library)
        _print(disclosure_difference_view(disclosure_differences(*rules)))
        return
    before, after = load_pack(old, library), load_pack(new, library)
    _print(difference_view(differences(before.scheme, after.scheme, after.changes)))


@app.command("template", help="导出 Excel 模板：不写规则包则为空白考核办法。")
def template(
    out: Annotated[Path, typer.Option("--out", help="Excel 文件名")],
    reference: Annotated[str, typer.Argument(help="规则包编号；可不写")] = "",
    facts: Annotated[bool, typer.Option("--facts", help="导出该规则包的事实填报表")] = False,
    packs: PacksOption = None,
) -> None:
    """Write a workbook for a rubric or for facts."""
    from gongkai.assessment.facts_xlsx import facts_template
    from gongkai.policy.loading import load_pack
    from gongkai.policy.workbook import pack_template

    library = Library(*(packs or ()))
    pack = load_pack(reference, library) if reference else None
    if facts and pack is None:
        raise UsageError("--facts 要写明规则包，例如 packs template shifandian --facts")
    if facts and pack is not None:
        write_output(facts_template(pack.scheme), out)
        return
    write_output(pack_template(pack, library), out)


@app.command("import", help="把 Excel 里填写的考核办法变成规则包。")
def import_workbook(
    workbook: Annotated[Path, typer.Argument(help="Excel 文件")],
    out: Annotated[Path, typer.Option("--out", help="规则包文件夹（新建）")],
) -> None:
    """Turn a filled-in workbook into a pack folder, through the same checks as YAML."""
    from gongkai.policy.checking import check_workbook
    from gongkai.policy.workbook import workbook_to_yaml

    problems = check_workbook(workbook)
    print_problems(problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        stop(Exit.ERRORS)
    if (out / "pack.yaml").exists():
        raise ProblemsError([_exists(out)])
    out.mkdir(parents=True, exist_ok=True)
    write_output(workbook_to_yaml(workbook), out / "pack.yaml")


@app.command("import-standard", help="把基层政务公开标准目录（Excel）变成公开规则包。")
def import_standard(
    workbook: Annotated[Path, typer.Argument(help="Excel 文件")],
    out: Annotated[Path, typer.Option("--out", help="规则包文件夹（新建），文件夹名即规则包编号")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只核对，不写文件")] = False,
    packs: PacksOption = None,
) -> None:
    """Turn a standard catalogue into a disclosure pack and list every doubtful cell."""
    from gongkai.disclosure.standards import read_standard, write_standard

    read = read_standard(workbook, out.resolve().name, Library(*(packs or ())))
    print_problems(read.notes)
    if not dry_run:
        write_standard(read, out)
    done = "核对完毕，没有写文件" if dry_run else f"已写入 {out}"
    say(f"{len(read.sheets)} 张表，{len(read.rows)} 项，{len(read.notes)} 处请核对。{done}。")


def _exists(out: Path) -> Problem:
    from gongkai.policy.problems import Place

    return Problem(Place(str(out / "pack.yaml")), "F-EXISTS", "已有规则包，不覆盖；请换一个文件夹")


def _print(renderable: object) -> None:
    from rich.console import Console

    Console(soft_wrap=False).print(renderable)
