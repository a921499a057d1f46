"""Periods of validity: a reorganisation closes a row and opens another, it never rewrites one."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q


class PeriodQuerySet(models.QuerySet["Period"]):
    """Rows with a period."""

    def on(self, day: date) -> Self:
        """Keep what is in force on a day: ``until`` is the first day no longer covered."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


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
