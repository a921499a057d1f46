"""Orders, lines, proposals and appeals with all they need; what stood there was never used."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0005_bulletin_number"),
        ("core", "0007_no_village_level"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel("OrderLine"),
        migrations.DeleteModel("AccountabilityProposal"),
        migrations.DeleteModel("Appeal"),
        migrations.DeleteModel("RectificationOrder"),
        migrations.CreateModel(
            name="RectificationOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("result", "考核结果"),
                            ("inspection", "督查检查"),
                            ("site", "示范点考评"),
                        ],
                        max_length=12,
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("basis", models.CharField(blank=True, max_length=500)),
                ("cite", models.CharField(blank=True, max_length=200)),
                ("term", models.CharField(blank=True, max_length=20)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=60)),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                ("issued_by", models.CharField(blank=True, max_length=60)),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                ("received_by", models.CharField(blank=True, max_length=60)),
                ("report", models.TextField(blank=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("reported_at", models.DateTimeField(blank=True, null=True)),
                ("signed_by", models.CharField(blank=True, max_length=60)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("return_reason", models.CharField(blank=True, max_length=300)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by", models.CharField(blank=True, max_length=60)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=300)),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rectifications_issued",
                        to="core.unit",
                    ),
                ),
                (
                    "report_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "round_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rectifications",
                        to="assessment.roundunit",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rectifications",
                        to="assessment.site",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rectifications",
                        to="core.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="OrderMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("report", "报送"), ("return", "退回"), ("extend", "延期")],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("until", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=60)),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="assessment.rectificationorder",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("problem", models.CharField(max_length=500)),
                ("item", models.CharField(blank=True, max_length=120)),
                ("clause", models.CharField(blank=True, max_length=200)),
                ("measure", models.CharField(blank=True, max_length=500)),
                ("responsible", models.CharField(blank=True, max_length=60)),
                ("planned_on", models.DateField(blank=True, null=True)),
                ("result", models.CharField(blank=True, max_length=500)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("accepted", models.BooleanField(blank=True, null=True)),
                ("check_note", models.CharField(blank=True, max_length=300)),
                ("checked_by", models.CharField(blank=True, max_length=60)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_lines",
                        to="assessment.spotfinding",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="assessment.rectificationorder",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AccountabilityProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60)),
                ("words", models.CharField(max_length=300)),
                ("cite", models.CharField(blank=True, max_length=200)),
                ("facts", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.CharField(max_length=60)),
                ("sent_to", models.CharField(max_length=100)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdraw_reason", models.CharField(blank=True, max_length=300)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accountability",
                        to="core.unit",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="assessment.rectificationorder",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("covers", models.CharField(max_length=40)),
                ("items", models.JSONField(default=list)),
                ("text", models.TextField()),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("filed_at", models.DateTimeField()),
                ("name", models.CharField(max_length=60)),
                ("body", models.CharField(blank=True, max_length=100)),
                ("admitted_at", models.DateTimeField(blank=True, null=True)),
                ("admitted_by", models.CharField(blank=True, max_length=60)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "维持"),
                            ("partly", "部分更正"),
                            ("changed", "更正"),
                            ("inadmissible", "不予受理"),
                        ],
                        max_length=14,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("decided_by", models.CharField(blank=True, max_length=60)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdraw_reason", models.CharField(blank=True, max_length=300)),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "hearers",
                    models.ManyToManyField(
                        blank=True, related_name="appeals_heard", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="assessment.revision",
                    ),
                ),
                (
                    "round_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="assessment.roundunit",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="assessment_appeal_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_appeal_decided_with_reason",
                    ),
                    models.UniqueConstraint(
                        fields=("round_unit", "key"), name="assessment_appeal_sent_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None), ("withdrawn_at", None)),
                        fields=("round_unit",),
                        name="assessment_appeal_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=60)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="assessment.orderline",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("line", "file"),
                        name="assessment_line_file_once",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="rectificationorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_at", None),
                    models.Q(("cancel_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="assessment_order_cancelled_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="rectificationorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issued_at", None), models.Q(("number", ""), _negated=True), _connector="OR"
                ),
                name="assessment_order_issued_with_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="rectificationorder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("issuer", "number"),
                name="assessment_order_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="rectificationorder",
            constraint=models.UniqueConstraint(
                fields=("issuer", "key"), name="assessment_order_sent_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rectificationorder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at", None), ("source", "result")),
                fields=("round_unit",),
                name="assessment_order_of_result_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="ordermove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "report"), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="assessment_move_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="ordermove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "extend"), _negated=True),
                    ("until__isnull", False),
                    _connector="OR",
                ),
                name="assessment_extended_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted", False), _negated=True),
                    models.Q(("check_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="assessment_line_refused_with_note",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountabilityproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None),
                    models.Q(("withdraw_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="assessment_proposal_withdrawn_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountabilityproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("order",),
                name="assessment_proposed_once",
            ),
        ),
    ]
