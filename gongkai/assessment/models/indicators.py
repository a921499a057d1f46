"""Indicators as they were counted: snapshots that stay, whatever the records become later."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.assessment.models.rounds import Round, RoundUnit
from gongkai.core.models import Person


class IndicatorRun(models.Model):
    """One counting of all indicators for all units of a round. Append-only.

    ``as_of`` is the last day counted. ``changed`` of ``counted`` numbers differ from the time
    before; ``hash`` covers all of them.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="indicator_runs")
    as_of = models.DateField()
    at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    counted = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-id"]


class IndicatorCount(models.Model):
    """What was counted for one unit, with the records behind it; replaced only by another number.

    ``records`` are as ``rules.tallies.Record`` keeps them. ``replaced_at`` is empty where this is
    the number that holds.
    """

    run = models.ForeignKey(IndicatorRun, on_delete=models.CASCADE, related_name="counts")
    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="counts")
    indicator = models.CharField(max_length=80)
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    records = models.JSONField(default=list)
    hash = models.CharField(max_length=64)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round_unit", "indicator"],
                condition=Q(replaced_at=None),
                name="assessment_count_holds_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["indicator", "round_unit"], name="assessment_count_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.numerator}/{self.denominator}"
