"""What a person is told, through which channels, and what a person keeps for themselves."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.core.models.people import Person
from gongkai.core.models.units import Unit


class Notice(models.Model):
    """A message to one person. ``key`` makes telling twice impossible."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    href = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="core_notice_once")
        ]


class NoticeTemplate(models.Model):
    """An office's own wording of a kind of notice, in place of the usual one."""

    kind = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)


class WebhookKind(models.TextChoices):
    """Whose JSON a webhook speaks."""

    WECOM = "wecom", _("企业微信群机器人")
    DINGTALK = "dingtalk", _("钉钉群机器人")
    JSON = "json", _("通用 JSON")


class Webhook(models.Model):
    """A group chat or system told of a unit's notices."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="webhooks")
    kind = models.CharField(max_length=20, choices=WebhookKind.choices)
    title = models.CharField(max_length=100)
    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=100, blank=True)
    notice_kinds = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)


class Delivery(models.Model):
    """A receipt: a notice left by a channel. What has a receipt is not sent again.

    ``target`` is the id of the person or of the webhook; ``detail`` what the other side answered.
    """

    channel = models.CharField(max_length=20)
    target = models.BigIntegerField()
    key = models.CharField(max_length=120)
    at = models.DateTimeField()
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "target", "key"], name="core_delivery_once")
        ]


class SavedFilter(models.Model):
    """A filter of a list that a person gave a name."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_filters")
    list_id = models.CharField(max_length=60)
    name = models.CharField(max_length=50)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "list_id", "name"], name="core_saved_filter_once"
            )
        ]
