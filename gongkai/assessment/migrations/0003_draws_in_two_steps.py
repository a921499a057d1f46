from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0002_scoring_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="visit",
            options={"ordering": ["on", "time", "id"]},
        ),
        migrations.AddField(
            model_name="draw",
            name="drawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="draw",
            name="drawn_by",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="visit",
            name="held_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="visit",
            name="held_by",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="visit",
            name="held_key",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="visit",
            name="special",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="visit",
            name="time",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="draw",
            name="drawn",
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name="draw",
            name="seed",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AlterField(
            model_name="draw",
            name="seed_source",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("drawn_at", None),
                    models.Q(
                        models.Q(("seed", ""), _negated=True),
                        models.Q(("seed_source", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assessment_drawn_with_seed",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at", None)),
                fields=("round", "stage"),
                name="assessment_draw_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("held_key", ""), _negated=True),
                fields=("round_unit", "held_key"),
                name="assessment_held_once",
            ),
        ),
    ]
