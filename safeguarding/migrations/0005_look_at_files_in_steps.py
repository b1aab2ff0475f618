"""How far a file was looked at. Those that are there were looked at in one go."""

from django.db import migrations, models
from django.db.models import F


def looked_at(apps, schema_editor):
    """All but those that broke off while they were read, which nobody sees."""
    files = apps.get_model("safeguarding", "ImportFile").objects.using(schema_editor.connection.alias)
    files.filter(lines__gt=0).update(looked=F("lines"), looked_at=F("made_at"))


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0004_leave_no_plain_copy")]

    operations = [
        migrations.AddField("importfile", "looked", models.PositiveIntegerField(default=0)),
        migrations.AddField("importfile", "looked_at", models.DateTimeField(null=True)),
        migrations.RunPython(looked_at, migrations.RunPython.noop),
    ]
