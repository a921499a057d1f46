"""The work ledger (台账): what was planned and done all year, feeding items and indicators."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Person, StoredFile, Unit


class LedgerKind(models.TextChoices):
    """Kinds of work the sources count (002 §12, 001-1, 001-2, 001-4)."""

    MEETING = "meeting", _("领导小组会议")
    REPORT_HEARD = "report_heard", _("主要负责人听取汇报")
    TRAINING = "training", _("培训")
    INSPECTION = "inspection", _("督查检查")
    PUBLICITY = "publicity", _("宣传")
    CONFERENCE = "conference", _("新闻发布会")
    FUNDING = "funding", _("经费")
    STAFF = "staff", _("人员")
    SUPERVISION = "supervision", _("社会监督、评议")
    OTHER = "other", _("其他")


class LedgerEntry(models.Model):
    """One entry of a unit's ledger. ``planned_on`` without ``on`` is planned and not yet held.

    ``people`` counts participants, ``amount`` is in yuan, ``leader`` says that the main leader
    took part.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ledger")
    kind = models.CharField(max_length=20, choices=LedgerKind.choices)
    title = models.CharField(max_length=200)
    planned_on = models.DateField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=100, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    leader = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-planned_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(on__isnull=False) | Q(planned_on__isnull=False),
                name="assessment_ledger_has_day",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""),
                name="assessment_ledger_voided_with_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "kind", "on"], name="assessment_ledger_unit")
        ]

    def __str__(self) -> str:
        return self.title
