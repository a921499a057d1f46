"""What if: change a reading, a weight or a grade line and see the grades move. Stores nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment import opened
from gongkai.assessment.opened import OpenRound
from gongkai.assessment.whatif import Shift, shifts
from gongkai.office.assessment.badges import grade_badge
from gongkai.office.assessment.links import unit_link
from gongkai.office.assessment.source import open_round, shows_problems
from gongkai.office.assessment.whatif_form import Question, Section, questions, sections
from gongkai.office.rounds.finding import breadcrumb
from gongkai.office.rounds.tabs import tabs
from gongkai.policy.loading import PatchEntry
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.tree import Branch, Leaf, Node
from gongkai.rules.grading import Graded
from gongkai.ui.access import requires
from gongkai.ui.components import (
    Change,
    Column,
    Empty,
    ErrorItem,
    ErrorSummary,
    Figure,
    Figures,
    Row,
    Stack,
    Table,
    Value,
)
from gongkai.ui.known import in_language

_FILE = "what-if"


@requires("assessment.view")
@shows_problems
def what_if(request: HttpRequest, key: str) -> HttpResponse:
    """Show the form, and what its changes would do to every unit."""
    round_ = open_round(request, key)
    asked = [question.answered(request.GET) for question in questions(round_.result.scheme)]
    changed = [question for question in asked if question.changed]
    parts = sections(asked, round_.result.scheme)
    items = _form_errors(asked, parts)
    moves: tuple[Shift, ...] = ()
    if changed and not items:
        try:
            result = opened.what_if(round_, _readings(changed), tuple(_patch(changed)))
            moves = shifts(round_.result, result)
        except ProblemsError as error:
            items = [_error(problem, changed) for problem in error.problems]
    context = {
        "round": round_,
        "tabs": tabs(request, round_.round, "round-results"),
        "breadcrumb": breadcrumb(
            gettext("试算"), round_.round, (gettext("结果"), reverse("round-results", args=[key]))
        ),
        "sections": parts,
        "errors": ErrorSummary(tuple(items)) if items else None,
        "figures": _figures(moves) if moves else None,
        "table": _table(round_, moves) if moves else None,
        "hint": Empty(
            gettext("还没有改动"), gettext("改动一项或几项后按“试算”，这里列出每个单位的变化。")
        ),
    }
    return render(request, "assessment/what_if.html", context)


def _form_errors(asked: list[Question], parts: list[Section]) -> list[ErrorItem]:
    """Return what is wrong with the answers themselves, each with the way to its field."""
    fields = [question.field for question in asked if question.field.error]
    if fields:
        return list(ErrorSummary.of(fields).items)
    return [
        ErrorItem(part.sum_line, part.questions[0].field.target) for part in parts if part.sum_wrong
    ]


def _error(problem: Problem, changed: list[Question]) -> ErrorItem:
    """Point a problem at the field whose answer it is about, else at the first that changed."""
    by_place = {_place(question).cell: question for question in changed}
    question = by_place.get(problem.place.cell, changed[0])
    return ErrorItem(f"{question.field.label}：{problem.message}", question.field.target)


def _place(question: Question) -> Place:
    return Place(_FILE, cell=question.path)


def _leaf(question: Question) -> Node:
    return Leaf(_place(question), question.answer or None)


def _readings(changed: list[Question]) -> Node:
    asked = [question for question in changed if question.is_reading]
    entries = {question.path: _leaf(question) for question in asked}
    return Branch(Place(_FILE), entries, {question.path: _place(question) for question in asked})


def _patch(changed: list[Question]) -> list[PatchEntry]:
    return [(q.path, _place(q), _leaf(q)) for q in changed if not q.is_reading]


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
        unit_link(round_, facts),
        Stack.of(
            f"{_total(move.before)} → {_total(move.after)}",
            Change(move.before.score.total, move.after.score.total),
        ),
        _grade(round_, move),
        _rank(move),
        emphasis=move.regraded,
    )


def _total(unit: Graded) -> str:
    total = unit.score.total
    return "—" if total is None else format(total, "f")


def _grade(round_: OpenRound, move: Shift) -> Value:
    scheme = round_.result.scheme
    if not move.regraded:
        return grade_badge(scheme, move.after)
    before = in_language(move.before.grade.title) if move.before.grade else gettext("未定等")
    after = in_language(move.after.grade.title) if move.after.grade else gettext("未定等")
    return Stack.of(f"{before} → {after}", *move.after.notes[-1:])


def _rank(move: Shift) -> Value:
    if move.before.rank == move.after.rank:
        return move.after.rank
    before, after = (str(rank or "—") for rank in (move.before.rank, move.after.rank))
    return f"{before} → {after}"
