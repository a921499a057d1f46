"""Self-assessment: what a unit says of itself, item by item, and its signed report."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models.rounds import RoundUnit
from gongkai.core.models import Person, StoredFile


class SelfState(models.TextChoices):
    """How a unit answers for a point that has no score of its own."""

    DONE = "done", _("已落实")
    PARTLY = "partly", _("部分落实")
    NOT_DONE = "not_done", _("未落实")
    NOT_APPLICABLE = "not_applicable", _("不涉及")


class SelfItem(models.Model):
    """What a unit says of one item: its score or its state, and the reason. Never counted alone.

    ``item`` is an item of the rubric or a point of the checklist. ``version`` counts savings, so
    that two people at one item do not overwrite each other.
    """

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="self_items")
    item = models.CharField(max_length=120)
    score = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=20, choices=SelfState.choices, blank=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round_unit", "item"], name="assessment_self_item_once"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0), name="assessment_self_score_positive"
            ),
        ]


class SelfReport(models.Model):
    """The written report of a unit: submitted, signed, perhaps returned for completion.

    ``score`` is typed where the pack has no rubric to add up. ``file`` is the Word file as signed.
    """

    round_unit = models.OneToOneField(
        RoundUnit, on_delete=models.CASCADE, related_name="self_report"
    )
    score = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    done = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    plans = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(returned_at=None) | ~Q(return_reason=""),
                name="assessment_returned_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(submitted_at__isnull=False),
                name="assessment_signed_after_submission",
            ),
        ]
