"""Surveys: questions, tickets and answers. Nothing links an answer to who gave it.

A targeted person gets a ticket; using it marks the ticket and writes the answer, in one
transaction, with no key between the two and no moment finer than the day. Tickets and answers
have keys drawn at random, so that neither tells the order in which they were made.
"""

from secrets import randbits
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models.rounds import Round, RoundUnit
from gongkai.core.models import Person


def random_key() -> int:
    """Return a key that follows from nothing."""
    return randbits(62) + 1


class Survey(models.Model):
    """A questionnaire of a round. ``survey`` is the id the pack's items name.

    ``strata`` is kind of people → weight (citizens, enterprises, deputies …); an empty one counts
    every answer alike. ``is_open_to_all`` lets anybody answer without a ticket, and say of
    themselves that they are of one of ``open_strata``; the others are open to tickets and paper.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="surveys")
    survey = models.CharField(max_length=80)
    key = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    intro = models.TextField(blank=True)
    strata = models.JSONField(default=dict)
    open_strata = models.JSONField(default=list)
    is_open_to_all = models.BooleanField(default=False)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "survey"], name="assessment_survey_once")
        ]

    def __str__(self) -> str:
        return self.title


class QuestionKind(models.TextChoices):
    """How a question is answered; the same as ``rules.rounds.questionnaires.Asks``."""

    SCALE = "scale", _("量表")
    CHOICE = "choice", _("单选")
    TEXT = "text", _("文字")


class Question(models.Model):
    """One question; ``name`` is what the pack's items name, such as ``q1``.

    A scale runs from ``low`` to ``high``; ``options`` are the words of a choice, or of the steps
    of a scale.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    name = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    low = models.PositiveSmallIntegerField(default=1)
    high = models.PositiveSmallIntegerField(default=5)
    options = models.JSONField(default=list)
    required = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "name"], name="assessment_question_once")
        ]


class Ticket(models.Model):
    """The right to answer once about one unit. Only the hash of its code is kept.

    One code may be the right to answer about several units; its tickets have nothing in common.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="tickets")
    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="tickets")
    stratum = models.CharField(max_length=40, blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    batch = models.CharField(max_length=60, blank=True)
    made_on = models.DateField()
    used = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]


class PaperBatch(models.Model):
    """A pile of paper answers entered by hand: how many, by whom, voided as a whole if wrong."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="batches")
    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="paper")
    stratum = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""),
                name="assessment_batch_voided_with_reason",
            )
        ]


class Answer(models.Model):
    """One filled-in questionnaire about one unit: name of a question → what was answered."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    round_unit = models.ForeignKey(RoundUnit, on_delete=models.CASCADE, related_name="answers")
    stratum = models.CharField(max_length=40, blank=True)
    answers = models.JSONField()
    on = models.DateField()
    batch = models.ForeignKey(
        PaperBatch, null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )

    class Meta:
        # In no order that would tell who answered when.
        ordering: ClassVar = ["on", "stratum"]
        indexes: ClassVar = [
            models.Index(fields=["survey", "round_unit"], name="assessment_answer_unit")
        ]
