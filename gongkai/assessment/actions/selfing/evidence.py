"""Evidence: what stands behind an item, added, removed, carried over from the round before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.common import told
from gongkai.assessment.actions.selfing.desk import SelfDesk, own_desk
from gongkai.assessment.earlier import earlier_items, earlier_unit
from gongkai.assessment.intake import refuse_secrets, take_file
from gongkai.assessment.models import Evidence, LedgerEntry
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.wording import brief
from gongkai.disclosure.queries.published import public_items

# More than this nobody looks through; what belongs together goes into one file.
_MOST: Final = 30


def add_published(round_unit_id: int, item: str, *, key: str, by: Viewer) -> Evidence:
    """Point to a published item of disclosure.

    Raises:
        Refused: nothing public has this key, or see :func:`own_desk`.
    """
    with acting(by) as act:
        desk = own_desk(act, round_unit_id)
        edition = public_items().filter(item__key=key.strip()).first()
        if edition is None:
            raise Refused(gettext("没有这个已公开的事项。请核对索引号或页面地址。"), "typed")
        at = edition.item.first_published_at or edition.published_at
        return _add(
            desk,
            Evidence(
                item=item,
                title=edition.title[:200],
                on=day_of(at) if at is not None else None,
                disclosure_item=edition.item.key,
            ),
        )


def add_ledger(round_unit_id: int, item: str, *, entry_id: int, by: Viewer) -> Evidence:
    """Point to an entry of the unit's ledger that was held.

    Raises:
        Refused: it is not the unit's, void or still to be held, or see :func:`own_desk`.
    """
    with acting(by) as act:
        desk = own_desk(act, round_unit_id)
        entry = LedgerEntry.objects.filter(
            pk=entry_id, unit__path__startswith=desk.unit.unit.path, voided_at=None
        ).first()
        if entry is None:
            raise Refused(gettext("本单位的台账里没有这一条。请刷新页面。"), "ledger")
        if entry.on is None:
            raise Refused(gettext("这一条还没有办，不能作为佐证。请先登记办理日期。"), "ledger")
        piece = Evidence(item=item, title=entry.title, on=entry.on, ledger=entry)
        return _add(desk, piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceText:
    """What is written about a piece of evidence: its title, the day it is of, a note."""

    title: str = ""
    on: date | None = None
    note: str = ""


def add_file(
    round_unit_id: int, item: str, text: PieceText, *, file: tuple[bytes, str], by: Viewer
) -> Evidence:
    """Keep a file as evidence; without a title it goes by its name. The same file is kept once.

    Raises:
        FileRefused: the file is not taken.
        Refused: a day to come, a text too long, or see :func:`own_desk`.
    """
    with acting(by) as act:
        desk = own_desk(act, round_unit_id)
        desk.question(item)
        piece = _worded(item, text, by)
        kept, name = take_file(*file, at=by.at)
        piece.file, piece.file_name = kept, name
        piece.title = piece.title or name
        return _add(desk, piece)


def add_words(round_unit_id: int, item: str, text: PieceText, *, by: Viewer) -> Evidence:
    """Describe evidence that is kept elsewhere, such as a board in the hall.

    Raises:
        Refused: nothing is written, a text too long, or see :func:`own_desk`.
    """
    with acting(by) as act:
        desk = own_desk(act, round_unit_id)
        piece = _worded(item, text, by)
        if not piece.title:
            raise Refused(gettext("没有写内容。请写明是什么材料、在哪里可以看到。"), "title")
        return _add(desk, piece)


def _worded(item: str, text: PieceText, by: Viewer) -> Evidence:
    refuse_secrets("\n".join((text.title, text.note)))
    if text.on is not None and text.on > day_of(by.at):
        raise Refused(gettext("材料的日期还没到。请改正。"), "on")
    return Evidence(
        item=item,
        title=brief(text.title, Evidence, "title"),
        on=text.on,
        note=brief(text.note, Evidence, "note"),
    )


def _add(desk: SelfDesk, piece: Evidence) -> Evidence:
    """Write a piece down; one that is there already is given back."""
    question = desk.question(piece.item)
    act = desk.act
    present = Evidence.objects.filter(round_unit=desk.unit, item=piece.item, removed_at=None)
    same = present.filter(
        disclosure_item=piece.disclosure_item,
        ledger=piece.ledger,
        file=piece.file,
        title=piece.title,
    ).first()
    if same is not None:
        act.unchanged()
        return same
    if present.count() >= _MOST:
        words = gettext("一项最多放 %(most)s 件佐证。请把同类材料合成一个文件，或移除不要的。")
        raise Refused(words % {"most": _MOST})
    piece.round_unit = desk.unit
    piece.added_at, piece.person_id, piece.name = act.by.at, act.by.person_id, act.by.name
    piece.save()
    sha256 = piece.file.sha256 if piece.file is not None else ""
    told(
        act,
        "evidence.add",
        desk.unit,
        item=piece.item,
        about=question.title,
        evidence=piece.title,
        sha256=sha256,
    )
    return piece


def remove_evidence(evidence_id: int, *, by: Viewer) -> Evidence:
    """Remove a piece of evidence from an item; the record and the file stay.

    Raises:
        Refused: it is gone already, or see :func:`own_desk`.
    """
    with acting(by) as act:
        found = Evidence.objects.filter(pk=evidence_id).first()
        if found is None:
            raise Refused(gettext("没有这件佐证。请刷新页面。"))
        desk = own_desk(act, found.round_unit_id)
        piece = act.lock(Evidence, evidence_id)
        if piece.removed_at is not None:
            act.unchanged()
            return piece
        piece.removed_at = by.at
        piece.save(update_fields=["removed_at"])
        told(act, "evidence.remove", desk.unit, item=piece.item, evidence=piece.title)
        return piece


@dataclass(frozen=True, slots=True)
class Carried:
    """How many pieces were carried over, and how many entries of the old ledger stayed behind."""

    carried: int
    left: int


def carry_over(round_unit_id: int, *, by: Viewer) -> Carried:
    """Bring the evidence of the round before to the items that follow theirs.

    Verdicts begin anew; files are pointed to, not copied. Entries of the ledger stay behind: this
    year has its own. What was brought once, or removed since, is not brought again.

    Raises:
        Refused: there is no round before with this unit, or see :func:`own_desk`.
    """
    with acting(by) as act:
        desk = own_desk(act, round_unit_id)
        before = earlier_unit(desk.unit)
        if before is None:
            raise Refused(gettext("没有上一次考核的自评，没有可以带来的佐证。"))
        follows = earlier_items(desk.unit, before)
        pieces = Evidence.objects.filter(round_unit=before, removed_at=None).exclude(
            carried_to__round_unit=desk.unit
        )
        left = pieces.filter(ledger__isnull=False).count()
        made = [
            _copy(piece, desk, follows) for piece in pieces.filter(ledger=None, item__in=follows)
        ]
        if not made:
            act.unchanged()
            return Carried(0, left)
        Evidence.objects.bulk_create(made)
        told(act, "evidence.carry", desk.unit, count=len(made), before=before.round.title)
        return Carried(len(made), left)


def _copy(piece: Evidence, desk: SelfDesk, follows: Mapping[str, str]) -> Evidence:
    return Evidence(
        round_unit=desk.unit,
        item=follows[piece.item],
        title=piece.title,
        on=piece.on,
        disclosure_item=piece.disclosure_item,
        file_id=piece.file_id,
        file_name=piece.file_name,
        note=piece.note,
        carried_from=piece,
        added_at=desk.act.by.at,
        person_id=desk.act.by.person_id,
        name=desk.act.by.name,
    )
