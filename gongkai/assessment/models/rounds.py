"""Rounds: one assessment of one period, with its pinned pack, units, stages and scorers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.core.models import Person, Unit
from gongkai.rules.rounds import Moments, Phase, phase_of


class PinnedPack(models.Model):
    """The files of a pack as they were when a round took it. Later versions never touch them.

    ``files`` is folder/name → text, with the pack's base beside it; ``hash`` covers everything in
    it that decides (``Scheme.hash``).
    """

    hash = models.CharField(max_length=64, unique=True)
    pack = models.CharField(max_length=64)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    folder = models.CharField(max_length=80)
    files = models.JSONField()
    pinned_at = models.DateTimeField()


class Round(models.Model):
    """One round. ``unit`` is the organ whose office runs it; ``within`` is the round above it.

    ``readings`` are the choices made for this round, by name. ``version`` counts changes of facts
    that concern all units (readings, ties, ballots). ``is_public`` opens results to the public.
    """

    key = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    year = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rounds")
    pack = models.ForeignKey(PinnedPack, on_delete=models.PROTECT, related_name="rounds")
    readings = models.JSONField(default=dict)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="following"
    )
    within = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="nested"
    )
    is_public = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    notice_number = models.CharField(max_length=80, blank=True)
    notice_text = models.TextField(blank=True)
    bulletin_number = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    notified_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-year", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancel_reason=""),
                name="assessment_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(announced_at=None) | Q(approved_at__isnull=False),
                name="assessment_announced_after_approval",
            ),
            *[
                models.CheckConstraint(
                    condition=Q((field, None)) | ~Q((field, F("id"))),
                    name=f"assessment_round_{field}_another",
                )
                for field in ("previous", "within")
            ],
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def phase(self) -> Phase:
        """Where the round stands, from its moments."""
        return phase_of(
            Moments(
                self.notified_at,
                self.approved_at,
                self.announced_at,
                self.closed_at,
                self.cancelled_at,
            )
        )


class RoundStage(models.Model):
    """The days of a stage of the pack in this round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=80)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "stage"], name="assessment_stage_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="assessment_stage_days",
            ),
        ]


class RoundUnit(models.Model):
    """A unit in a round, with name and group as they were when the round began.

    ``version`` counts changes of facts that decide its score. The receipt (签收) is of the notice.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assessments")
    name = models.CharField(max_length=100)
    group = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="subordinates"
    )
    position = models.PositiveIntegerField(default=0)
    exempt = models.BooleanField(default=False)
    exempt_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.CharField(max_length=60, blank=True)
    result_received_at = models.DateTimeField(null=True, blank=True)
    result_received_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "unit"], name="assessment_unit_once"),
            models.CheckConstraint(
                condition=Q(exempt=False) | ~Q(exempt_reason=""),
                name="assessment_exempt_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="assessment_parent_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StageExtension(models.Model):
    """More time for one unit in one stage, with the reason."""

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="extensions")
    stage = models.CharField(max_length=80)
    until = models.DateField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round_unit", "stage"], name="assessment_extended_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="assessment_extended_with_reason"),
        ]


class Scorer(models.Model):
    """A person who scores in a round: a component, or the rubric where ``component`` is empty.

    Without ``units`` all units; without ``items`` all items. ``blind`` scorers see what is
    assigned to them and nothing else. ``checks`` marks the second person who confirms.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="scorers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="scoring")
    component = models.CharField(max_length=80, blank=True)
    units = models.ManyToManyField(RoundUnit, blank=True, related_name="scorers")
    items = models.JSONField(default=list)
    blind = models.BooleanField(default=False)
    checks = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "person", "component"],
                condition=Q(removed_at=None),
                name="assessment_scorer_once",
            )
        ]
