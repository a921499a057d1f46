"""Demonstration sites come to life. Nothing ever wrote these tables, so no row is carried over."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0006_mending_and_appeals"),
        ("core", "0007_no_village_level"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="site", name="assessment_site_once"),
        migrations.RemoveField(model_name="site", name="named_by"),
        migrations.AddField(
            model_name="site",
            name="named_by",
            field=models.CharField(default="", max_length=100),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="site",
            name="organ",
            field=models.ForeignKey(
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sites_kept",
                to="core.unit",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="site",
            name="void_reason",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="site",
            name="voided_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="siteevent",
            name="demands",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="siteevent",
            name="due",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="siteevent",
            name="grade",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="siteevent",
            name="grade_title",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="siteevent",
            name="sham",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="siteevent",
            name="total",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
        ),
        migrations.AddField(
            model_name="siteevent",
            name="void_reason",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="siteevent",
            name="voided_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="site",
            name="level",
            field=models.CharField(
                choices=[
                    ("state", "国家"),
                    ("province", "省级"),
                    ("city", "市级"),
                    ("county", "县级"),
                    ("township", "乡镇级"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="siteevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("designate", "确定"),
                    ("plan", "方案"),
                    ("training", "培训"),
                    ("visit", "现场指导、检查"),
                    ("exchange", "座谈交流"),
                    ("bulletin", "月度通报"),
                    ("evaluate", "考评"),
                    ("commend", "通报表彰"),
                    ("rectify", "责令整改"),
                    ("mended", "完成整改"),
                    ("revoke", "取消资格"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="siteevent",
            index=models.Index(fields=["site", "kind", "id"], name="assessment_site_event_kind"),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None), ("voided_at", None)),
                fields=("unit", "level"),
                name="assessment_site_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("voided_at", None),
                    models.Q(("void_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="assessment_site_voided_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="siteevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "evaluate"), ("voided_at", None)),
                fields=("site", "round"),
                name="assessment_site_evaluated_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="siteevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("voided_at", None),
                    models.Q(("void_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="assessment_site_event_voided_with_reason",
            ),
        ),
    ]
