"""Spot checks: the draw anybody can repeat, the visits, and what was found."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.assessment.models.rounds import Round, RoundUnit
from gongkai.core.models import Person, StoredFile


class Draw(models.Model):
    """A stratified draw of units: the list is fixed first (``at``), then the seed is put in.

    ``listed`` is the list drawn from, as rows of code, name and group, ``list_hash`` the hash of
    its file; ``sizes`` is group → number drawn; ``excluded`` is unit code → reason; ``drawn`` are
    codes in the order they came. Seed, list and method give the same draw again, on any machine.
    A stage has one draw; a second one begins when the first was voided, which stays to be seen.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="draws")
    stage = models.CharField(max_length=80, blank=True)
    method = models.CharField(max_length=40)
    seed = models.CharField(max_length=80, blank=True)
    seed_source = models.CharField(max_length=200, blank=True)
    sizes = models.JSONField()
    listed = models.JSONField()
    list_hash = models.CharField(max_length=64)
    excluded = models.JSONField(default=dict)
    drawn = models.JSONField(default=list)
    witness = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.CharField(max_length=60, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""),
                name="assessment_draw_voided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at=None) | (~Q(seed="") & ~Q(seed_source="")),
                name="assessment_drawn_with_seed",
            ),
            models.UniqueConstraint(
                fields=["round", "stage"],
                condition=Q(voided_at=None),
                name="assessment_draw_once",
            ),
        ]


class Visit(models.Model):
    """One use of a form of checking at a unit: a meeting, a visit, an interview, a look at files.

    A visit is planned, held, or recorded at once; ``held_at`` is when it was recorded as held.
    ``people`` is category → number present. ``announced`` tells announced from unannounced visits
    (明察, 暗访), ``special`` those on one subject from regular ones (专项, 经常性). ``key`` and
    ``held_key`` are made by whoever sends it, so that what is sent twice is one visit.
    """

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="visits")
    key = models.CharField(max_length=40)
    form = models.CharField(max_length=80)
    on = models.DateField()
    time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=100, blank=True)
    people = models.JSONField(default=dict)
    announced = models.BooleanField(default=True)
    special = models.BooleanField(default=False)
    inspectors = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.CharField(max_length=60, blank=True)
    held_key = models.CharField(max_length=40, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "time", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round_unit", "key"], name="assessment_visit_once"),
            models.UniqueConstraint(
                fields=["round_unit", "held_key"],
                condition=~Q(held_key=""),
                name="assessment_held_once",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""),
                name="assessment_visit_voided_with_reason",
            ),
        ]


class SpotFinding(models.Model):
    """Something found at a unit, with place, time and photograph. Points come by a deduction.

    ``item`` is an item of the rubric or a point of the checklist, ``clause`` a citation.
    """

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="spotted")
    visit = models.ForeignKey(
        Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    key = models.CharField(max_length=40)
    item = models.CharField(max_length=120, blank=True)
    clause = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=1000)
    is_problem = models.BooleanField(default=True)
    place = models.CharField(max_length=100, blank=True)
    seen_at = models.DateTimeField()
    photo = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    photo_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["seen_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round_unit", "key"], name="assessment_spotted_once"),
            models.CheckConstraint(condition=~Q(text=""), name="assessment_spotted_in_words"),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""),
                name="assessment_spotted_voided_with_reason",
            ),
        ]
