"""The scoring desk: what a scorer has looked at, and what those who judge say to each other."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.assessment.models.rounds import RoundUnit
from gongkai.core.models import Person


class ItemLook(models.Model):
    """A scorer has looked at an item and takes nothing off. Says who answers for full marks.

    One for each person, so that progress is one's own and a blind scorer learns nothing of others.
    """

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="looks")
    item = models.CharField(max_length=120)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round_unit", "item", "person"], name="assessment_look_once"
            )
        ]


class ItemComment(models.Model):
    """What somebody who judges says about an item of a unit, or (without one) about the unit.

    For those who judge only; the unit reads reasons of deductions, never comments.
    """

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="comments")
    item = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=1000)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="assessment_comment_in_words")
        ]
        indexes: ClassVar = [
            models.Index(fields=["round_unit", "item"], name="assessment_comment_item")
        ]
