"""``gongkai clock``: the statutory timeline of one request, from its events."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.config.console import write_output

if TYPE_CHECKING:
    from gongkai.rules.clock import Timeline


class Format(StrEnum):
    """What the timeline is written as."""

    TABLE = "table"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("clock", help="依申请公开的法定期限：哪些天计入、为什么、几时到期。")(clock_command)


def clock_command(
    events: Annotated[Path, typer.Option("--events", help="事件文件：yaml 或 json")],
    pack: Annotated[str, typer.Option("--pack", help="全国规则包")] = "cn",
    output: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option("--out", help="写到文件")] = None,
) -> None:
    """Compute the clock of one request."""
    from gongkai.inforequests.clock import clock_from_file, timeline_json
    from gongkai.policy.national import load_national

    found = clock_from_file(events, load_national(reference=pack))
    if output is Format.JSON:
        write_output(json.dumps(timeline_json(found), ensure_ascii=False, indent=2), out)
        return
    write_output(_table(found), out)


def _table(found: "Timeline") -> str:
    from rich.console import Console
    from rich.table import Table

    left = "—" if found.working_days_left is None else str(found.working_days_left)
    days = f"收到日 {found.received_on or '待确认'}，到期日 {found.due_on or '未能确定'}"
    used = f"已用 {found.working_days_used} 个工作日，剩余 {left} 个"
    lines = [f"{days}，{_STATES[found.state.value]}；{used}"]
    table = Table("自", "至", "计入", "工作日", "理由", "依据")
    for interval in found.intervals:
        table.add_row(
            str(interval.start),
            str(interval.end),
            "计" if interval.counts else "不计",
            str(interval.working_days),
            interval.ground,
            interval.cite,
        )
    console = Console(width=100)
    with console.capture() as captured:
        console.print(table)
    lines.append(captured.get().rstrip())
    return "\n".join([*lines, *(f"注意：{warning}" for warning in found.warnings)])


_STATES = {
    "not_received": "尚未收到",
    "awaiting_confirmation": "待确认",
    "awaiting_correction": "待补正",
    "awaiting_payment": "待缴费",
    "paused": "暂停计算",
    "running": "办理中",
    "overdue": "已逾期",
    "answered": "已答复",
    "answered_late": "逾期答复",
    "withdrawn": "已撤回",
}
