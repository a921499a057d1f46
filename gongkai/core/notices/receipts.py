"""Receipts: what left by a channel is not sent again when its job runs a second time."""

from gongkai.core.models import Delivery
from gongkai.core.outbox import Run

MAIL_CHANNEL = "mail"
WEBHOOK_CHANNEL = "webhook"


def was_sent(channel: str, target: int, key: str) -> bool:
    """Whether there is a receipt."""
    return Delivery.objects.filter(channel=channel, target=target, key=key).exists()


def note_sent(channel: str, target: int, key: str, run: Run, detail: str) -> None:
    """Write the receipt, at once after the other side has accepted."""
    Delivery.objects.get_or_create(
        channel=channel, target=target, key=key, defaults={"at": run.at, "detail": detail[:200]}
    )
