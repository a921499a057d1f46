import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=120)),
                ("text", models.CharField(max_length=1000)),
                ("name", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ItemLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=120)),
                ("name", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="componentscore",
            name="assessment_value_positive",
        ),
        migrations.AddField(
            model_name="componentscore",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="componentscore",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="componentscore",
            name="value",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
        ),
        migrations.AddConstraint(
            model_name="componentscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", None), ("value__gte", 0), _connector="OR"),
                name="assessment_value_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="componentscore",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("submitted_at", None), ("value__isnull", False), _connector="OR"
                ),
                name="assessment_submitted_with_value",
            ),
        ),
        migrations.AddField(
            model_name="itemcomment",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="itemcomment",
            name="round_unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="assessment.roundunit",
            ),
        ),
        migrations.AddField(
            model_name="itemlook",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="itemlook",
            name="round_unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="looks",
                to="assessment.roundunit",
            ),
        ),
        migrations.AddIndex(
            model_name="itemcomment",
            index=models.Index(fields=["round_unit", "item"], name="assessment_comment_item"),
        ),
        migrations.AddConstraint(
            model_name="itemcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="assessment_comment_in_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="itemlook",
            constraint=models.UniqueConstraint(
                fields=("round_unit", "item", "person"), name="assessment_look_once"
            ),
        ),
    ]
