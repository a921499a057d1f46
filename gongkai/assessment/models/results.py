"""Results made final: approvals over a snapshot, and corrections after them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models.rounds import Round
from gongkai.core.models import Person


class Snapshot(models.Model):
    """Facts and result of a round at a moment, as anybody can recompute them; never changed.

    ``facts`` is a facts file, ``result`` what ``gongkai assess`` prints, ``hash`` covers both.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="snapshots")
    at = models.DateTimeField()
    facts = models.JSONField()
    result = models.JSONField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "hash"], name="assessment_snapshot_once")
        ]


class ApprovalOutcome(models.TextChoices):
    """What was done at a step of the approval."""

    AGREE = "agree", _("同意")
    RETURN = "return", _("退回")


class Approval(models.Model):
    """One step of the approval of a result: who, over which snapshot. Append-only.

    An approval counts as long as the facts still make the snapshot it was given for. ``mark`` names
    the versions of round and units at that moment: while they are the same, nothing need be
    composed to know that the facts are. A row without one is composed.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="approvals")
    step = models.PositiveSmallIntegerField()
    by_body = models.CharField(max_length=80)
    act = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10, choices=ApprovalOutcome.choices)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="approvals")
    mark = models.CharField(max_length=60, blank=True)
    opinion = models.CharField(max_length=500, blank=True)
    minutes = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(outcome="return") | ~Q(opinion=""),
                name="assessment_approval_returned_with_reason",
            )
        ]


class Revision(models.Model):
    """A correction after the approval: why, who decided it, and what it changed.

    ``before`` and ``after`` are the snapshots around it, so that its effect can be shown.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="revisions")
    reason = models.CharField(max_length=500)
    minutes = models.CharField(max_length=200, blank=True)
    before = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(
        Snapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="assessment_revised_with_reason")
        ]
