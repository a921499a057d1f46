"""Units: the tree of governments, bureaus, townships, sections, villages and enterprises.

A unit is never deleted. A reform ends it and names its successors; its items keep the issuing
organ they were published under.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.core.models.period import Period


class UnitKind(models.TextChoices):
    """Kinds of unit the sources assess and the Regulation binds (条例 §10, §54, §55)."""

    GOVERNMENT = "government", _("人民政府")
    BUREAU = "bureau", _("政府部门")
    TOWNSHIP = "township", _("乡镇（街道）")
    SECTION = "section", _("科室（内设机构）")
    AGENCY = "agency", _("派出机构")
    VILLAGE = "village", _("村（社区）")
    ENTERPRISE = "enterprise", _("公共企事业单位")
    VERTICAL = "vertical", _("垂直管理单位")
    PARTY = "party", _("党委部门")


class Unit(Period):
    """One unit. ``path`` is the chain of ids from the root, ``/1/7/31/``, so that a subtree is a
    prefix. ``level`` is the level of government whose duties it has (see ``policy.national``).
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    level = models.CharField(max_length=20)
    group = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=255, db_index=True)
    position = models.PositiveIntegerField(default=0)
    # Shown to the public: condition of the guide (条例 §12).
    address = models.CharField(max_length=200, blank=True)
    office_hours = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    fax = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=100, blank=True)
    website_code = models.CharField(max_length=10, blank=True)
    functions = models.TextField(blank=True)

    class Meta(Period.Meta):
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class UnitName(Period):
    """What a unit was called in a period; the present name stands in the unit too."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=200, blank=True)


class UnitPlace(Period):
    """Under whom a unit stood in a period; the present superior stands in the unit too."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="places")
    parent = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="placed"
    )
    basis = models.CharField(max_length=200, blank=True)


class SuccessionKind(models.TextChoices):
    """How the duties of a unit passed on."""

    MERGED = "merged", _("并入")
    SPLIT = "split", _("分立")
    REPLACED = "replaced", _("更替")


class Succession(models.Model):
    """A unit whose duties passed to another on a day, with the document that ordered it."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessions")
    kind = models.CharField(max_length=20, choices=SuccessionKind.choices)
    on = models.DateField()
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="core_succession_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="core_succession_of_another",
            ),
        ]


class BodyKind(models.TextChoices):
    """Bodies that run open government (条例 §4; 001-4, 004-f)."""

    LEADING_GROUP = "leading_group", _("领导小组")
    WORKING_BODY = "working_body", _("政府信息公开工作机构")
    INFORMATION_OFFICERS = "information_officers", _("信息员队伍")
    SUPERVISORS = "supervisors", _("社会监督员")


class Body(Period):
    """A leading group, a working body or a roster, at one unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=30, choices=BodyKind.choices)
    name = models.CharField(max_length=100)
    basis = models.CharField(max_length=200, blank=True)
    duties = models.TextField(blank=True)


class Membership(Period):
    """Who sits in a body in a period, with or without an account."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(
        "core.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    name = models.CharField(max_length=50)
    post = models.CharField(max_length=50)
    phone = models.CharField(max_length=60, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Period.Meta):
        ordering: ClassVar = ["position", "id"]


class Responsibility(Period):
    """A task of open government that units share (004-f): what, on which basis."""

    title = models.CharField(max_length=200)
    category = models.CharField(max_length=80, blank=True)
    basis = models.CharField(max_length=200, blank=True)


class Part(models.TextChoices):
    """What a unit does in a shared task."""

    LEAD = "lead", _("牵头")
    COOPERATE = "cooperate", _("配合")


class ResponsibilityShare(models.Model):
    """A unit's part in a task; exactly one unit leads."""

    responsibility = models.ForeignKey(
        Responsibility, on_delete=models.CASCADE, related_name="shares"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="shares")
    part = models.CharField(max_length=20, choices=Part.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["responsibility", "unit"], name="core_share_once_per_unit"
            ),
            models.UniqueConstraint(
                fields=["responsibility"],
                condition=models.Q(part="lead"),
                name="core_share_one_lead",
            ),
        ]
