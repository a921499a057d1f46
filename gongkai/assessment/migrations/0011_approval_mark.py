"""The versions of the facts an approval was given for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add ``Approval.mark``; approvals there are stay without and are composed to be checked."""

    dependencies = [("assessment", "0010_self_checks")]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="mark",
            field=models.CharField(blank=True, max_length=60),
            preserve_default=True,
        ),
    ]
