"""Handing published items on to other systems, once each, with receipt and retry."""

from typing import Any

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.models import Unit
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import (
    Delivery,
    DeliveryState,
    Edition,
    Item,
    Outgoing,
    OutgoingKind,
)

DELIVER = "disclosure.deliver"


def hand_on(act: Act, item: Item, edition: Edition) -> None:
    """Note, with the publication, to whom the edition goes, and enqueue the deliveries."""
    ids = [int(part) for part in item.unit.path.split("/") if part]
    takers = Outgoing.objects.filter(
        is_active=True, unit_id__in=ids, category__in=["", item.category]
    )
    for outgoing in takers:
        delivery, made = Delivery.objects.get_or_create(
            edition=edition, outgoing=outgoing, defaults={"created_at": act.by.at}
        )
        if made:
            act.enqueue(DELIVER, f"delivery:{delivery.pk}", {"delivery": delivery.pk})


def note_delivery(delivery_id: int, *, receipt: str = "", error: str = "", by: Viewer) -> Delivery:
    """Note how a try went: the receipt, or what went wrong. A delivered one stays delivered."""
    with acting(by) as act:
        delivery = act.lock(Delivery, delivery_id)
        item = delivery.edition.item
        act.require("disclosure.channels", item.unit.path)
        if delivery.state == DeliveryState.DELIVERED:
            act.unchanged()
            return delivery
        delivery.attempts += 1
        delivery.receipt, delivery.error = receipt[:500], error[:500]
        if not error:
            delivery.state, delivery.delivered_at = DeliveryState.DELIVERED, by.at
        else:
            delivery.state = DeliveryState.FAILED
        delivery.save()
        act.event(
            "delivery.note",
            item,
            unit_path=item.unit.path,
            title=delivery.edition.title,
            data={"to": delivery.outgoing.title, "receipt": receipt[:200], "error": error[:200]},
        )
        return delivery


def deliver_again(delivery_id: int, *, by: Viewer) -> Delivery:
    """Try a failed delivery once more. Asked for while it waits, it only makes sure a job does.

    Raises:
        Refused: it has arrived, or the system is no longer handed on to.
    """
    with acting(by) as act:
        delivery = act.lock(Delivery, delivery_id)
        item = delivery.edition.item
        act.require("disclosure.channels", item.unit.path)
        if delivery.state == DeliveryState.DELIVERED:
            raise Refused(gettext("已经送达，不用再送。"))
        if not delivery.outgoing.is_active:
            raise Refused(gettext("“%(to)s”已停用，不再推送。") % {"to": delivery.outgoing.title})
        act.enqueue(DELIVER, f"delivery:{delivery.pk}", {"delivery": delivery.pk})
        if delivery.state == DeliveryState.WAITING:
            act.unchanged()
            return delivery
        delivery.state = DeliveryState.WAITING
        delivery.save(update_fields=["state"])
        act.event(
            "delivery.again",
            item,
            unit_path=item.unit.path,
            title=delivery.edition.title,
            data={"to": delivery.outgoing.title},
        )
        return delivery


def add_outgoing(
    unit_id: int,
    *,
    title: str,
    kind: OutgoingKind,
    address: str,
    category: str = "",
    secret: str = "",
    by: Viewer,
) -> Outgoing:
    """Name another system that receives what a unit and those below it publish.

    Naming the very same one again gives the one there is.

    Raises:
        Refused: no title, an address that is none or already taken, no such category.
    """
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        act.require("disclosure.channels", unit.path)
        told: dict[str, Any] = {
            "title": title.strip(),
            "kind": kind,
            "address": address.strip(),
            "category": category,
            "secret": secret,
        }
        same = Outgoing.objects.filter(unit=unit, is_active=True, **told).first()
        if same is not None:
            act.unchanged()
            return same
        _check(unit, **told)
        made = Outgoing.objects.create(unit=unit, **told)
        act.event(
            "outgoing.add", made, unit_path=unit.path, data={"kind": kind, "to": made.address}
        )
        return made


def _check(
    unit: Unit, *, title: str, kind: OutgoingKind, address: str, category: str, secret: str
) -> None:
    """Refuse what cannot be handed on to."""
    if not title:
        raise Refused(gettext("没有写名称。请填写接收系统的名称。"), "title")
    if len(title) > 100:
        raise Refused(gettext("名称太长，不超过 100 个字。请缩短。"), "title")
    if len(secret) > 100:
        raise Refused(gettext("密钥太长，不超过 100 个字符。请换一个。"), "secret")
    if category and not rulebook.pack().has_node(category):
        raise Refused(gettext("没有这个类别。请重新选择。"), "category")
    taken = Outgoing.objects.filter(address=address, is_active=True)
    if kind is OutgoingKind.WEBHOOK:
        if not address.startswith(("https://", "http://")) or len(address) > 500:
            raise Refused(gettext("接口地址须以 https:// 开头。请核对。"), "address")
        same = taken.filter(unit=unit)
        if (same.filter(category__in=["", category]) if category else same).exists():
            raise Refused(gettext("已经推送到这个地址。请先停用原来的。"), "address")
        return
    if not _is_plain_name(address):
        raise Refused(gettext("文件夹名只能用字母、数字、短横线和下划线。请改正。"), "address")
    # Two systems in one folder would read each other's items.
    if taken.exclude(kind=OutgoingKind.WEBHOOK).exists():
        raise Refused(gettext("这个文件夹已有接收系统使用。请换一个名字。"), "address")


def _is_plain_name(name: str) -> bool:
    """Whether a name is one folder of the outgoing folder and nothing else."""
    plain = name.replace("-", "").replace("_", "")
    return len(name) <= 60 and plain.isascii() and plain.isalnum()


def stop_outgoing(outgoing_id: int, *, by: Viewer) -> Outgoing:
    """Stop handing on to a system; what was delivered stays in the record."""
    with acting(by) as act:
        outgoing = act.lock(Outgoing, outgoing_id)
        act.require("disclosure.channels", outgoing.unit.path)
        if not outgoing.is_active:
            act.unchanged()
            return outgoing
        outgoing.is_active = False
        outgoing.save(update_fields=["is_active"])
        act.event("outgoing.stop", outgoing, unit_path=outgoing.unit.path)
        return outgoing
