"""Monthly bulletins (月度通报): what units published in a month, as it was told them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.core.models import Person, Unit


class MonthlyBulletin(models.Model):
    """One bulletin with its figures and the records behind each of them. Append-only.

    ``month`` is its first day; ``scope`` says which units it is over. ``hash`` is SHA-256 over
    the figures. A correction ``replaces`` the bulletin it corrects, with the reason.
    """

    key = models.CharField(max_length=24, unique=True)
    organ = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bulletins_issued")
    month = models.DateField()
    scope = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    figures = models.JSONField()
    hash = models.CharField(max_length=64)
    units = models.ManyToManyField(Unit, related_name="bulletins")
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    reason = models.CharField(max_length=300, blank=True)
    issued_at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["-month", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ", "month", "scope"],
                condition=Q(replaces=None),
                name="assessment_bulletin_once",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""),
                name="assessment_bulletin_corrected_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title
