"""What if: change a reading, a weight or a grade line and see the grades move. Stores nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.rounds import OpenRound
from gongkai.assessment.whatif import Shift, shifts
from gongkai.office.assessment.badges import grade_badge
from gongkai.office.assessment.source import open_round, rounds, shows_problems
from gongkai.office.assessment.whatif_form import Question, questions
from gongkai.policy.loading import PatchEntry
from gongkai.policy.problems import Place, ProblemsError
from gongkai.policy.tree import Branch, Leaf, Node
from gongkai.ui.access import requires
from gongkai.ui.components import (
    Breadcrumb,
    Change,
    Column,
    Empty,
    ErrorItem,
    ErrorSummary,
    Figure,
    Figures,
    Link,
    Row,
    Stack,
    Table,
    Value,
)

_PLACE = Place("what-if")


@requires("assessment.view")
@shows_problems
def what_if(request: HttpRequest, round_id: str) -> HttpResponse:
    """Show the form, and what its changes would do to every unit."""
    round_ = open_round(round_id)
    asked = [question.answered(request.GET) for question in questions(round_.result.scheme)]
    changed = [question for question in asked if question.changed]
    errors: ErrorSummary | None = None
    moves: tuple[Shift, ...] = ()
    if changed:
        try:
            result = rounds().what_if(round_, _readings(changed), _patch(changed))
            moves = shifts(round_.result, result)
        except ProblemsError as error:
            errors = ErrorSummary(tuple(_error(p.message, changed) for p in error.problems))
    context = {
        "round": round_.info,
        "breadcrumb": Breadcrumb.to(
            gettext("试算"),
            (gettext("首页"), "/"),
            (round_.info.title, reverse("scoreboard", args=[round_id])),
        ),
        "sections": _sections(asked),
        "errors": errors,
        "figures": _figures(moves) if moves else None,
        "table": _table(round_, moves) if moves else None,
        "changed": changed,
        "hint": Empty(
            gettext("还没有改动"), gettext("改动一项或几项后按“试算”，这里列出每个单位的变化。")
        ),
    }
    return render(request, "assessment/what_if.html", context)


def _error(message: str, changed: list[Question]) -> ErrorItem:
    """Point an error at the only field that changed; with several, at none."""
    target = f"id_{changed[0].field.name}" if len(changed) == 1 else ""
    return ErrorItem(message, target)


def _sections(asked: list[Question]) -> list[tuple[str, list[Question]]]:
    sections: dict[str, list[Question]] = {}
    for question in asked:
        sections.setdefault(question.section, []).append(question)
    return list(sections.items())


def _leaf(text: str) -> Node:
    return Leaf(_PLACE, text or None)


def _readings(changed: list[Question]) -> Node:
    entries = {q.path: _leaf(q.answer) for q in changed if q.is_reading}
    return Branch(_PLACE, entries, dict.fromkeys(entries, _PLACE))


def _patch(changed: list[Question]) -> list[PatchEntry]:
    return [(q.path, _PLACE, _leaf(q.answer)) for q in changed if not q.is_reading]


def _figures(moves: tuple[Shift, ...]) -> Figures:
    grades = sum(1 for move in moves if move.regraded)
    ranks = sum(1 for move in moves if move.before.rank != move.after.rank)
    totals = sum(1 for move in moves if move.difference)
    unit = gettext("个")
    return Figures(
        (
            Figure(gettext("等次变化的单位"), grades, unit),
            Figure(gettext("名次变化的单位"), ranks, unit),
            Figure(gettext("总分变化的单位"), totals, unit),
        ),
        gettext("试算结果"),
    )


def _table(round_: OpenRound, moves: tuple[Shift, ...]) -> Table:
    ordered = sorted(moves, key=lambda move: not move.regraded)
    return Table(
        caption=gettext("改动前后"),
        columns=(
            Column("unit", gettext("单位"), header=True),
            Column("total", gettext("总分"), nowrap=True),
            Column("grade", gettext("等次")),
            Column("rank", gettext("名次"), nowrap=True),
        ),
        rows=tuple(_row(round_, move) for move in ordered),
        caption_hidden=True,
    )


def _row(round_: OpenRound, move: Shift) -> Row:
    facts = move.after.score.unit
    return Row.of(
        Link(facts.name, reverse("unit", args=[round_.info.id, facts.id])),
        Change(move.before.score.total, move.after.score.total),
        _grade(round_, move),
        _rank(move),
        emphasis=move.regraded,
    )


def _grade(round_: OpenRound, move: Shift) -> Value:
    scheme = round_.result.scheme
    if not move.regraded:
        return grade_badge(scheme, move.after)
    before = move.before.grade.title if move.before.grade else gettext("未定等")
    after = move.after.grade.title if move.after.grade else gettext("未定等")
    return Stack.of(f"{before} → {after}", *move.after.notes[-1:])


def _rank(move: Shift) -> Value:
    if move.before.rank == move.after.rank:
        return move.after.rank
    before, after = (str(rank or "—") for rank in (move.before.rank, move.after.rank))
    return f"{before} → {after}"
