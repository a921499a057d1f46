"""Handing published items on to other systems, once each, with receipt and retry."""

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.models import Unit
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
    """Try a failed delivery once more."""
    with acting(by) as act:
        delivery = act.lock(Delivery, delivery_id)
        item = delivery.edition.item
        act.require("disclosure.channels", item.unit.path)
        if delivery.state == DeliveryState.DELIVERED:
            raise Refused(gettext("已经送达，不用再送。"))
        delivery.state = DeliveryState.WAITING
        delivery.save(update_fields=["state"])
        act.enqueue(DELIVER, f"delivery:{delivery.pk}", {"delivery": delivery.pk})
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

    Raises:
        Refused: no title, or an address that is none.
    """
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        act.require("disclosure.channels", unit.path)
        if not title.strip():
            raise Refused(gettext("没有写名称。请填写接收系统的名称。"), "title")
        if kind is OutgoingKind.WEBHOOK and not address.startswith(("https://", "http://")):
            raise Refused(gettext("接口地址须以 https:// 开头。请核对。"), "address")
        if kind is not OutgoingKind.WEBHOOK and not _is_plain_name(address):
            raise Refused(gettext("文件夹名只能用字母、数字、短横线和下划线。请改正。"), "address")
        made = Outgoing.objects.create(
            unit=unit,
            title=title.strip(),
            kind=kind,
            address=address,
            category=category,
            secret=secret,
        )
        act.event("outgoing.add", made, unit_path=unit.path, data={"kind": kind, "to": address})
        return made


def _is_plain_name(name: str) -> bool:
    """Whether a name is one folder of the outgoing folder and nothing else."""
    return 0 < len(name) <= 60 and name.replace("-", "").replace("_", "").isalnum()


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
