"""A unit answers an order: signs for it, says what it does, shows what was done, reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.mending.desk import (
    own_order,
    refuse_changed,
    require_answer,
    told_order,
)
from gongkai.assessment.intake import refuse_secrets, take_file
from gongkai.assessment.mending_telling import tell_received, tell_reported, tell_to_sign
from gongkai.assessment.models import (
    LineFile,
    OrderLine,
    OrderMove,
    OrderMoveKind,
    RectificationOrder,
)
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.files import store
from gongkai.core.wording import brief
from gongkai.rules.rounds.rectifications import OrderStep

INCOMPLETE: Final = "order.incomplete"
"""The code of a refusal for want of words: the lines themselves are kept as they are."""
_MOST_FILES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LineText:
    """What a unit says of one problem: measure, who answers, planned day, result, done day."""

    measure: str = ""
    responsible: str = ""
    planned_on: date | None = None
    result: str = ""
    done_on: date | None = None


def receive_order(order_id: int, *, by: Viewer) -> RectificationOrder:
    """Sign for an order (签收): its term runs from the day after."""
    with acting(by) as act:
        order = act.lock(RectificationOrder, order_id)
        require_answer(act, "assessment.self", order)
        if order.received_at is not None:
            act.unchanged()
            return order
        order = own_order(act, order_id, OrderStep.RECEIVE)
        order.received_at, order.received_by = by.at, by.name
        order.version += 1
        order.save(update_fields=["received_at", "received_by", "version"])
        told_order(act, "order.receive", order)
        tell_received(act, order)
        return order


def fill_lines(
    order_id: int,
    *,
    lines: Mapping[int, LineText],
    report: str | None = None,
    version: int,
    by: Viewer,
) -> RectificationOrder:
    """Write measures, who answers, days and results, and the words of the report.

    Accepted lines stay as they were accepted. A refused line that is changed waits for a new check.

    Raises:
        Refused: changed meanwhile, a text too long, a done day to come, or not the unit's turn.
    """
    with acting(by) as act:
        order = own_order(act, order_id, OrderStep.FILL_IN)
        refuse_changed(order, version)
        kept = {line.pk: line for line in order.lines.all() if not line.accepted}
        changed = [
            line for pk, line in kept.items() if pk in lines and _filled(line, lines[pk], by)
        ]
        words = order.report if report is None else report.strip()
        refuse_secrets(words)
        if not changed and words == order.report:
            act.unchanged()
            return order
        for line in changed:
            line.version += 1
            line.save()
        order.report = words
        order.version += 1
        order.save(update_fields=["report", "version"])
        told_order(act, "order.fill", order, count=len(changed))
        return order


def _filled(line: OrderLine, text: LineText, by: Viewer) -> bool:
    """Write a line down; return whether anything changed."""
    field = f"line-{line.pk}"
    if text.done_on is not None and text.done_on > day_of(by.at):
        raise Refused(gettext("完成日期还没到。请改正。"), f"{field}-done_on")
    refuse_secrets("\n".join((text.measure, text.responsible, text.result)))
    wanted: dict[str, object] = {
        name: brief(getattr(text, name), OrderLine, name, f"{field}-{name}")
        for name in ("measure", "responsible", "result")
    }
    wanted |= {"planned_on": text.planned_on, "done_on": text.done_on}
    if all(getattr(line, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(line, name, value)
    line.accepted = None
    return True


def add_line_file(line_id: int, *, file: tuple[bytes, str], by: Viewer) -> LineFile:
    """Keep a file that shows what became of a problem; the same file is kept once.

    Raises:
        FileRefused: the file is not taken.
        Refused: the line is accepted, has too many files, or it is not the unit's turn.
    """
    with acting(by) as act:
        line = _line(line_id)
        order = own_order(act, line.order_id, OrderStep.FILL_IN)
        line.refresh_from_db()
        if line.accepted:
            raise Refused(gettext("这一条已经核查通过，不用再加材料。"))
        kept, name = take_file(*file, at=by.at)
        present = LineFile.objects.filter(line=line, removed_at=None)
        same = present.filter(file=kept).first()
        if same is not None:
            act.unchanged()
            return same
        if present.count() >= _MOST_FILES:
            raise Refused(gettext("一条最多放 20 个文件。请合成一个，或移除不要的。"))
        made = LineFile.objects.create(
            line=line, file=kept, name=name, added_at=by.at, added_by=by.name
        )
        if line.accepted is False:
            line.accepted = None
            line.save(update_fields=["accepted"])
        told_order(act, "order.file", order, file=name, sha256=kept.sha256)
        return made


def _line(line_id: int) -> OrderLine:
    found = OrderLine.objects.filter(pk=line_id).first()
    if found is None:
        raise Refused(gettext("没有这一条。请刷新页面。"))
    return found


def remove_line_file(file_id: int, *, by: Viewer) -> LineFile:
    """Take a file away from a line; record and file stay."""
    with acting(by) as act:
        row = LineFile.objects.select_related("line").filter(pk=file_id).first()
        if row is None:
            raise Refused(gettext("没有这个文件。请刷新页面。"))
        order = own_order(act, row.line.order_id, OrderStep.FILL_IN)
        row.refresh_from_db()
        if row.removed_at is not None:
            act.unchanged()
            return row
        if OrderLine.objects.get(pk=row.line_id).accepted:
            raise Refused(gettext("这一条已经核查通过，材料不能移除。"))
        row.removed_at = by.at
        row.save(update_fields=["removed_at"])
        told_order(act, "order.unfile", order, file=row.name)
        return row


def submit_order_report(order_id: int, *, version: int, by: Viewer) -> RectificationOrder:
    """Hand the report to who signs for the unit.

    Raises:
        Refused: a line without measure, person or result (``order.incomplete``).
    """
    with acting(by) as act:
        order = own_order(act, order_id, OrderStep.SUBMIT)
        refuse_changed(order, version)
        _refuse_incomplete(order)
        order.submitted_at = by.at
        order.version += 1
        order.save(update_fields=["submitted_at", "version"])
        told_order(act, "order.submit", order)
        tell_to_sign(act, order)
        return order


def _refuse_incomplete(order: RectificationOrder) -> None:
    for number, line in enumerate(order.lines.all(), start=1):
        lacking = {
            name: title
            for name, title in (
                ("measure", gettext("整改措施")),
                ("responsible", gettext("责任人")),
                ("result", gettext("整改结果")),
            )
            if not getattr(line, name)
        }
        if lacking:
            raise Refused(
                gettext("第 %(number)s 条还没有填：%(lacking)s。请补上。")
                % {"number": number, "lacking": "、".join(lacking.values())},
                f"line-{line.pk}-{next(iter(lacking))}",
                INCOMPLETE,
            )
        if line.accepted is False:
            raise Refused(
                gettext("第 %(number)s 条被退回后还没有改。请补充结果或材料。")
                % {"number": number},
                f"line-{line.pk}-result",
                INCOMPLETE,
            )


def take_back_report(order_id: int, *, reason: str, by: Viewer) -> RectificationOrder:
    """Give a report that was not signed back to who fills in, with the reason.

    Raises:
        Refused: no reason.
    """
    with acting(by) as act:
        order = own_order(act, order_id, OrderStep.TAKE_BACK)
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明要改什么。"), "reason")
        order.submitted_at = None
        order.version += 1
        order.save(update_fields=["submitted_at", "version"])
        told_order(act, "order.take_back", order, reason=reason.strip()[:300])
        return order


def sign_order_report(
    order_id: int, *, version: int, document: bytes, by: Viewer
) -> RectificationOrder:
    """Sign the report and send it; what is kept is the Word file that was signed.

    Raises:
        Refused: it is another text by now, or it was not submitted.
        PermissionDenied: the actor does not sign for this unit.
    """
    with acting(by) as act:
        order = own_order(act, order_id, OrderStep.SIGN, "assessment.sign")
        refuse_changed(order, version)
        order.report_file = store(document, "report.docx", at=by.at)
        order.reported_at, order.signed_by = by.at, by.name
        order.version += 1
        order.save(update_fields=["report_file", "reported_at", "signed_by", "version"])
        OrderMove.objects.create(
            order=order,
            kind=OrderMoveKind.REPORT,
            file=order.report_file,
            at=by.at,
            name=by.name,
        )
        told_order(act, "order.report", order, sha256=order.report_file.sha256)
        tell_reported(act, order)
        return order
