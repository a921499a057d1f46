"""A piece of evidence in a line: where it leads, what is said of it, what was judged of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.selfing import SelfView
from gongkai.core.days import day_of, day_words
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLine:
    """A piece of evidence: where it leads, what is said of it, and the way to remove it."""

    link: ui.Link | None
    title: str
    note: str
    badge: ui.Badge | None
    remove: str


def piece_line(view: SelfView, piece: "Evidence") -> PieceLine:
    """Return a piece of evidence as the viewer sees it."""
    where = [view.unit.round.key, view.unit.unit.code, piece.pk]
    return PieceLine(
        link=_piece_link(view, piece, where),
        title=piece.title,
        note="　".join(_piece_notes(piece)),
        badge=_verdict(piece) if view.shows_verdicts else None,
        remove=reverse("self-remove", args=where) if view.may_fill else "",
    )


def _piece_link(view: SelfView, piece: "Evidence", where: list[object]) -> ui.Link | None:
    if piece.disclosure_item:
        return ui.Link(piece.title, f"/item/{piece.disclosure_item}/")
    if piece.file is not None or (piece.ledger is not None and piece.ledger.file_id):
        return ui.Link(piece.title, reverse("self-evidence", args=where))
    # The ledger is its unit's and the office's; who judges sees what the evidence says of it.
    if piece.ledger is not None and (view.owns or view.may_decide):
        return ui.Link(piece.title, reverse("ledger-entry", args=[piece.ledger.pk]))
    return None


def _piece_notes(piece: "Evidence") -> Iterator[str]:
    if piece.disclosure_item:
        yield gettext("已公开的事项")
    elif piece.ledger is not None:
        yield gettext("工作台账")
        if piece.ledger.voided_at is not None:
            yield gettext("（这一条已作废，不算佐证）")
    if piece.on is not None:
        yield day_words(piece.on)
    if piece.file is not None:
        size = max(1, round(piece.file.size / 1024))
        yield gettext("%(size)s KB，%(on)s 上传") % {"size": size, "on": day_of(piece.added_at)}
    if piece.note:
        yield piece.note
    if piece.carried_from_id is not None:
        yield gettext("上次带来")


def _verdict(piece: "Evidence") -> ui.Badge | None:
    tones = {"accepted": ui.Tone.GOOD, "doubted": ui.Tone.WARN, "rejected": ui.Tone.BAD}
    if not piece.verdict:
        return None
    words = str(piece.get_verdict_display())
    if piece.verdict_reason:
        words += f"：{piece.verdict_reason}"
    return ui.Badge(words, tones[piece.verdict])
