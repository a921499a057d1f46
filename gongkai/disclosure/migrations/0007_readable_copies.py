import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

_READ_BY_PROGRAMS = (".pdf", ".doc", ".wps")
_IN_WORK = ("draft", "in_review", "approved", "scheduled")


def order_reading(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Have the worker read what is attached to editions in work, so that none waits at its minute.

    What is public was checked before it came to be so.
    """
    stored, job = apps.get_model("core", "StoredFile"), apps.get_model("core", "Job")
    copy = apps.get_model("disclosure", "ReadableCopy")
    now = timezone.now()
    files = stored.objects.filter(
        suffix__in=_READ_BY_PROGRAMS, attachments__edition__state__in=_IN_WORK
    )
    for file in files.distinct().order_by("pk"):
        copy.objects.create(file=file, state="waiting", changed_at=now)
        job.objects.create(
            kind="disclosure.read",
            key=file.sha256,
            state="queued",
            payload={},
            run_at=now,
            created_at=now,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_no_village_level"),
        ("disclosure", "0006_waiting_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadableCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "正在读取"),
                            ("read", "已读取"),
                            ("failed", "没有读出"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "copy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readable",
                        to="core.storedfile",
                    ),
                ),
            ],
        ),
        migrations.RunPython(order_reading, migrations.RunPython.noop),
    ]
