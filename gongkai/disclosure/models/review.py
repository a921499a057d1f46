"""Review: signatures, findings and who answered for them, requests for change."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Person
from gongkai.disclosure.models.choices import choices
from gongkai.disclosure.models.editions import Edition
from gongkai.disclosure.models.items import Item
from gongkai.rules.publishing.signatures import Outcome


class Signature(models.Model):
    """One record of a review: submitted, signed, returned, withdrawn. Append-only.

    ``step`` is a step of the chain, or the author's or publisher's desk. ``to_step`` is where a
    returned edition goes. What a record is worth today is computed by ``rules.publishing``.
    ``principal`` is the absent person in whose place ``person`` acted.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="signatures")
    chain = models.CharField(max_length=80)
    step = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=60)
    principal = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    principal_name = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=10, choices=choices(Outcome))
    to_step = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(outcome="return") | (~Q(reason="") & ~Q(to_step="")),
                name="disclosure_return_has_reason",
            )
        ]


class CheckResult(models.Model):
    """What the checks found in the text with this fingerprint; excerpts are masked."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="check_results")
    fingerprint = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "fingerprint"], name="disclosure_checked_once"
            )
        ]


class Acknowledgement(models.Model):
    """Somebody answers, with a reason, for leaving a finding as it is."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="acknowledgements")
    finding = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "finding"], name="disclosure_acknowledged_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="disclosure_acknowledged_with_reason"
            ),
        ]


class AskedIn(models.TextChoices):
    """The way in which somebody asked for a change."""

    LETTER = "letter", _("来信")
    PHONE = "phone", _("来电")
    VISIT = "visit", _("来访")
    ONLINE = "online", _("网上留言")
    OFFICE = "office", _("单位函告或内部发现")


class ChangeRequest(models.Model):
    """Who asked in what way for a change of a published item, and why (004-e §8).

    Who asked is known in the office alone: no outlet of the public reads these rows.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="change_requests")
    asked_by = models.CharField(max_length=100)
    way = models.CharField(max_length=8, choices=AskedIn.choices, blank=True)
    asked_on = models.DateField()
    why = models.CharField(max_length=1000)
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="change_requests"
    )
    answer = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-id"]


class Reassessment(models.Model):
    """A later look at what is not disclosed: may it be by now (条例 §18)?"""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reassessments")
    on = models.DateField()
    attribute = models.CharField(max_length=12)
    reason = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=500)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
