"""What people looked for in vain or waited for: words counted by day, never by whom."""

from typing import ClassVar

from django.db import models


class SearchedWords(models.Model):
    """A query as people typed it, with how often it found nothing and how slow it was, per day."""

    day = models.DateField()
    words = models.CharField(max_length=100)
    times = models.PositiveIntegerField(default=0)
    nothing = models.PositiveIntegerField(default=0)
    slowest_ms = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-day", "-times"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "words"], name="core_words_once_a_day")
        ]

    def __str__(self) -> str:
        return self.words
