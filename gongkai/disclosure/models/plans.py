"""The yearly plan, matters in stages, and duties waived. Duties themselves are derived."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.core.models import Person, Unit
from gongkai.disclosure.models.items import Item


class PlanLine(models.Model):
    """One line of a unit's disclosure plan for a year (004-main §13)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plan_lines")
    year = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    category = models.CharField(max_length=120)
    due_on = models.DateField()
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_lines"
    )
    note = models.CharField(max_length=300, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(dropped_at=None) | ~Q(drop_reason=""),
                name="disclosure_dropped_line_has_reason",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["year", "unit"], name="disclosure_plan_year")]

    def __str__(self) -> str:
        return self.title


class DutyWaiver(models.Model):
    """A unit need not meet a duty from one day to another: it has nothing of the kind, say."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duty_waivers")
    category = models.CharField(max_length=120)
    start = models.DateField()
    end = models.DateField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "category", "start", "end"],
                name="disclosure_waived_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="disclosure_waived_with_reason"),
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="disclosure_waiver_period"
            ),
        ]


class Matter(models.Model):
    """Something opened stage by stage: a project, a land acquisition, a recruitment (001-2)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="matters")
    category = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    started_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["started_on", "id"]

    def __str__(self) -> str:
        return self.title


class MatterStage(models.Model):
    """What is known of one stage: when it was reached, its own date, the item that opens it."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=80)
    reached_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="matter_stages"
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "stage"], name="disclosure_stage_once")
        ]
