"""What is a masked copy says so itself. Taken back, the column goes and nothing else with it."""

from typing import Any

from django.db import migrations, models


def say_so(apps: Any, schema: Any) -> None:
    """Mark the copies there are, and the same files where later editions took them over."""
    del schema
    attachments = apps.get_model("disclosure", "Attachment").objects
    copies = attachments.filter(replaces__isnull=False)
    files = set(copies.values_list("file_id", "edition__item_id"))
    for file_id, item_id in files:
        attachments.filter(file_id=file_id, edition__item_id=item_id).update(is_masked=True)


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0008_indexes_of_the_archive")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="is_masked",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(say_so, migrations.RunPython.noop),
    ]
