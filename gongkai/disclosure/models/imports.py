"""Documents on their way into a draft: uploaded, not yet read."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Person
from gongkai.disclosure.models.editions import Edition


class ImportState(models.TextChoices):
    """Where a document is on its way. One that arrived has no row any more."""

    WAITING = "waiting", _("正在转换")
    FAILED = "failed", _("没有导入")


class WaitingImport(models.Model):
    """A document a program has to convert before the draft can take it, at most one a draft.

    ``held`` names the upload (``core.files.hold``); empty where it had to be destroyed. The draft
    takes it only while it stands at ``version``. ``person`` uploaded it, in whose name it is taken.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="waiting_import")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    held = models.CharField(max_length=90, blank=True)
    size = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.WAITING)
    reason = models.TextField(blank=True)
    uploaded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return self.name
