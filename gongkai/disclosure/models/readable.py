"""What a program made of a file so that the checks can read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import StoredFile


class CopyState(models.TextChoices):
    """Whether a file could be read."""

    WAITING = "waiting", _("正在读取")
    READ = "read", _("已读取")
    FAILED = "failed", _("没有读出")


class ReadableCopy(models.Model):
    """What the checks read in place of a file, once for the same bytes wherever they are attached.

    ``copy`` is the text of a PDF, or an old Word document as a new one; nobody is ever shown it.
    ``reason`` says why there is none, and the mend.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="readable")
    copy = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, choices=CopyState.choices, default=CopyState.WAITING)
    reason = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    @property
    def waits(self) -> bool:
        """Whether a program has still to read it."""
        return self.state == CopyState.WAITING

    @property
    def failed(self) -> bool:
        """Whether it could not be read."""
        return self.state == CopyState.FAILED

    def __str__(self) -> str:
        return f"{self.file.sha256[:12]}{self.file.suffix}"
