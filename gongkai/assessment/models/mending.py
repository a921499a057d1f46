"""After the result: rectification orders, their lines and files, accountability proposed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models.rounds import RoundUnit
from gongkai.assessment.models.sites import Site
from gongkai.assessment.models.spot import SpotFinding
from gongkai.core.models import StoredFile, Unit
from gongkai.rules.rounds.rectifications import OrderMoments, OrderState, order_state


class MendingSource(models.TextChoices):
    """What a rectification order follows from."""

    RESULT = "result", _("考核结果")
    INSPECTION = "inspection", _("督查检查")
    SITE = "site", _("示范点考评")


class RectificationOrder(models.Model):
    """An order to a unit to mend what was found, with a clock that starts at its receipt.

    A draft has no number and no ``issued_at``. ``term`` is as its text has it (``P1M``) and
    ``cite`` where it stands; ``due_on`` is a day set instead, where the text has no term. A return
    takes ``submitted_at`` and ``reported_at`` back; every report and return stays as an
    ``OrderMove``. What is overdue is computed. ``key`` is made by whoever sends the form.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rectifications")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rectifications_issued")
    source = models.CharField(max_length=12, choices=MendingSource.choices)
    round_unit = models.ForeignKey(
        RoundUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="rectifications"
    )
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.PROTECT, related_name="rectifications"
    )
    key = models.CharField(max_length=40)
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    basis = models.CharField(max_length=500, blank=True)
    cite = models.CharField(max_length=200, blank=True)
    term = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=60)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.CharField(max_length=60, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.CharField(max_length=60, blank=True)
    report = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=60, blank=True)
    report_file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=60, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancel_reason=""),
                name="assessment_order_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None) | ~Q(number=""),
                name="assessment_order_issued_with_number",
            ),
            models.UniqueConstraint(
                fields=["issuer", "number"],
                condition=~Q(number=""),
                name="assessment_order_number_once",
            ),
            models.UniqueConstraint(fields=["issuer", "key"], name="assessment_order_sent_once"),
            models.UniqueConstraint(
                fields=["round_unit"],
                condition=Q(source="result", cancelled_at=None),
                name="assessment_order_of_result_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> OrderState:
        """Where the order stands, from its moments."""
        return order_state(
            OrderMoments(
                self.issued_at,
                self.received_at,
                self.submitted_at,
                self.reported_at,
                self.returned_at,
                self.closed_at,
                self.cancelled_at,
            )
        )


class OrderLine(models.Model):
    """One problem of an order: the problem, the measure, who answers (问题、措施、责任三单).

    ``item`` is of the rubric or the checklist, ``clause`` a citation in words. ``accepted`` is what
    the office found of ``result``; it is taken back where a unit mends a refused line.
    """

    order = models.ForeignKey(RectificationOrder, on_delete=models.CASCADE, related_name="lines")
    problem = models.CharField(max_length=500)
    item = models.CharField(max_length=120, blank=True)
    clause = models.CharField(max_length=200, blank=True)
    finding = models.ForeignKey(
        SpotFinding, null=True, blank=True, on_delete=models.PROTECT, related_name="order_lines"
    )
    measure = models.CharField(max_length=500, blank=True)
    responsible = models.CharField(max_length=60, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=500, blank=True)
    done_on = models.DateField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    check_note = models.CharField(max_length=300, blank=True)
    checked_by = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(accepted=False) | ~Q(check_note=""),
                name="assessment_line_refused_with_note",
            )
        ]


class LineFile(models.Model):
    """A file that shows what became of a line; taken away again it stays to be read."""

    line = models.ForeignKey(OrderLine, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["line", "file"],
                condition=Q(removed_at=None),
                name="assessment_line_file_once",
            )
        ]


class OrderMoveKind(models.TextChoices):
    """What was done with an order that may be done again."""

    REPORT = "report", _("报送")
    RETURN = "return", _("退回")
    EXTEND = "extend", _("延期")


class OrderMove(models.Model):
    """A report, a return or an extension of an order, kept in order; never changed.

    ``until`` is the new last day of an extension, ``file`` the report as it was signed.
    """

    order = models.ForeignKey(RectificationOrder, on_delete=models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=8, choices=OrderMoveKind.choices)
    reason = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="report") | ~Q(reason=""),
                name="assessment_move_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="extend") | Q(until__isnull=False),
                name="assessment_extended_until",
            ),
        ]


class AccountabilityProposal(models.Model):
    """A proposal to hold somebody to account, for the body that decides such cases.

    ``words`` is what the pack says follows, ``cite`` where, both in words.
    """

    order = models.ForeignKey(
        RectificationOrder,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="accountability")
    number = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=300)
    cite = models.CharField(max_length=200, blank=True)
    facts = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=60)
    sent_to = models.CharField(max_length=100)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdraw_reason=""),
                name="assessment_proposal_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(withdrawn_at=None),
                name="assessment_proposed_once",
            ),
        ]
