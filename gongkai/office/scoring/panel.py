"""The open item of a unit: everybody's word side by side, what was taken off, and the forms."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.judging.sheet import Line, Sheet
from gongkai.assessment.wording import input_lines
from gongkai.core.days import day_words
from gongkai.office.indicators.words import number_words, said_of
from gongkai.office.scoring import small_forms as make
from gongkai.office.scoring.forms import Forms
from gongkai.office.scoring.words import (
    checked_badge,
    standard,
    value_words,
    who_when,
)
from gongkai.office.selfing.claim_parts import claim_part
from gongkai.office.selfing.piece_lines import PieceLine, piece_line
from gongkai.rules.explain import TraceNode
from gongkai.rules.numbers import plain
from gongkai.rules.rounds import Phase
from gongkai.rules.scheme import Work
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Deduction, Evidence, ItemComment


# Lines of the explanation that say what the list of deductions says already.
_BELOW: Final = ("合计扣分", "合计加分", "扣 ", "加 ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of evidence with the form of its verdict, where the viewer may give one."""

    line: PieceLine
    verdict: ui.Form | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A deduction or award: points with their sign, why, on what, by whom, confirmed or not."""

    points: str
    reason: str
    evidence: str
    who: str
    badge: ui.Badge | None
    withdrawn: str
    withdraw: ui.Form | None
    check: ui.Form | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment with the button that takes one's own back."""

    text: str
    who: str
    uncomment: ui.Form | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Everything about the open item. ``forms`` are those open to the viewer, by what they do."""

    standard: tuple[str, ...]
    claim: str
    facts: ui.Table | None
    counts: tuple[ui.Link, ...]
    held: ui.Notice | None
    pieces: tuple[Piece, ...]
    findings: tuple[ui.Link, ...]
    entries: tuple[Entry, ...]
    forms: Forms
    clear: ui.Form | None
    check_value: ui.Form | None
    comments: tuple[Remark, ...]


def panel(sheet: Sheet, line: Line, forms: Forms) -> Panel:
    """Return the panel of an item; ``forms`` are its forms, one perhaps shown again."""
    sight = sheet.sight
    return Panel(
        standard=standard(line, sight.scheme),
        claim=claim_part(sheet.said, line.said).words,
        facts=_facts(sheet, line),
        counts=tuple(said_of(sheet.unit, count) for count in line.counts),
        held=_held(line),
        pieces=tuple(_piece(sheet, one, forms) for one in line.said.pieces),
        findings=tuple(_findings(sheet, line)),
        entries=tuple(_entry(sheet, row, forms) for row in line.deductions),
        forms=forms,
        clear=make.clear_form(line) if sheet.scoring and line.mine else None,
        check_value=_check_value(sheet, line),
        comments=tuple(_remark(sheet, row) for row in line.comments),
    )


def _facts(sheet: Sheet, line: Line) -> ui.Table | None:
    """Return what each side says, side by side."""
    rows = tuple(ui.Row.of(who, what, why) for who, what, why in _said(sheet, line))
    if not rows:
        return None
    return ui.Table(
        caption=gettext("各方情况"),
        columns=(
            ui.Column("who", gettext("哪一方"), header=True, nowrap=True),
            ui.Column("what", gettext("分数、情况"), nowrap=True),
            ui.Column("why", gettext("说明")),
        ),
        rows=rows,
        caption_hidden=True,
        compact=True,
    )


def _held(line: Line) -> ui.Notice | None:
    """Say that the records reach the line by now, where deductions keep that from counting."""
    if line.held is None:
        return None
    count = line.held.count
    return ui.Notice(
        gettext("按记录已达到满分线，但这一项还有扣分"),
        gettext(
            "截至 %(day)s 的结果是 %(number)s，没有记入。扣分不再成立的，请撤销，"
            "撤销后自动按新的比率计分；扣分仍成立的，请按人工核实的数填写比率并写明理由。"
        )
        % {
            "day": day_words(count.run.as_of),
            "number": number_words(count.indicator, count.numerator, count.denominator),
        },
        tone=ui.Tone.WARN,
    )


def _said(sheet: Sheet, line: Line) -> Iterator[tuple[str, ui.Value, ui.Value]]:
    if sheet.said.shows_self:
        yield _own_word(line)
    if line.value is not None:
        origin = str(line.value.get_origin_display())
        why = "；".join(filter(None, [line.value.records, line.value.reason, line.value.name]))
        yield origin, value_words(line.value, line), why
    for name, words in line.notes:
        yield gettext("%(name)s的备注") % {"name": name}, None, ui.Prose(words)
    if line.node is not None:
        yield _worth(line.node)


def _own_word(line: Line) -> tuple[str, ui.Value, ui.Value]:
    row = line.said.row
    if row is None:
        return gettext("单位自评"), gettext("没有填"), None
    if row.score is not None:
        words = gettext("%(points)s 分") % {"points": plain(row.score)}
        return gettext("单位自评"), words, ui.Prose(row.reason)
    return gettext("单位自评"), str(row.get_state_display()), ui.Prose(row.reason)


def _worth(node: TraceNode) -> tuple[str, ui.Value, ui.Value]:
    """Return what the item is worth now, and what that rests on beside the deductions below."""
    if node.value is None:
        why = node.inputs.get("missing") or node.inputs.get("not_applicable") or ""
        return gettext("现在得分"), None, str(why)
    words = gettext("%(points)s 分") % {"points": plain(round(node.value, 4))}
    rest = (f"{name} {text}" for name, text in input_lines(node) if not name.startswith(_BELOW))
    return gettext("现在得分"), words, "；".join(rest)


def _piece(sheet: Sheet, piece: "Evidence", forms: Forms) -> Piece:
    key = f"verdict-{piece.pk}"
    may = bool(sheet.open & {Work.SCORE, Work.SPOT}) and not sheet.sight.blind
    mine = sheet.sight.runs or sheet.sight.has_topic(piece.item)
    form = make.verdict_form(piece) if may and mine and not sheet.unit.exempt else None
    return Piece(line=piece_line(sheet.said, piece), verdict=forms.get(key, form))


def _findings(sheet: Sheet, line: Line) -> Iterator[ui.Link]:
    for one in line.findings:
        where = [sheet.unit.round.key, one.pk]
        yield ui.Link(one.text, reverse("spot-finding", args=where), note=one.name)


def _entry(sheet: Sheet, row: "Deduction", forms: Forms) -> Entry:
    stands = row.withdrawn_at is None
    running = sheet.unit.round.phase is Phase.RUNNING
    own = row.person_id is not None and row.person_id == sheet.sight.person
    may = sheet.changing and stands and (sheet.sight.runs or (own and sheet.scoring))
    checks = running and stands and not own and sheet.sight.checks_item(row.item)
    sign = "−" if row.kind == "deduct" else "+"
    key = f"withdraw-{row.pk}"
    return Entry(
        points=f"{sign}{plain(row.points)}",
        reason=row.reason,
        evidence=row.evidence or (row.finding.text if row.finding is not None else ""),
        who=who_when(row),
        badge=checked_badge(row) if stands and not sheet.sight.blind else None,
        withdrawn=""
        if stands
        else gettext("%(who)s撤销：%(why)s")
        % {"who": row.withdrawn_by, "why": row.withdraw_reason},
        withdraw=forms.get(key, make.withdraw_form(row)) if may else None,
        check=make.check_form("check", row.pk, row.item)
        if checks and row.checked_at is None
        else None,
    )


def _check_value(sheet: Sheet, line: Line) -> ui.Form | None:
    row = line.value
    if row is None or row.checked_at is not None or row.origin != "scorer":
        return None
    running = sheet.unit.round.phase is Phase.RUNNING
    if not running or row.person_id == sheet.sight.person or not sheet.sight.checks_item(line.id):
        return None
    return make.check_form("check_value", row.pk, line.id)


def _remark(sheet: Sheet, row: "ItemComment") -> Remark:
    own = row.person_id == sheet.sight.person
    return Remark(
        text=row.text,
        who=row.name,
        uncomment=make.uncomment_form(row) if own and sheet.open else None,
    )


def remarks(sheet: Sheet) -> tuple[Remark, ...]:
    """Return what was said about the unit as a whole."""
    return tuple(_remark(sheet, row) for row in sheet.comments)
