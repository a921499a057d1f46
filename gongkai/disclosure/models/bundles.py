"""Release bundles: a document, its interpretation and more, in one minute."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Person, Unit
from gongkai.disclosure.models.editions import Edition


class Bundle(models.Model):
    """Editions released together. Its state is derived from its members; ``closed_at`` marks one
    that was taken apart again.
    """

    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bundles")
    release_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.title


class MemberRole(models.TextChoices):
    """What an edition is in its bundle."""

    DOCUMENT = "document", _("文件")
    INTERPRETATION = "interpretation", _("解读")
    RELATED = "related", _("相关材料")


class BundleMember(models.Model):
    """An edition in a bundle; in one at most."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="members")
    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, related_name="bundle_membership"
    )
    role = models.CharField(max_length=16, choices=MemberRole.choices)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
