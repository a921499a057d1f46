"""One item of the form as the page shows it: the standard, what is known, the answer, evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.intake import TAKEN
from gongkai.assessment.queries.known import Earlier
from gongkai.assessment.queries.selfing import ItemView, SelfView
from gongkai.assessment.wording import cite_text
from gongkai.core.days import day_words
from gongkai.office.checksums import checksums
from gongkai.office.indicators.words import is_absent, said_of
from gongkai.office.selfing.answers import answer_form
from gongkai.office.selfing.claim_parts import ClaimPart, claim_part
from gongkai.office.selfing.finding import anchor
from gongkai.office.selfing.piece_lines import PieceLine, piece_line
from gongkai.office.selfing.words import Mark, mark_of
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Scheme
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something the system knows that one press makes evidence: ``name`` and ``value`` are sent.

    ``why`` says why it is offered here.
    """

    kind: str
    link: ui.Link
    name: str
    value: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """An item of the page. Without ``form`` it is read only: then ``said`` says what stands."""

    id: str
    number: str
    title: str
    worth: str
    mark: Mark
    standard: tuple[str, ...]
    open: bool
    offers: tuple[Offer, ...]
    counts: tuple[ui.Link, ...]
    facts: tuple[str, ...]
    form: ui.Form | None
    said: ui.Summary | None
    pieces: tuple[PieceLine, ...]
    checksums: ui.Details | None
    add: ui.Form | None
    add_to: str
    choose: ui.Link | None
    claim: ClaimPart
    next: str

    @property
    def anchor(self) -> str:
        """Id of the panel."""
        return anchor(self.id)

    @property
    def mark_id(self) -> str:
        """Id of the words that say how it stands."""
        return f"mark-{self.id}"


def panel(
    view: SelfView,
    scheme: Scheme,
    one: ItemView,
    *,
    opened: bool,
    following: str,
    form: ui.Form | None = None,
) -> Panel:
    """Return the panel of an item; ``form`` is one shown again after a refusal."""
    where = [view.unit.round.key, view.unit.unit.code, one.question.id]
    fills = view.may_fill
    points = one.question.points
    return Panel(
        id=one.question.id,
        number=one.question.number,
        title=one.question.title,
        worth=gettext("%(points)s 分") % {"points": plain(one.question.most)}
        if points is not None
        else "",
        mark=mark_of(one) if view.shows_self else ("", ""),
        standard=tuple(_standard(one, scheme)),
        open=opened,
        offers=tuple(_offers(one)) if fills else (),
        counts=tuple(said_of(view.unit, count) for count in one.known.counts),
        facts=tuple(_facts(one)),
        form=(form or answer_form(view, one)) if fills else None,
        said=_said(one) if view.shows_self and not fills else None,
        pieces=tuple(piece_line(view, piece) for piece in one.pieces),
        checksums=checksums(
            *((piece.title, piece.file.sha256) for piece in one.pieces if piece.file is not None)
        ),
        add=_add_form(where) if fills else None,
        add_to=reverse("self-evidence-add", args=where) if fills else "",
        choose=ui.Link(gettext("从台账和已公开的事项中选"), reverse("self-choose", args=where))
        if fills
        else None,
        claim=claim_part(view, one),
        next=anchor(following) if following and fills else "",
    )


def _standard(one: ItemView, scheme: Scheme) -> Iterator[str]:
    """Yield what the item rests on and what it asks for, in words."""
    for cite in one.question.cite:
        yield cite_text(cite, scheme)
    item = one.question.item
    if item is not None and item.evidence:
        yield gettext("要准备：%(what)s") % {"what": "、".join(item.evidence)}
    if item is not None and item.note:
        yield item.note


def _offers(one: ItemView) -> Iterator[Offer]:
    for known in one.known.entries:
        entry = known.entry
        yield Offer(
            kind=entry.get_kind_display(),
            link=ui.Link(_dated(entry.on, entry.title), reverse("ledger-entry", args=[entry.pk])),
            name="ledger",
            value=str(entry.pk),
            why=known.why,
        )
    for hint in one.known.hints:
        yield Offer(
            kind=gettext("已公开"),
            link=ui.Link(_dated(hint.on, hint.title), f"/item/{hint.key}/"),
            name="published",
            value=hint.key,
            why=hint.why,
        )


def _dated(day: date | None, title: str) -> str:
    return f"{day_words(day)}　{title}" if day is not None else title


def _facts(one: ItemView) -> Iterator[str]:
    """Yield what is not known, and what is from the round before."""
    if not one.known.counts and any(is_absent(name) for name in one.question.indicators):
        yield gettext("系统里没有这类记录，请自行统计，写明数字和台账在哪里。")
    if one.known.owed is not None:
        words = gettext(
            "这类公开任务：按期 %(kept)s 件，迟了 %(late)s 件，逾期没有公开 %(open)s 件。"
        )
        owed = one.known.owed
        yield words % {"kept": owed.kept, "late": owed.late, "open": owed.overdue}
    if one.known.earlier is not None:
        yield from _earlier(one.known.earlier)


def _earlier(earlier: Earlier) -> Iterator[str]:
    if earlier.score is not None:
        yield gettext("上次自评 %(points)s 分") % {"points": plain(earlier.score)}
    for points, reason in earlier.deductions:
        yield gettext("上次扣 %(points)s 分：%(reason)s") % {
            "points": plain(points),
            "reason": reason,
        }
    if earlier.evidence:
        yield gettext("上次佐证：%(titles)s") % {"titles": "、".join(earlier.evidence)}


def _said(one: ItemView) -> ui.Summary:
    row = one.row
    rows: list[tuple[str, ui.Value]] = []
    if row is not None and row.score is not None:
        rows.append((gettext("自评得分"), row.score))
    if row is not None and row.state:
        rows.append((gettext("落实情况"), row.get_state_display()))
    if row is not None and row.reason:
        rows.append((gettext("说明"), ui.Prose(row.reason)))
    if not rows:
        rows.append((gettext("自评"), gettext("没有填写")))
    return ui.Summary.of(*rows)


def _add_form(where: list[str]) -> ui.Form:
    return ui.Form(
        (
            ui.Field(
                "file",
                gettext("文件"),
                ui.FieldKind.FILE,
                hint=gettext("材料在别处的，不选文件，只写名称和存放地点。"),
                accept=TAKEN,
            ),
            ui.Field("title", gettext("名称（不填用文件名）")),
            ui.Field("on", gettext("材料的日期（可不填）"), ui.FieldKind.DATE, short=True),
        ),
        (ui.Button(gettext("添加"), "add", "1"),),
        action=reverse("self-evidence-add", args=where),
        label=gettext("添加佐证"),
        panel=False,
    )
