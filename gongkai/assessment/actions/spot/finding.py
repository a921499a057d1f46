"""What was found at a unit: in words, with place, time and photograph; tied to item and clause."""

from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from gongkai.assessment.actions.common import told
from gongkai.assessment.actions.spot.inspecting import (
    checked_key,
    own_or_office,
    refuse_unless_on_the_spot,
    refuse_unless_running,
    seats,
    taken_unit,
)
from gongkai.assessment.current import pack_of
from gongkai.assessment.inspection import form_of, target_of
from gongkai.assessment.models import OrderLine, RoundUnit, SpotFinding, Visit
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.files import store
from gongkai.core.files.pictures import bare_picture
from gongkai.core.models import StoredFile
from gongkai.core.wording import brief

# Telephones' clocks differ a little from ours.
_AHEAD: Final = timedelta(minutes=10)


def record_finding(
    round_unit_id: int,
    *,
    key: str,
    text: str,
    item: str = "",
    is_problem: bool = True,
    place: str = "",
    seen_at: datetime,
    visit: Visit | None = None,
    photo: tuple[bytes, str] | None = None,
    by: Viewer,
) -> SpotFinding:
    """Record what was found; ``photo`` is its bytes and name, kept without its position.

    The clause follows from the item, else from the form of the visit. What is sent twice with one
    key is one finding.

    Raises:
        Refused: nothing was written, no such item here, a moment to come or before the round, or
            outside the stage.
        FileRefused: the photograph is none or is broken.
        PermissionDenied: the unit or the item is not assigned to this person.
    """
    with acting(by) as act:
        unit = taken_unit(act, round_unit_id)
        key = checked_key(key)
        present = SpotFinding.objects.filter(round_unit=unit, key=key).first()
        if present is not None:
            act.unchanged()
            return present
        refuse_unless_on_the_spot(act, unit)
        made = SpotFinding(round_unit=unit, visit=visit, key=key, item=item, is_problem=is_problem)
        made.text = _words(text)
        made.clause = _clause(act, unit, item, visit)
        made.place = brief(place, SpotFinding, "place")
        made.seen_at = _moment(unit, seen_at, by)
        made.photo, made.photo_name = _photo(photo, by)
        made.at, made.person_id, made.name = by.at, by.person_id, by.name
        made.save()
        hashed = made.photo.sha256 if made.photo is not None else ""
        told(act, "finding.record", unit, text=made.text, item=item, photo=hashed)
        return made


def _words(text: str) -> str:
    words = brief(text, SpotFinding, "text")
    if not words:
        raise Refused(gettext("没有写发现了什么。请填写。"), "text")
    return words


def _clause(act: Act, unit: RoundUnit, item: str, visit: Visit | None) -> str:
    scheme = pack_of(unit.round).scheme
    if visit is not None and visit.round_unit_id != unit.pk:
        raise Refused(gettext("选的检查不是这个单位的。请刷新页面后重选。"), "visit")
    if item:
        target = target_of(scheme, unit.group, item)
        if target is None:
            raise Refused(gettext("考核表里没有这一项。请刷新页面后重选。"), "item")
        _require_item(act, unit, item)
        return target.clause
    form = form_of(scheme, unit.group, visit.form) if visit is not None else None
    return form.cite[0] if form is not None and form.cite else ""


def _require_item(act: Act, unit: RoundUnit, item: str) -> None:
    if act.by.may("assessment.run", unit.round.unit.path):
        return
    if not any(not one.items or item in one.items for one in seats(act, unit)):
        raise PermissionDenied(gettext("这一项没有分配给您检查。需要时请联系考核办公室。"))


def _moment(unit: RoundUnit, seen_at: datetime, by: Viewer) -> datetime:
    """Return when it was seen: never after it arrived, never before the round began."""
    if seen_at > by.at + _AHEAD:
        raise Refused(gettext("发现时间还没到。请核对手机的时间后改正。"), "seen_at")
    begun = unit.round.notified_at
    if begun is not None and seen_at < begun:
        raise Refused(gettext("发现时间早于考核通知。请核对后改正。"), "seen_at")
    return min(seen_at, by.at)


def _photo(photo: tuple[bytes, str] | None, by: Viewer) -> tuple[StoredFile | None, str]:
    if photo is None:
        return None, ""
    data, name = photo
    short = name.replace("\\", "/").rpartition("/")[2][-100:] or "photo.jpg"
    return store(bare_picture(data, short), short, at=by.at), short


def void_finding(finding_id: int, *, reason: str, by: Viewer) -> SpotFinding:
    """Void a finding with the reason; it stays to be read. Who entered it may, and the office.

    Raises:
        Refused: no reason, points were taken off for it, or it stands in an order to rectify.
        PermissionDenied: somebody else's.
    """
    with acting(by) as act:
        found = SpotFinding.objects.filter(pk=finding_id).values_list("round_unit", flat=True)
        if not found:
            raise Refused(gettext("没有这条记录。请刷新页面。"))
        unit = taken_unit(act, found[0])
        row = act.lock(SpotFinding, finding_id)
        refuse_unless_running(unit)
        own_or_office(act, unit, row.person_id)
        if row.voided_at is not None:
            act.unchanged()
            return row
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么作废。"), "reason")
        if row.deductions.filter(withdrawn_at=None).exists():
            raise Refused(gettext("已经据此扣分。请先撤销那条扣分，再作废。"))
        if OrderLine.objects.filter(finding=row, order__cancelled_at=None).exists():
            raise Refused(gettext("已经列入整改通知。请先撤销那份整改通知，再作废。"))
        row.voided_at = by.at
        row.void_reason = brief(reason, SpotFinding, "void_reason", "reason")
        row.save(update_fields=["voided_at", "void_reason"])
        told(act, "finding.void", unit, text=row.text, reason=row.void_reason)
        return row
