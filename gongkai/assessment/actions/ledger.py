"""The work ledger (台账): planned, held, corrected while nothing rests on it, voided by mistake."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.intake import refuse_secrets, take_file
from gongkai.assessment.models import Evidence, LedgerEntry, LedgerKind
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.core.wording import brief

# A slip of the finger rather than a meeting; the column holds no more than 2^31.
_MOST_PEOPLE: Final = 9_999_999
_MOST_YUAN: Final = Decimal("9999999999.99")
_CENT: Final = Decimal("0.01")
_YEARS_BACK: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """What is said of one entry. ``amount`` is in yuan; ``on`` is empty until it was held."""

    kind: str
    title: str
    planned_on: date | None = None
    on: date | None = None
    place: str = ""
    people: int | None = None
    amount: Decimal | None = None
    leader: bool = False
    note: str = ""


File = tuple[bytes, str]
"""A file with its name."""


def add_entry(
    unit_id: int, draft: EntryDraft, *, file: File | None = None, by: Viewer
) -> LedgerEntry:
    """Enter something planned or held into a unit's ledger.

    Raises:
        Refused: no such unit, no title or day, a day or number out of reach, what its kind needs
            is missing, or the ledger has the entry already.
        FileRefused: the file is not taken.
    """
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        act.require("ledger.write", unit.path)
        said = _checked(draft, by)
        _refuse_twice(unit, said)
        made = LedgerEntry(unit=unit, created_at=by.at, person_id=by.person_id, name=by.name)
        _write(made, said)
        _attach(made, file, by)
        made.save()
        _told(act, "ledger.add", made)
        return made


def change_entry(
    entry_id: int, draft: EntryDraft, *, file: File | None = None, by: Viewer
) -> LedgerEntry:
    """Correct an entry, or note that what was planned was held; the events keep what it said.

    Without ``file`` the present one stays.

    Raises:
        Refused: see :func:`add_entry`; voided; or evidence of a report that was handed in.
    """
    with acting(by) as act:
        entry = _locked(act, entry_id)
        said = _checked(draft, by)
        before = _said(entry)
        if before == said and file is None:
            act.unchanged()
            return entry
        _refuse_where_it_counts(entry)
        _refuse_twice(entry.unit, said, entry)
        _write(entry, said)
        _attach(entry, file, by)
        entry.save()
        _told(act, "ledger.change", entry, before=_plain(before))
        return entry


def void_entry(entry_id: int, *, reason: str, by: Viewer) -> LedgerEntry:
    """Void an entry made by mistake, or plans given up; it stays and counts no more."""
    with acting(by) as act:
        entry = act.lock(LedgerEntry, entry_id)
        act.require("ledger.write", entry.unit.path)
        if entry.voided_at is not None:
            act.unchanged()
            return entry
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么作废。"), "reason")
        entry.voided_at = by.at
        entry.void_reason = brief(reason, LedgerEntry, "void_reason", "reason")
        entry.save(update_fields=["voided_at", "void_reason"])
        _told(act, "ledger.void", entry, reason=entry.void_reason)
        return entry


def _locked(act: Act, entry_id: int) -> LedgerEntry:
    entry = act.lock(LedgerEntry, entry_id)
    act.require("ledger.write", entry.unit.path)
    if entry.voided_at is not None:
        raise Refused(gettext("这一条已作废，不能再改。请另登记一条。"))
    return entry


def _refuse_where_it_counts(entry: LedgerEntry) -> None:
    """What a unit handed in rests on is not changed under the eyes of those who judge it."""
    used = Evidence.objects.filter(
        ledger=entry, removed_at=None, round_unit__self_report__submitted_at__isnull=False
    ).select_related("round_unit__round")
    first = used.first()
    if first is not None:
        raise Refused(
            gettext(
                "这一条已作为“%(round)s”自评的佐证报送，不能再改。确有错误的，请作废并另登记一条。"
            )
            % {"round": first.round_unit.round.title}
        )


def _checked(draft: EntryDraft, by: Viewer) -> EntryDraft:
    if draft.kind not in LedgerKind.values:
        raise Refused(gettext("没有选择类别。请选择。"), "kind")
    if not draft.title.strip():
        raise Refused(gettext("没有写名称。请写明是什么会议、培训或检查。"), "title")
    refuse_secrets("\n".join((draft.title, draft.place, draft.note)))
    _check_days(draft, by)
    _check_numbers(draft)
    return EntryDraft(
        kind=draft.kind,
        title=brief(draft.title, LedgerEntry, "title"),
        planned_on=draft.planned_on,
        on=draft.on,
        place=brief(draft.place, LedgerEntry, "place"),
        people=draft.people,
        amount=draft.amount,
        leader=draft.leader,
        note=draft.note.strip(),
    )


def _check_days(draft: EntryDraft, by: Viewer) -> None:
    today = day_of(by.at)
    if draft.planned_on is None and draft.on is None:
        raise Refused(
            gettext("没有日期。已办的填写办理日期，还没办的填写计划日期。"),
            "on",
        )
    if draft.on is not None and draft.on > today:
        raise Refused(gettext("办理日期还没到。还没办的，请填写在计划日期里。"), "on")
    if draft.planned_on is not None and draft.planned_on.year > today.year + 1:
        raise Refused(gettext("计划只登记到明年。请核对年份。"), "planned_on")
    for field, day in (("on", draft.on), ("planned_on", draft.planned_on)):
        if day is not None and day.year < today.year - _YEARS_BACK:
            raise Refused(gettext("日期太早。请核对年份。"), field)


def _check_numbers(draft: EntryDraft) -> None:
    if draft.people is not None and not 0 <= draft.people <= _MOST_PEOPLE:
        words = gettext("人数应在 0 到 %(most)s 之间。请改正。")
        raise Refused(words % {"most": _MOST_PEOPLE}, "people")
    if draft.amount is not None:
        if not 0 <= draft.amount <= _MOST_YUAN:
            raise Refused(gettext("金额不能是负数，也不超过一百亿元。请改正。"), "amount")
        if draft.amount != draft.amount.quantize(_CENT):
            raise Refused(gettext("金额写到分为止。请改正。"), "amount")
    if draft.on is None:
        return
    if draft.kind == LedgerKind.FUNDING and draft.amount is None:
        raise Refused(gettext("没有写金额。经费要写明多少元。"), "amount")
    if draft.kind == LedgerKind.STAFF and draft.people is None:
        raise Refused(gettext("没有写人数。人员要写明几个人。"), "people")


def _refuse_twice(unit: Unit, said: EntryDraft, present: LedgerEntry | None = None) -> None:
    """The same thing on the same day is one entry, however often the button is pressed."""
    same = LedgerEntry.objects.filter(
        unit=unit,
        kind=said.kind,
        title=said.title,
        planned_on=said.planned_on,
        on=said.on,
        voided_at=None,
    )
    others = same.exclude(pk=present.pk) if present is not None else same
    if others.exists():
        raise Refused(gettext("台账里已有这一条：类别、名称和日期都相同。请核对。"), "title")


def _write(entry: LedgerEntry, said: EntryDraft) -> None:
    for name in EntryDraft.__dataclass_fields__:
        setattr(entry, name, getattr(said, name))


def _said(entry: LedgerEntry) -> EntryDraft:
    return EntryDraft(**{name: getattr(entry, name) for name in EntryDraft.__dataclass_fields__})


def _attach(entry: LedgerEntry, file: File | None, by: Viewer) -> None:
    if file is not None:
        entry.file, entry.file_name = take_file(*file, at=by.at)


def _plain(said: EntryDraft) -> dict[str, object]:
    """Return what was said as an event keeps it; what was left empty says nothing."""
    found = {name: getattr(said, name) for name in EntryDraft.__dataclass_fields__}
    return {
        name: value if isinstance(value, int | str) else str(value)
        for name, value in found.items()
        if value not in (None, "", False)
    }


def _told(act: Act, verb: str, entry: LedgerEntry, **data: object) -> None:
    said = {
        "kind": str(LedgerKind(entry.kind).label),
        "day": (entry.on or entry.planned_on or "") and str(entry.on or entry.planned_on),
        "file": entry.file_name,
        **_plain(_said(entry)),
        **data,
    }
    act.event(verb, entry, unit_path=entry.unit.path, title=entry.title, data=said)
