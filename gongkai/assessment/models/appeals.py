"""Appeals against scores and grades: filed, heard by others than who scored, decided."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models.results import Revision
from gongkai.assessment.models.rounds import RoundUnit
from gongkai.core.models import Person, StoredFile
from gongkai.rules.rounds.appeals import AppealMoments, AppealState, appeal_state


class AppealOutcome(models.TextChoices):
    """What was decided on an appeal."""

    UPHELD = "upheld", _("维持")
    PARTLY = "partly", _("部分更正")
    CHANGED = "changed", _("更正")
    INADMISSIBLE = "inadmissible", _("不予受理")


class Appeal(models.Model):
    """A unit asks for its scores or grade to be reviewed, by others than those who scored.

    ``covers`` is ``scores`` (then ``items`` names which) or ``grades``. ``number`` is of the
    decision, ``revision`` the correction that follows from it.
    """

    round_unit = models.ForeignKey(RoundUnit, on_delete=models.PROTECT, related_name="appeals")
    key = models.CharField(max_length=40)
    covers = models.CharField(max_length=40)
    items = models.JSONField(default=list)
    text = models.TextField()
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=200, blank=True)
    filed_at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    body = models.CharField(max_length=100, blank=True)
    admitted_at = models.DateTimeField(null=True, blank=True)
    admitted_by = models.CharField(max_length=60, blank=True)
    hearers = models.ManyToManyField(Person, blank=True, related_name="appeals_heard")
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=14, choices=AppealOutcome.choices, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    number = models.CharField(max_length=60, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="assessment_appeal_says_why"),
            models.CheckConstraint(
                condition=Q(decided_at=None) | (~Q(outcome="") & ~Q(reason="")),
                name="assessment_appeal_decided_with_reason",
            ),
            models.UniqueConstraint(
                fields=["round_unit", "key"], name="assessment_appeal_sent_once"
            ),
            models.UniqueConstraint(
                fields=["round_unit"],
                condition=Q(decided_at=None, withdrawn_at=None),
                name="assessment_appeal_one_open",
            ),
        ]

    @property
    def state(self) -> AppealState:
        """Where the appeal stands. Asks for its revision once there is one."""
        return appeal_state(
            AppealMoments(
                admitted_at=self.admitted_at,
                decided_at=self.decided_at,
                outcome=self.outcome,
                withdrawn_at=self.withdrawn_at,
                correcting=self.revision is not None,
                corrected=self.revision is not None and self.revision.after_id is not None,
            )
        )
