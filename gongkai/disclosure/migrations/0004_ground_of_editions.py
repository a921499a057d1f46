"""What an edition was signed with stays with it, whatever is decided for a later draft."""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery

_GROUND = ("attribute", "attribute_reason", "attribute_note")


def keep_ground(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Note with editions that left their draft what is known: the ground of their item."""
    del schema_editor
    items = apps.get_model("disclosure", "Item").objects.filter(pk=OuterRef("item_id"))
    editions = apps.get_model("disclosure", "Edition").objects.exclude(state="draft")
    editions.update(**{name: Subquery(items.values(name)[:1]) for name in _GROUND})


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_no_village_level"),
        ("disclosure", "0003_list_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="attribute",
            field=models.CharField(
                blank=True,
                choices=[
                    ("public", "主动公开"),
                    ("on_request", "依申请公开"),
                    ("internal", "内部公开"),
                    ("withheld", "不予公开"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="attribute_note",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="edition",
            name="attribute_reason",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("number__gt", 1), ("state", "live")),
                fields=["item", "published_at"],
                name="disclosure_live_again",
            ),
        ),
        migrations.RunPython(keep_ground, migrations.RunPython.noop),
    ]
