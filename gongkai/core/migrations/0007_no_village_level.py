"""A village is a kind of unit, not a level of government: with a level of its own it owed nothing.

Going back changes nothing: both ways of writing it were read.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def raise_to_township(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("core", "Unit").objects.filter(level="village").update(level="township")


class Migration(migrations.Migration):
    dependencies = [("core", "0006_drafts_permission")]

    operations = [migrations.RunPython(raise_to_township, migrations.RunPython.noop)]
