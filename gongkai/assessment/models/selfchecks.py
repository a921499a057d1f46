"""Self-checks of townships (乡镇自查报告): filled in, saved as one types, signed once."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.core.models import Person, StoredFile, Unit


class SelfCheck(models.Model):
    """One unit's self-check of a year.

    ``ticks`` holds by point what was said and what shows it. ``stated`` is a total somebody typed,
    kept to be held against the records. ``figures`` are the records' numbers, fixed with the
    signature; until then they are counted each time.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="self_checks")
    year = models.PositiveIntegerField()
    ticks = models.JSONField(default=dict)
    stated = models.PositiveIntegerField(null=True, blank=True)
    done = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    plans = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)
    figures = models.JSONField(null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=60, blank=True)
    signer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-year", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="assessment_self_check_once"),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(figures__isnull=False, file__isnull=False),
                name="assessment_self_check_signed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.name} {self.year}"
