"""Numbers without gaps or races, per office, kind and year."""

from typing import ClassVar

from django.db import models


class NumberSequence(models.Model):
    """The last number given. Its row is locked until the action that took it has been written."""

    series = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "unit_code", "year"], name="core_sequence_once"
            )
        ]
