"""Hand the table of searched words to the core under its new name; nothing in it is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("SearchedWords")],
            database_operations=[
                migrations.AlterModelTable("SearchedWords", "core_searchedwords"),
            ],
        ),
    ]
