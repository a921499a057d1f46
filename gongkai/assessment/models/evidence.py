"""Evidence: what stands behind an item of a unit."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models.ledger import LedgerEntry
from gongkai.assessment.models.rounds import RoundUnit
from gongkai.core.models import Person, StoredFile


class Verdict(models.TextChoices):
    """What those who judge think of a piece of evidence."""

    ACCEPTED = "accepted", _("采信")
    DOUBTED = "doubted", _("存疑")
    REJECTED = "rejected", _("不采信")


class Evidence(models.Model):
    """One piece of evidence: a published item, a file, an entry of the ledger, or words.

    ``disclosure_item`` is the key of a published item (the apps do not know each other's tables).
    ``carried_from`` is the piece of last year's round it continues; its verdict starts anew.
    """

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="evidence")
    item = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    on = models.DateField(null=True, blank=True)
    disclosure_item = models.CharField(max_length=16, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=200, blank=True)
    ledger = models.ForeignKey(
        LedgerEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    note = models.CharField(max_length=500, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    added_at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    removed_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    verdict_reason = models.CharField(max_length=300, blank=True)
    verdict_by = models.CharField(max_length=60, blank=True)
    verdict_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(verdict__in=["", "accepted"]) | ~Q(verdict_reason=""),
                name="assessment_verdict_with_reason",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["round_unit", "item"], name="assessment_evidence_item")
        ]
