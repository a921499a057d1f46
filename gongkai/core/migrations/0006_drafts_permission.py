"""Reading drafts becomes a permission of its own: roles that read them so far go on doing so.

Those that oversee do not get it: what is still being written is no longer theirs to read.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OLD, NEW, OVERSEES = "disclosure.view", "disclosure.drafts", "disclosure.oversee"


def divide(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for role in apps.get_model("core", "Role").objects.all():
        if OLD in role.permissions and not {NEW, OVERSEES} & set(role.permissions):
            role.permissions = [*role.permissions, NEW]
            role.save(update_fields=["permissions"])


def join(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for role in apps.get_model("core", "Role").objects.all():
        if NEW in role.permissions:
            role.permissions = [one for one in role.permissions if one != NEW]
            role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("core", "0005_searched_words")]

    operations = [migrations.RunPython(divide, join)]
