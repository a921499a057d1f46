"""The words people searched for come down from the portal: the office reads them too.

The table was renamed by the portal's migration of the same step, so that no row is copied and
none is lost, forwards or backwards.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_unit_places"),
        ("portal", "0002_searched_words_to_core"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="SearchedWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("day", models.DateField()),
                        ("words", models.CharField(max_length=100)),
                        ("times", models.PositiveIntegerField(default=0)),
                        ("nothing", models.PositiveIntegerField(default=0)),
                        ("slowest_ms", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["-day", "-times"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("day", "words"), name="portal_words_once_a_day"
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RemoveConstraint("searchedwords", "portal_words_once_a_day"),
        migrations.AddConstraint(
            "searchedwords",
            models.UniqueConstraint(fields=("day", "words"), name="core_words_once_a_day"),
        ),
    ]
