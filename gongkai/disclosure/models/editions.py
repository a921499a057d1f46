"""Editions: what an item says, one live and one in work at a time."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Person, StoredFile
from gongkai.disclosure.models.choices import choices
from gongkai.disclosure.models.items import Item
from gongkai.rules.publishing.values import Attribute, EditionState

OPEN_STATES: Final = (
    EditionState.DRAFT,
    EditionState.IN_REVIEW,
    EditionState.APPROVED,
    EditionState.SCHEDULED,
)
UNFINISHED: Final = (EditionState.DRAFT, EditionState.DISCARDED)
"""Editions nobody has put forward, or nobody will any more: only the unit that drafts sees them."""
_OPEN: Final = [state.value for state in OPEN_STATES]


class Edition(models.Model):
    """One edition of an item. ``version`` grows with every save, so that nobody overwrites another
    unseen; ``fingerprint`` is the hash of all that reviewers sign.

    ``release_failure`` says why the last release at a set minute did not happen; the edition then
    waits as approved. ``urgent_reason`` marks an emergency publication, for which a review is owed
    until ``reviewed_after_at``.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=choices(EditionState), default=EditionState.DRAFT.value
    )
    version = models.PositiveIntegerField(default=1)

    title = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    document_number = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    keywords = models.JSONField(default=list, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    # The last day of the period it reports on, where it is a periodic report.
    covers_until = models.DateField(null=True, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)

    change_note = models.CharField(max_length=500, blank=True)
    is_major = models.BooleanField(default=True)
    is_important = models.BooleanField(default=False)
    author = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="editions"
    )
    # Everybody who wrote or changed this text; none of them may sign it.
    writers = models.ManyToManyField(Person, related_name="written_editions", blank=True)
    base = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="derived"
    )
    fingerprint = models.CharField(max_length=64, blank=True)
    chain = models.CharField(max_length=80, blank=True)
    # The disclosure attribute of the item as it was signed with this edition.
    attribute = models.CharField(max_length=12, choices=choices(Attribute), blank=True)
    attribute_reason = models.CharField(max_length=80, blank=True)
    attribute_note = models.CharField(max_length=500, blank=True)

    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    release_at = models.DateTimeField(null=True, blank=True)
    release_failure = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    urgent_reason = models.CharField(max_length=500, blank=True)
    reviewed_after_at = models.DateTimeField(null=True, blank=True)

    import_source = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    import_name = models.CharField(max_length=200, blank=True)
    import_report = models.JSONField(null=True, blank=True)
    import_accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["item", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "number"], name="disclosure_edition_number_once"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="live"), name="disclosure_one_live_edition"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state__in=_OPEN), name="disclosure_one_open_edition"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["live", "superseded"]) | Q(published_at__isnull=False),
                name="disclosure_published_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(release_at__isnull=False),
                name="disclosure_scheduled_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"]) | ~Q(fingerprint=""),
                name="disclosure_submitted_has_fingerprint",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(state="live"),
                name="disclosure_live",
            ),
            models.Index(
                fields=["state", "submitted_at"],
                condition=Q(state__in=_OPEN),
                name="disclosure_open",
            ),
            # Later editions alone: when the months of the sitemap last changed.
            models.Index(
                fields=["item", "published_at"],
                condition=Q(number__gt=1),
                name="disclosure_later",
            ),
            models.Index(
                fields=["document_number"],
                condition=~Q(document_number=""),
                name="disclosure_document_number",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("（未填标题）"))


class AttachmentKind(models.TextChoices):
    """What a file is to its edition."""

    ORIGINAL = "original", _("原件")
    ATTACHMENT = "attachment", _("附件")
    IMAGE = "image", _("图片")
    AUDIO = "audio", _("音频")
    VIDEO = "video", _("视频")


class Attachment(models.Model):
    """A file of an edition. ``replaced_by`` names the masked copy that is shown in its place;
    ``is_masked`` says that this is one, also in later editions that have it without what it stands
    for; ``description`` is what is read aloud instead of a picture.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    description = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=AttachmentKind.choices)
    position = models.PositiveIntegerField(default=0)
    # Removing the masked copy removes what it stands for: an unmasked file never comes back.
    replaced_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replaces"
    )
    is_masked = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "name"],
                condition=Q(replaced_by=None),
                name="disclosure_attachment_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_as(self) -> str:
        """What the file is, in words: who sees a masked copy must not take it for the original."""
        return gettext("脱敏副本") if self.is_masked else str(self.get_kind_display())
