"""What those who judge establish: scores, deductions, findings, decisions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models.results import Revision
from gongkai.assessment.models.rounds import Round, RoundUnit
from gongkai.assessment.models.spot import SpotFinding
from gongkai.core.models import Person


class Origin(models.TextChoices):
    """Where the value of an item comes from."""

    SCORER = "scorer", _("评分")
    COMPUTED = "computed", _("按记录计算")
    SURVEY = "survey", _("问卷")
    IMPORTED = "imported", _("导入")


class ItemScore(models.Model):
    """The value of one item of one unit; which columns matter depends on the item's method.

    ``records`` says where the records behind a computed value stand. ``details`` holds what was
    counted, so that a number can be opened later as it was then.
    """

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="item_scores")
    item = models.CharField(max_length=120)
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.SCORER)
    score = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    level = models.CharField(max_length=80, blank=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    mean = models.DecimalField(max_digits=10, decimal_places=6, null=True, blank=True)
    scale_low = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    scale_high = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    answers = models.PositiveIntegerField(null=True, blank=True)
    records = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round_unit", "item"], name="assessment_item_score_once"
            )
        ]


class DeductionKind(models.TextChoices):
    """Points taken off, or given beyond the rubric."""

    DEDUCT = "deduct", _("扣分")
    AWARD = "award", _("加分")


class Deduction(models.Model):
    """Points taken off an item with reason and evidence; withdrawn, never deleted.

    ``finding`` is the finding of a visit it came from; ``revision`` the correction after approval
    that added it. ``checked_by`` is the second person who agreed.
    """

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="deductions")
    item = models.CharField(max_length=120)
    kind = models.CharField(
        max_length=8, choices=DeductionKind.choices, default=DeductionKind.DEDUCT
    )
    points = models.DecimalField(max_digits=8, decimal_places=2)
    reason = models.CharField(max_length=500)
    evidence = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    finding = models.ForeignKey(
        SpotFinding, null=True, blank=True, on_delete=models.PROTECT, related_name="deductions"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(points__gt=0), name="assessment_points_positive"),
            models.CheckConstraint(condition=~Q(reason=""), name="assessment_deducted_with_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdraw_reason=""),
                name="assessment_withdrawn_with_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["round_unit", "item"], name="assessment_deduction_item")
        ]


class ComponentScore(models.Model):
    """The score one scorer gave a unit in a component; several scorers count as their mean.

    Counted once submitted; a person's own draft is nobody else's business. ``notes`` is what was
    noted on points of the checklist: id → words. ``checked_by`` is the second person who agreed.
    """

    round_unit = models.ForeignKey(
        RoundUnit, on_delete=models.CASCADE, related_name="component_scores"
    )
    component = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    notes = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round_unit", "component", "person"],
                condition=Q(withdrawn_at=None),
                name="assessment_component_score_once",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0), name="assessment_value_positive"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(value__isnull=False),
                name="assessment_submitted_with_value",
            ),
        ]


class NotApplicable(models.Model):
    """An item or dimension a unit cannot have: asked with a reason, approved or refused."""

    round_unit = models.ForeignKey(
        RoundUnit, on_delete=models.CASCADE, related_name="not_applicable"
    )
    item = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)
    approved = models.BooleanField(null=True, blank=True)
    decision_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round_unit", "item"], name="assessment_not_applicable_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="assessment_na_with_reason"),
        ]


class EstablishedFinding(models.Model):
    """An established fact that decides alone, such as fraud; withdrawn, never deleted."""

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="findings")
    finding = models.CharField(max_length=80)
    reason = models.CharField(max_length=500)
    evidence = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    name = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="assessment_found_with_reason"),
            models.UniqueConstraint(
                fields=["round_unit", "finding"],
                condition=Q(withdrawn_at=None),
                name="assessment_found_once",
            ),
        ]


class DecidedGrade(models.Model):
    """A grade decided by people with the reason, where the pack has no thresholds.

    ``ticked`` are the points of the checklist that were found to hold.
    """

    round_unit = models.OneToOneField(
        RoundUnit, on_delete=models.CASCADE, related_name="decided_grade"
    )
    grade = models.CharField(max_length=80)
    reason = models.CharField(max_length=500)
    ticked = models.JSONField(default=list)
    minutes = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    name = models.CharField(max_length=60)
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="assessment_decided_with_reason")
        ]


class TieDecision(models.Model):
    """A minuted decision on the order of units with equal totals at a quota's edge (Q13)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tie_decisions")
    grade = models.CharField(max_length=80)
    order = models.JSONField()
    minutes = models.CharField(max_length=200)
    at = models.DateTimeField()
    name = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(minutes=""), name="assessment_tie_with_minutes")
        ]


class PollBallot(models.Model):
    """The scores a rater gave units in a mutual rating, by code of the rated unit.

    ``rater`` is the code of a unit, or the name of another rater a file names.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ballots")
    rater = models.CharField(max_length=60)
    scores = models.JSONField()
    at = models.DateTimeField()
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "rater"], name="assessment_ballot_once")
        ]
