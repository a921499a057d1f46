"""Legal validity: what happened to a document, when, by which other document."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Person
from gongkai.disclosure.models.items import Item
from gongkai.rules.publishing.validity import ValidityKind

KINDS: Final = (
    (ValidityKind.EFFECTIVE.value, _("施行")),
    (ValidityKind.AMENDED.value, _("修改")),
    (ValidityKind.REPEALED_IN_PART.value, _("部分废止")),
    (ValidityKind.EXPIRES.value, _("有效期至")),
    (ValidityKind.EXTENDED.value, _("延长有效期")),
    (ValidityKind.REPEALED.value, _("废止")),
)


class ValidityEvent(models.Model):
    """One event in the legal life of an item, dated. A mistaken one is voided, never removed.

    From when to when an edition says of itself that it is in force stands in the edition.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="validity_events")
    kind = models.CharField(max_length=20, choices=KINDS)
    on = models.DateField()
    # The last day in force, for an extension.
    until = models.DateField(null=True, blank=True)
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
                condition=~Q(kind__in=["amended", "repealed_in_part", "repealed"])
                | Q(by_item__isnull=False)
                | ~Q(by_text=""),
                name="disclosure_validity_has_document",
            ),
            models.CheckConstraint(
                condition=~Q(kind="extended") | Q(until__isnull=False),
                name="disclosure_extension_has_end",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""),
                name="disclosure_void_has_reason",
            ),
        ]
