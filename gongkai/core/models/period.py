"""Periods of validity: a reorganisation closes a row and opens another, it never rewrites one."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


def in_force(day: date, prefix: str = "") -> Q:
    """Return the condition that a row with a period is in force on a day.

    ``prefix`` leads to the row from another, such as ``assignments__``.
    """
    ended = Q((f"{prefix}until", None)) | Q((f"{prefix}until__gt", day))
    return ended & Q((f"{prefix}since__lte", day))


class Period(models.Model):
    """A row in force from ``since`` until the day before ``until``, open where that is null."""

    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="%(app_label)s_%(class)s_period",
            )
        ]

    def covers(self, day: date) -> bool:
        """Whether the row is in force on a day."""
        return self.since <= day and (self.until is None or day < self.until)
