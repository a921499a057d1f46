"""Files as received, kept under the hash of their bytes."""

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """The bytes of a file; the same bytes are kept once. Names belong to whoever uses the file."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    suffix = models.CharField(max_length=12)
    stored_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="core_file_not_empty")
        ]
