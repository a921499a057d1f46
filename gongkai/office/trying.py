"""Taking a workbook over: tried out first, then done; what every page for it shows."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from gongkai.core.importing import Imported, State
from gongkai.ui import components as ui

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Rows shown of a result; what is wrong stands first.
_SHOWN: Final = 300
_ORDER: Final = (State.WRONG, State.CHANGED, State.CREATED, State.UNCHANGED)


def workbook(name: str, data: bytes) -> HttpResponse:
    """Return a workbook to save under a name people find again."""
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{name}.xlsx"))
    return response


def workbook_form(label: str, hint: str, wrong: str, *, do: str, title: str = "") -> ui.Form:
    """Return the form: one workbook, to try out or to take over.

    ``do`` is the word on the button that does it, ``title`` what the field is called.
    """
    file = ui.Field(
        "file",
        title or gettext("工作簿"),
        ui.FieldKind.FILE,
        hint=hint,
        error=wrong,
        required=True,
        accept=".xlsx",
    )
    buttons = (
        ui.Button.primary(gettext("试运行"), "try", "1"),
        ui.Button(do, "apply", "1"),
    )
    return ui.Form((file,), buttons, label=label)


def import_form(wrong: str) -> ui.Form:
    """Return the form of an import, as every import says it."""
    hint = gettext("先试运行，没有错误再导入。导入时请再选一次同一个文件。")
    return workbook_form(gettext("导入"), hint, wrong, do=gettext("导入"))


def import_notice(result: Imported, words: str, back: ui.Link | None = None) -> ui.Notice:
    """Say how an import went; ``words`` are the counts in a sentence, ``back`` leads on."""
    text = words % counts(result)
    if not result.holds:
        return ui.Notice(gettext("有错误，没有导入任何内容"), text, ui.Tone.BAD, urgent=True)
    if result.done:
        return ui.Notice(gettext("已导入"), text, ui.Tone.GOOD, link=back)
    return ui.Notice(gettext("试运行没有发现错误，尚未导入"), text, ui.Tone.FAIR)


def outcome_badges(created: str, unchanged: str, changed: str = "") -> dict[State, ui.Badge]:
    """Return a badge for what came of a row: new, there already, another than before, wrong."""
    return {
        State.CREATED: ui.Badge(created, ui.Tone.GOOD),
        State.CHANGED: ui.Badge(changed, ui.Tone.FAIR),
        State.UNCHANGED: ui.Badge(unchanged),
        State.WRONG: ui.Badge(gettext("错误"), ui.Tone.BAD),
    }


def counts(result: Imported) -> dict[str, int]:
    """Return how many rows came to what, to be put into words."""
    return {state.value: len(result.of(state)) for state in State}


def result_lines(
    result: Imported,
    badges: dict[State, ui.Badge],
    named: str,
    empty: str,
) -> ui.Table:
    """Return what came of every row, the wrong ones first. ``named`` heads what a row is about."""
    lines: Sequence[ui.Row] = [
        ui.Row.of(one.place, one.title or "—", badges[one.state], one.message)
        for state in _ORDER
        for one in result.of(state)
    ]
    more = gettext("只列出前%(count)s行，错误在最前面。") % {"count": _SHOWN}
    return ui.Table(
        caption=gettext("逐行结果"),
        columns=(
            ui.Column("place", gettext("位置"), nowrap=True),
            ui.Column("title", named, header=True),
            ui.Column("state", gettext("结果"), nowrap=True),
            ui.Column("message", gettext("说明")),
        ),
        rows=tuple(lines[:_SHOWN]),
        note=more if len(lines) > _SHOWN else "",
        empty=empty,
        caption_hidden=True,
    )
