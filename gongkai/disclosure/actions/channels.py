"""Where an item was made known besides the portal: recorded with evidence, voided by mistake."""

from datetime import date
from typing import Final

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.files import clean_name, store
from gongkai.core.wording import brief
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.common import told
from gongkai.disclosure.models import ChannelPublication, Item
from gongkai.policy.disclosure import Channel

# A slip of the finger rather than a print run; the column holds no more than 2^31.
_MOST: Final = 99_999_999


def record_channel(
    item_id: int,
    *,
    channel: str,
    on: date,
    count: int = 1,
    place: str = "",
    evidence: tuple[bytes, str] | None = None,
    by: Viewer,
) -> ChannelPublication:
    """Record that an item was made known through a channel; ``evidence`` is a file and its name.

    Raises:
        Refused: no such channel, a day to come, no count or one out of reach, a place too long,
            or the channel asks for evidence.
        FileRefused: the evidence is not taken.
    """
    with acting(by) as act:
        item = act.lock(Item, item_id)
        act.require("disclosure.channels", item.unit.path)
        known = _check(channel, on, count, evidence is not None, by)
        name = clean_name(evidence[1]) if evidence else ""
        kept = store(evidence[0], name, at=by.at) if evidence else None
        made = ChannelPublication.objects.create(
            item=item,
            channel=channel,
            on=on,
            count=count,
            place=brief(place, ChannelPublication, "place"),
            evidence=kept,
            evidence_name=name,
            created_at=by.at,
            person_id=by.person_id,
        )
        told(
            act,
            "channel.record",
            item,
            channel=known.title,
            channel_id=channel,
            on=on.isoformat(),
            count=f"{count} {known.counted_in}",
        )
        return made


def _check(channel: str, on: date, count: int, has_evidence: bool, by: Viewer) -> Channel:
    try:
        known = rulebook.pack().channel(channel)
    except LookupError as error:
        raise Refused(gettext("没有这种公开渠道。请重新选择。"), "channel") from error
    if on > day_of(by.at):
        raise Refused(gettext("日期还没到。公开之后再登记。"), "on")
    if count < 1:
        raise Refused(gettext("数量至少是 1。请改正。"), "count")
    if count > _MOST:
        raise Refused(gettext("数量不超过 %(most)s。请改正。") % {"most": _MOST}, "count")
    if known.evidence and not has_evidence:
        raise Refused(
            gettext("“%(title)s”须附照片或复印件。请上传。") % {"title": known.title}, "evidence"
        )
    return known


def void_channel(record_id: int, *, reason: str, by: Viewer) -> ChannelPublication:
    """Void a record made by mistake; it stays, and counts no more."""
    with acting(by) as act:
        row = act.lock(ChannelPublication, record_id)
        act.require("disclosure.channels", row.item.unit.path)
        if row.voided_at is not None:
            act.unchanged()
            return row
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么作废。"), "reason")
        row.voided_at = by.at
        row.void_reason = brief(reason, ChannelPublication, "void_reason", "reason")
        row.save(update_fields=["voided_at", "void_reason"])
        told(act, "channel.void", row.item, channel=row.channel, reason=row.void_reason)
        return row
