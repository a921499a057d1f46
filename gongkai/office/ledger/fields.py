"""The form of an entry, and what was typed in it."""

from typing import TYPE_CHECKING, Final

from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.actions.ledger import EntryDraft
from gongkai.assessment.intake import TAKEN
from gongkai.core.actions import Refused
from gongkai.office.decimals import number_or_none
from gongkai.office.posting import day
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from datetime import date

    from gongkai.assessment.models import LedgerEntry

KINDS: Final = (
    ("meeting", gettext_lazy("领导小组会议")),
    ("report_heard", gettext_lazy("主要负责人听取汇报")),
    ("training", gettext_lazy("培训")),
    ("inspection", gettext_lazy("督查检查")),
    ("publicity", gettext_lazy("宣传")),
    ("conference", gettext_lazy("新闻发布会")),
    ("funding", gettext_lazy("经费")),
    ("staff", gettext_lazy("人员")),
    ("supervision", gettext_lazy("社会监督、评议")),
    ("other", gettext_lazy("其他")),
)


def fields(entry: "LedgerEntry | None" = None, kind: str = "") -> tuple[ui.Field, ...]:
    """Return the fields of an entry, holding what it says."""
    return (
        ui.Field(
            "kind",
            gettext("类别"),
            ui.FieldKind.SELECT,
            (entry.kind if entry else kind,),
            (
                ui.Option("", gettext("请选择")),
                *(ui.Option(value, str(words)) for value, words in KINDS),
            ),
            required=True,
        ),
        ui.Field(
            "title",
            gettext("名称"),
            values=(entry.title if entry else "",),
            hint=gettext("例如：政务公开领导小组第二次会议。"),
            required=True,
        ),
        *_days(entry),
        *_numbers(entry),
        ui.Field("note", gettext("说明（可不填）"), ui.FieldKind.TEXTAREA, (_text(entry, "note"),)),
        ui.Field(
            "file",
            gettext("换一个佐证文件（可不填）")
            if entry is not None and entry.file_id
            else gettext("佐证文件（可不填）"),
            ui.FieldKind.FILE,
            hint=gettext("会议纪要、签到表、通知、照片等。"),
            accept=TAKEN,
        ),
    )


def _days(entry: "LedgerEntry | None") -> tuple[ui.Field, ...]:
    return (
        ui.Field(
            "on",
            gettext("办理日期"),
            ui.FieldKind.DATE,
            (_day(entry.on if entry else None),),
            hint=gettext("已经办的填这里；还没办的空着，填计划日期。"),
            short=True,
        ),
        ui.Field(
            "planned_on",
            gettext("计划日期"),
            ui.FieldKind.DATE,
            (_day(entry.planned_on if entry else None),),
            hint=gettext("列入计划的填写；到了日子会在待办里提醒。"),
            short=True,
        ),
        ui.Field("place", gettext("地点（可不填）"), values=(_text(entry, "place"),)),
    )


def _numbers(entry: "LedgerEntry | None") -> tuple[ui.Field, ...]:
    people, amount = (entry.people, entry.amount) if entry else (None, None)
    return (
        ui.Field(
            "people",
            gettext("参加人数"),
            ui.FieldKind.NUMBER,
            ("" if people is None else str(people),),
            suffix=gettext("人"),
            short=True,
        ),
        ui.Field(
            "amount",
            gettext("金额"),
            ui.FieldKind.NUMBER,
            ("" if amount is None else str(amount),),
            suffix=gettext("元"),
            short=True,
        ),
        ui.Field(
            "leader",
            gettext("主要负责人"),
            ui.FieldKind.CHECKBOXES,
            ("1",) if entry is not None and entry.leader else (),
            (ui.Option("1", gettext("主要负责人参加")),),
        ),
    )


def _text(entry: "LedgerEntry | None", name: str) -> str:
    return str(getattr(entry, name)) if entry is not None else ""


def _day(value: "date | None") -> str:
    return value.isoformat() if value is not None else ""


def draft(post: QueryDict) -> EntryDraft:
    """Return what was typed.

    Raises:
        Refused: a day or a number is none.
    """
    return EntryDraft(
        kind=post.get("kind", ""),
        title=post.get("title", ""),
        planned_on=_typed_day(post, "planned_on"),
        on=_typed_day(post, "on"),
        place=post.get("place", ""),
        people=_whole(post.get("people", "")),
        amount=number_or_none(post.get("amount", ""), "amount"),
        leader="leader" in post,
        note=post.get("note", ""),
    )


def _typed_day(post: QueryDict, name: str) -> "date | None":
    text = post.get(name, "").strip()
    return day(text, name) if text else None


def _whole(text: str) -> int | None:
    found = number_or_none(text, "people")
    if found is None:
        return None
    if found != found.to_integral_value():
        raise Refused(gettext("人数要写成整数。请改正。"), "people")
    return int(found)
