"""Demonstration sites (示范点): designated by notice, visited, evaluated, commended or revoked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models.rounds import Round
from gongkai.core.levels import Level
from gongkai.core.models import Person, StoredFile, Unit


class Site(models.Model):
    """A unit that is to be an example for others.

    ``organ`` is whose office looks after it; ``named_by`` is who signed the notice, which may be
    an organ above that is no unit of this installation. ``ended_on`` follows from the revocation
    and is kept so that the database itself refuses one unit twice at one level.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sites")
    organ = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sites_kept")
    named_by = models.CharField(max_length=100)
    level = models.CharField(max_length=20, choices=Level.choices)
    designated_on = models.DateField()
    notice_number = models.CharField(max_length=80)
    goal = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-designated_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "level"],
                condition=Q(ended_on=None, voided_at=None),
                name="assessment_site_once",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""),
                name="assessment_site_voided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.unit.name


class SiteEventKind(models.TextChoices):
    """What happens in the life of a demonstration site (001-1 … 001-5)."""

    DESIGNATE = "designate", _("确定")
    PLAN = "plan", _("方案")
    TRAINING = "training", _("培训")
    VISIT = "visit", _("现场指导、检查")
    EXCHANGE = "exchange", _("座谈交流")
    BULLETIN = "bulletin", _("月度通报")
    EVALUATE = "evaluate", _("考评")
    COMMEND = "commend", _("通报表彰")
    RECTIFY = "rectify", _("责令整改")
    MENDED = "mended", _("完成整改")
    REVOKE = "revoke", _("取消资格")


class SiteEvent(models.Model):
    """One event in the history of a site, with its paper. Append-only; a mistake is voided.

    An evaluation keeps what the round came to when it was taken over: ``grade`` by id and title,
    ``total``, and ``demands``, the kinds of event that must follow, with spaces between. ``due`` is
    the day by which what was ordered must be mended; ``sham`` says that the status was revoked for
    sham or fraud.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="history")
    kind = models.CharField(max_length=12, choices=SiteEventKind.choices)
    on = models.DateField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    number = models.CharField(max_length=80, blank=True)
    due = models.DateField(null=True, blank=True)
    sham = models.BooleanField(default=False)
    round = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.PROTECT, related_name="site_events"
    )
    grade = models.CharField(max_length=40, blank=True)
    grade_title = models.CharField(max_length=40, blank=True)
    total = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    demands = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "round"],
                condition=Q(kind="evaluate", voided_at=None),
                name="assessment_site_evaluated_once",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""),
                name="assessment_site_event_voided_with_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "kind", "id"], name="assessment_site_event_kind")
        ]

    def __str__(self) -> str:
        return self.title
