from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_drafts_permission"),
        ("disclosure", "0002_signatures_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["unit", "first_published_at"], name="disclosure_item_unit_list"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["content_type", "first_published_at"], name="disclosure_item_type_list"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["first_published_at"], name="disclosure_item_list"),
        ),
    ]
