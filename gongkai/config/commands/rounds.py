"""``gongkai rounds``: earlier rounds taken over from files into the database."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.config.commands.portal import ready
from gongkai.config.console import Exit, UsageError, print_problems, say, stop

if TYPE_CHECKING:
    from gongkai.assessment.archive import RoundFolders, RoundInfo
    from gongkai.assessment.models import Round
    from gongkai.core.access import Viewer
    from gongkai.core.models import Unit

app = typer.Typer(help="考核：接收以往年度的考核。", no_args_is_help=True)


@app.command("import", help="接收文件夹里的历史考核：事实、口径、规则包，算出结果并存入数据库。")
def import_command(
    data: Annotated[Path, typer.Argument(help="数据文件夹，内有 rounds/ 和 packs/")],
    organ: Annotated[str, typer.Option("--organ", help="组织考核的单位编码")] = "root",
) -> None:
    """Take every round of a data folder over, the earlier years first; what is there stays."""
    if not (data / "rounds").is_dir():
        raise UsageError(f"{data} 里没有 rounds 文件夹")
    os.environ["GONGKAI_DATA"] = str(data.resolve())
    now = ready()
    from gongkai.assessment.archive import RoundFolders
    from gongkai.core.access import Viewer
    from gongkai.core.models import Unit

    unit = Unit.objects.filter(code=organ).first()
    if unit is None:
        raise UsageError(f"没有编码是 {organ} 的单位；请先登记单位，或者用 --organ 写明")
    folders = RoundFolders(data)
    infos, bad = folders.listing()
    print_problems([problem for one in bad for problem in one.problems])
    failed = _take_over(folders, infos, unit, Viewer.system("命令行", now))
    if bad or failed:
        stop(Exit.ERRORS)


def _take_over(
    folders: "RoundFolders", infos: "list[RoundInfo]", unit: "Unit", by: "Viewer"
) -> int:
    """Take rounds over one by one, each by itself; return how many could not be."""
    from gongkai.assessment.actions.taking_over import take_over_round
    from gongkai.core.actions import Refused
    from gongkai.policy.problems import ProblemsError

    made: dict[str, Round] = {}
    failed = 0
    for info in sorted(infos, key=lambda one: one.year):
        try:
            made[info.id] = take_over_round(
                unit.pk,
                read=folders.read(info),
                packs=folders.library,
                previous=made.get(info.previous),
                by=by,
            )
        except ProblemsError as error:
            print_problems(error.problems)
            failed += 1
        except Refused as refused:
            say(f"{info.id}：没有接收。{refused.message}")
            failed += 1
        else:
            say(f"{info.id}：{info.title}，已接收。")
    return failed
