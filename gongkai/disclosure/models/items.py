"""Items: what is disclosed, with one identity through all its editions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.core.models import Person, Unit
from gongkai.disclosure.models.choices import choices
from gongkai.rules.publishing.availability import RemovalGround
from gongkai.rules.publishing.values import Attribute, Availability


class Item(models.Model):
    """A matter to be disclosed. ``key`` is its address from the first draft on and never changes.

    ``index_number`` (索引号) is given when it is first published. ``category`` and ``content_type``
    are ids of the disclosure pack.
    """

    key = models.CharField(max_length=16, unique=True)
    index_number = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="items")
    category = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)
    attribute = models.CharField(
        max_length=12, choices=choices(Attribute), default=Attribute.PUBLIC.value
    )
    attribute_reason = models.CharField(max_length=80, blank=True)
    attribute_note = models.CharField(max_length=500, blank=True)
    availability = models.CharField(
        max_length=12, choices=choices(Availability), default=Availability.UNPUBLISHED.value
    )
    removal_ground = models.CharField(
        max_length=20, choices=choices(RemovalGround), blank=True, default=""
    )
    # What is said to the public in place of a withdrawn page.
    notice = models.CharField(max_length=500, blank=True)
    availability_at = models.DateTimeField(null=True, blank=True)
    redirect_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="redirected_from"
    )
    interprets = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="interpretations"
    )
    clarifies = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="clarifications"
    )
    # The item whose history this one carries on, after a reform of units for instance.
    continues = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )
    review_due = models.DateField(null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["index_number"],
                condition=~Q(index_number=""),
                name="disclosure_index_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(attribute="withheld") | ~Q(attribute_reason=""),
                name="disclosure_withheld_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(availability="redirected", redirect_to__isnull=False)
                | (~Q(availability="redirected") & Q(redirect_to=None)),
                name="disclosure_redirect_has_target",
            ),
            models.CheckConstraint(
                condition=~Q(availability="withdrawn") | ~Q(notice=""),
                name="disclosure_withdrawn_has_notice",
            ),
            models.CheckConstraint(
                condition=Q(availability="unpublished")
                | (Q(first_published_at__isnull=False) & ~Q(index_number="")),
                name="disclosure_published_has_number",
            ),
            # What is not for the public is not live, whatever any code believes.
            models.CheckConstraint(
                condition=~Q(availability="live") | Q(attribute="public"),
                name="disclosure_live_is_public",
            ),
            *[
                models.CheckConstraint(
                    condition=Q((field, None)) | ~Q((field, F("id"))),
                    name=f"disclosure_{field}_another",
                )
                for field in ("redirect_to", "interprets", "clarifies", "continues")
            ],
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "category"], name="disclosure_item_unit"),
            models.Index(
                fields=["category", "first_published_at"], name="disclosure_item_category"
            ),
            # Lists by unit, by type and of everything, the newest first.
            models.Index(fields=["unit", "first_published_at"], name="disclosure_item_unit_list"),
            models.Index(
                fields=["content_type", "first_published_at"], name="disclosure_item_type_list"
            ),
            models.Index(fields=["first_published_at"], name="disclosure_item_list"),
            # Which registers a unit has entries in.
            models.Index(fields=["content_type", "unit"], name="disclosure_item_register"),
            models.Index(
                fields=["review_due"],
                condition=Q(review_due__isnull=False),
                name="disclosure_item_review_due",
            ),
        ]

    def __str__(self) -> str:
        return self.index_number or self.key
