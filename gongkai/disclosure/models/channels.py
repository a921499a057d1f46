"""Channels: where an item was made known, and systems it is handed on to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Person, StoredFile, Unit
from gongkai.disclosure.models.editions import Edition
from gongkai.disclosure.models.items import Item


class ChannelPublication(models.Model):
    """An item was made known through a channel: notice board, meeting, newspaper, broadcast …"""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="channel_publications")
    channel = models.CharField(max_length=80)
    on = models.DateField()
    count = models.PositiveIntegerField(default=1)
    place = models.CharField(max_length=200, blank=True)
    evidence = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(count__gt=0), name="disclosure_channel_count")
        ]


class OutgoingKind(models.TextChoices):
    """How items are handed on."""

    FOLDER = "folder", _("文件夹")
    WEBHOOK = "webhook", _("推送接口")
    FEED = "feed", _("订阅文件")


class Outgoing(models.Model):
    """Another system that receives what a unit and its subordinates publish."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="outgoing")
    title = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=OutgoingKind.choices)
    # Empty takes every category.
    category = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=500)
    secret = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class DeliveryState(models.TextChoices):
    """How handing on went."""

    WAITING = "waiting", _("待送")
    DELIVERED = "delivered", _("已送达")
    FAILED = "failed", _("未送达")


class Delivery(models.Model):
    """One edition handed on to one system, once; ``receipt`` is what it answered."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="deliveries")
    outgoing = models.ForeignKey(Outgoing, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(
        max_length=12, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveIntegerField(default=0)
    receipt = models.CharField(max_length=500, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "outgoing"], name="disclosure_delivered_once"
            )
        ]
