"""People who sign in, the roles they have in a subtree of units, and who stands in for whom."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from gongkai.core.models.period import Period
from gongkai.core.models.units import Unit


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their sign-in name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this sign-in name."""
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """An account. ``password`` is argon2id; ``totp_secret`` is empty without a second factor."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=50)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="people")
    phone = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    totp_secret = models.CharField(max_length=64, blank=True)
    # The last accepted time step, so that a code seen over a shoulder cannot be used again.
    totp_last_step = models.BigIntegerField(default=0)
    calendar_key = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        ordering: ClassVar = ["unit__position", "name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("username"), name="core_person_username_any_case")
        ]

    def __str__(self) -> str:
        return self.name


class Duty(models.TextChoices):
    """Kinds of role that one person may not combine (GB/T 22239 level 3: 三权分立)."""

    BUSINESS = "business", _("业务")
    SYSTEM = "system", _("系统管理")
    SECURITY = "security", _("安全管理")
    AUDIT = "audit", _("审计管理")


class Role(models.Model):
    """A named set of permissions in plain words. The usual ones are made by ``install_roles``."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=50)
    description = models.CharField(max_length=300)
    permissions = models.JSONField(default=list)
    duty = models.CharField(max_length=20, choices=Duty.choices, default=Duty.BUSINESS)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class Assignment(Period):
    """A person has a role at a unit, and below it where ``subtree`` is set."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    subtree = models.BooleanField(default=True)

    class Meta(Period.Meta):
        constraints: ClassVar = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                condition=Q(until=None),
                name="core_assignment_once",
            ),
        ]


class Delegation(models.Model):
    """While absent, a person's business roles are used by another, in the first one's name."""

    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegated")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="core_delegation_period"
            ),
            models.CheckConstraint(
                condition=~Q(principal=F("delegate")), name="core_delegation_to_another"
            ),
        ]

    def covers(self, moment: datetime) -> bool:
        """Whether the delegate may act at a moment."""
        return self.revoked_at is None and self.starts_at <= moment < self.ends_at


class SignIn(models.Model):
    """One session of a person on one device, so that they can see and end it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=64, unique=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-seen_at"]
