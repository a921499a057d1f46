"""The forms of one item: points off or on, a level, a rate, a note, looked at."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.queries.judging.sheet import Line, Sheet
from gongkai.office.scoring.small_forms import comment_form, form, reason_field
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Method
from gongkai.ui import components as ui

Forms = dict[str, ui.Form]
"""Forms of a page by what they do, with the row or component where there are several."""
BEYOND: Final = "beyond"


def of_item(sheet: Sheet, line: Line) -> Iterator[tuple[str, ui.Form]]:
    """Yield the forms open to the viewer for one item, by what they do."""
    if sheet.scoring and line.mine and line.applies and line.place is not None:
        yield from _judging(sheet, line)
    if sheet.scoring and line.place is None and line.mine:
        yield from _noting(sheet, line)
    if _comments_open(sheet) and (line.mine or sheet.sight.runs):
        yield "comment", comment_form(line.id)


def _judging(sheet: Sheet, line: Line) -> Iterator[tuple[str, ui.Form]]:
    place = line.place
    if place is None:
        return
    if place.item.method is Method.LEVELS:
        yield "level", _level_form(line)
    if place.item.computed is not None:
        yield "rate", _rate_form(line)
    if place.deducts and _may_deduct(line):
        yield "deduct", _deduct_form(sheet, line)
    if place.is_bonus:
        yield "award", _award_form(line)
    # Looking is a scorer's own work; whoever corrects has looked already.
    looks = place.item.method is Method.DEDUCT and sheet.revision is None
    if looks and not line.standing:
        own = any(look.person_id == sheet.sight.person for look in line.looks)
        yield ("unlook", _unlook_form(line)) if own else ("look", _look_form(line))


def _may_deduct(line: Line) -> bool:
    """Whether a deduction would count: of a rate only below its line."""
    rule = line.place.item.computed if line.place is not None else None
    if rule is None:
        return True
    row = line.value
    if row is None or row.numerator is None or row.denominator is None:
        return False
    return row.numerator < rule.full_at_least * row.denominator


def _comments_open(sheet: Sheet) -> bool:
    return bool(sheet.open) and (sheet.sight.runs or sheet.scoring)


def _deduct_form(sheet: Sheet, line: Line) -> ui.Form:
    step = sheet.sight.scheme.readings.deduct_step
    return form(
        "deduct",
        (
            _points(gettext("扣几分"), plain(step) if step else ""),
            reason_field(gettext("哪里不符合要求。单位会看到。")),
            *_basis(line),
        ),
        ui.Button(gettext("扣分")),
        ui.Button(gettext("扣分，看下一项"), "next", "1"),
        label=gettext("扣分"),
        item=line.id,
    )


def with_beyond(given: ui.Form) -> ui.Form:
    """Return the form of a deduction with the box that says that more than the item is meant."""
    box = ui.Field(
        BEYOND,
        gettext("扣分超过该项分值"),
        ui.FieldKind.CHECKBOXES,
        options=(ui.Option("1", gettext("确实要扣这么多")),),
    )
    return replace(given, fields=(*given.fields, box))


def _award_form(line: Line) -> ui.Form:
    return form(
        "award",
        (_points(gettext("加几分")), reason_field(gettext("凭什么加分。")), *_basis(line)),
        ui.Button(gettext("加分")),
        label=gettext("加分"),
        item=line.id,
    )


def _points(label: str, value: str = "") -> ui.Field:
    return ui.Field(
        "points",
        label,
        ui.FieldKind.NUMBER,
        (value,) if value else (),
        required=True,
        suffix=gettext("分"),
        short=True,
    )


def _basis(line: Line) -> Iterator[ui.Field]:
    """Yield what a deduction rests on: a piece of evidence to choose, words, or both."""
    pieces = line.said.pieces
    if pieces:
        yield ui.Field(
            "piece",
            gettext("看的是哪份材料"),
            ui.FieldKind.SELECT,
            options=(
                ui.Option("", gettext("不是这里的材料，写在下面")),
                *(ui.Option(str(one.pk), one.title) for one in pieces),
            ),
        )
    yield ui.Field(
        "evidence",
        gettext("依据"),
        hint=gettext("看了什么、去了哪里，例如：查阅会议纪要、实地查看公开栏。"),
        required=not pieces,
    )


def _level_form(line: Line) -> ui.Form:
    row, item = line.value, line.question.item
    levels = item.levels if item is not None else ()
    return form(
        "level",
        (
            ui.Field(
                "level",
                gettext("档次"),
                ui.FieldKind.RADIO,
                (row.level,) if row is not None else (),
                tuple(
                    ui.Option(
                        one.id,
                        gettext("%(title)s（%(points)s 分）")
                        % {"title": one.title, "points": plain(one.points)},
                    )
                    for one in levels
                ),
                required=True,
            ),
            ui.Field(
                "reason",
                gettext("理由"),
                values=(row.reason,) if row is not None else (),
                hint=gettext("不是最好一档的，写明理由。"),
            ),
        ),
        ui.Button(gettext("定档")),
        label=gettext("定档"),
        item=line.id,
        version=row.version if row is not None else 0,
    )


def _rate_form(line: Line) -> ui.Form:
    row = line.value
    computed = row is not None and row.origin == "computed"
    said = {
        "numerator": plain(row.numerator) if row is not None and row.numerator is not None else "",
        "denominator": plain(row.denominator)
        if row is not None and row.denominator is not None
        else "",
        "records": row.records if row is not None else "",
    }
    fields = [
        ui.Field(
            "numerator",
            gettext("分子（符合要求的件数）"),
            ui.FieldKind.NUMBER,
            (said["numerator"],),
            required=True,
            short=True,
        ),
        ui.Field(
            "denominator",
            gettext("分母（全部件数）"),
            ui.FieldKind.NUMBER,
            (said["denominator"],),
            hint=gettext("全年没有的，分子分母都写 0。"),
            required=True,
            short=True,
        ),
        ui.Field("records", gettext("记录在哪里"), values=(said["records"],), required=True),
    ]
    if computed:
        fields.append(reason_field(gettext("原来的数是按记录算出的，写明为什么改。")))
    return form(
        "rate",
        tuple(fields),
        ui.Button(gettext("保存比率")),
        label=gettext("填写比率"),
        item=line.id,
        version=row.version if row is not None else 0,
    )


def _look_form(line: Line) -> ui.Form:
    return form(
        "look",
        (),
        ui.Button.primary(gettext("看过，不扣分，下一项"), "next", "1"),
        label=gettext("看过，不扣分"),
        item=line.id,
    )


def _unlook_form(line: Line) -> ui.Form:
    return form("unlook", (), ui.Button(gettext("改为未看")), item=line.id)


def _noting(sheet: Sheet, line: Line) -> Iterator[tuple[str, ui.Form]]:
    """Yield the note of each component one scores, on this point of the checklist."""
    for component in sheet.sight.components:
        own = sheet.own_score(component)
        if own is not None and own.submitted_at is not None:
            continue
        yield (
            f"note-{component}",
            form(
                "note",
                (
                    ui.Field(
                        "note",
                        gettext("我的备注"),
                        ui.FieldKind.TEXTAREA,
                        (own.notes.get(line.id, ""),) if own is not None else (),
                        hint=gettext("好在哪里、差在哪里。和得分一起提交，提交前只有您自己看到。"),
                    ),
                ),
                ui.Button.primary(gettext("保存，下一项"), "next", "1"),
                label=gettext("备注"),
                item=line.id,
                component=component,
                version=own.version if own is not None else 0,
            ),
        )
