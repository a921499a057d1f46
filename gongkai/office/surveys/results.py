"""What a survey says: by unit and question, the same on the screen and in a file."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gongkai.assessment.queries.surveys import Results, UnitResult, results, words_of
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.lists.exporting import FORMATS, file_of
from gongkai.office.lists.spec import Cell
from gongkai.office.surveys.frame import asks_words, counted, frame, survey_of
from gongkai.rules.rounds.questionnaires import Asked, Asks
from gongkai.rules.rounds.surveys import LEAST, Told, rounded, tell_count
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Survey

_CENT: Final = Decimal("0.01")


@requires("assessment.run")
@require_safe
def page(request: HttpRequest, key: str, survey: str) -> HttpResponseBase:
    """Show what a survey says, or give it as a file."""
    found, asker = survey_of(request, key, survey), viewer(request)
    said = results(asker, found)
    kind = request.GET.get("export", "")
    if kind in FORMATS:
        day = day_of(asker.at)
        return file_of(found.title, _heads(), list(_lines(said)), kind, day)
    return _shown(request, found, said)


def _shown(request: HttpRequest, found: "Survey", said: Results) -> HttpResponse:
    context = {
        **frame(request, found, "survey-results"),
        "final": said.final,
        "least": LEAST,
        "summary": _summary(said),
        "questions": [_question(said, one) for one in said.questions if one.asks != Asks.TEXT],
        "words": list(words_of(viewer(request), found)),
        "exports": (
            ui.Link(gettext("导出 Excel"), "?export=xlsx"),
            ui.Link(gettext("导出 CSV"), "?export=csv"),
        ),
    }
    return render(request, "surveys/results.html", context)


def _short(value: Decimal) -> Decimal:
    """Return a mean as people read it; the file and the score have all digits."""
    return value.quantize(_CENT, ROUND_HALF_UP)


def _summary(said: Results) -> ui.Table:
    """One row for each unit, one column for each scale."""
    scales = [one for one in said.questions if one.asks is Asks.SCALE]
    return ui.Table(
        caption=gettext("各单位均值"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("answers", gettext("答卷"), numeric=True, nowrap=True),
            *(ui.Column(one.name, one.name, numeric=True) for one in scales),
        ),
        rows=tuple(
            ui.Row.of(
                row.unit.name,
                counted(tell_count(row.said.answers)),
                *(_mean(row.said.scales.get(one.name)) for one in scales),
            )
            for row in said.units
        ),
        empty=gettext("没有单位。"),
        note="；".join(f"{one.name} {one.text}" for one in scales),
        phone=ui.Phone.SCROLL,
    )


def _mean(told: Told | None) -> Decimal | None:
    return _short(told.mean) if told is not None else None


def _question(said: Results, question: Asked) -> dict[str, object]:
    return {
        "question": question,
        "kind": asks_words()[question.asks],
        "table": _distribution(said, question),
        "cells": _cells(said, question) if said.final else None,
    }


def _distribution(said: Results, question: Asked) -> ui.Table:
    steps = list(question.steps)
    is_scale = question.asks is Asks.SCALE
    rows = []
    for row in said.units:
        counts = _counts(row, question)
        told = row.said.scales.get(question.name)
        rows.append(
            ui.Row.of(
                row.unit.name,
                *((_mean(told),) if is_scale else ()),
                *(counts.get(step, 0) if counts is not None else None for step in steps),
            )
        )
    return ui.Table(
        caption=gettext("%(name)s 每一档的份数") % {"name": question.name},
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            *((ui.Column("mean", gettext("均值"), numeric=True),) if is_scale else ()),
            *(ui.Column(f"s{step}", _head(question, step), numeric=True) for step in steps),
        ),
        rows=tuple(rows),
        empty=gettext("没有单位。"),
        phone=ui.Phone.SCROLL,
        caption_hidden=True,
    )


def _head(question: Asked, step: int) -> str:
    words = question.label(step)
    if question.asks is Asks.CHOICE:
        return words
    return f"{step} {words}".strip()


def _counts(row: UnitResult, question: Asked) -> "dict[int, int] | None":
    if question.asks is Asks.CHOICE:
        found = row.said.choices.get(question.name)
        return dict(found) if found is not None else None
    told = row.said.scales.get(question.name)
    return dict(told.distribution) if told is not None else None


def _cells(said: Results, question: Asked) -> ui.Table | None:
    """Return the parts a weighted mean is made of, where there is more than one part."""
    rows = tuple(
        ui.Row.of(
            row.unit.name,
            "、".join(cell.strata) or gettext("全部"),
            cell.answers,
            _short(rounded(cell.mean)),
            cell.weight.normalize(),
        )
        for row in said.units
        if (told := row.said.scales.get(question.name)) is not None and told.cells[0].strata[0]
        for cell in told.cells
    )
    if not rows:
        return None
    return ui.Table(
        caption=gettext("%(name)s 按答卷人类别") % {"name": question.name},
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("strata", gettext("类别")),
            ui.Column("answers", gettext("答卷"), numeric=True),
            ui.Column("mean", gettext("均值"), numeric=True),
            ui.Column("weight", gettext("权重"), numeric=True),
        ),
        rows=rows,
        note=gettext("一类不足 %(least)s 份的，与其他类别合并统计。") % {"least": LEAST},
        phone=ui.Phone.SCROLL,
    )


def _heads() -> list[str]:
    return [
        gettext("单位"),
        gettext("代号"),
        gettext("题目"),
        gettext("题型"),
        gettext("答卷"),
        gettext("均值"),
        gettext("每一档的份数"),
        gettext("按答卷人类别"),
        gettext("说明"),
    ]


def _lines(said: Results) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each unit and question: what the screen tells, and no more."""
    words = asks_words()
    for row in said.units:
        for question in said.questions:
            if question.asks is Asks.TEXT:
                continue
            told, counts = row.said.scales.get(question.name), _counts(row, question)
            yield (
                row.unit.name,
                question.name,
                question.text,
                words[question.asks],
                sum(counts.values()) if counts is not None else None,
                told.mean if told is not None else None,
                "；".join(f"{_head(question, s)}：{n}" for s, n in (counts or {}).items()),
                _parts(told) if said.final else "",
                _remark(said, counts is not None),
            )


def _parts(told: Told | None) -> str:
    cells = told.cells if told is not None else ()
    return "；".join(
        f"{'、'.join(cell.strata)} {cell.answers}，{rounded(Fraction(cell.mean))}，×{cell.weight}"
        for cell in cells
        if cell.strata[0]
    )


def _remark(said: Results, is_told: bool) -> str:
    if not is_told:
        return gettext("不足 %(least)s 份，不显示") % {"least": LEAST}
    return "" if said.final else gettext("填答未结束，部分答卷，未按类别加权")
