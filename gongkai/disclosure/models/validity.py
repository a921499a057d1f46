"""Legal validity: what happened to a document, when, by which other document."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Person
from gongkai.disclosure.models.items import Item


class ValidityKind(models.TextChoices):
    """What may happen to a document in force."""

    EFFECTIVE = "effective", _("施行")
    AMENDED = "amended", _("修改")
    PARTLY_REPEALED = "partly_repealed", _("部分废止")
    REPEALED = "repealed", _("废止")
    EXPIRES = "expires", _("失效")
    EXTENDED = "extended", _("延长有效期")


class ValidityEvent(models.Model):
    """One event in the legal life of an item, dated. A mistaken one is voided, never removed."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="validity_events")
    kind = models.CharField(max_length=16, choices=ValidityKind.choices)
    on = models.DateField()
    by_item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="validity_effects"
    )
    by_text = models.CharField(max_length=300, blank=True)
    article = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind__in=["amended", "partly_repealed", "repealed"])
                | Q(by_item__isnull=False)
                | ~Q(by_text=""),
                name="disclosure_validity_has_document",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""),
                name="disclosure_void_has_reason",
            ),
        ]
