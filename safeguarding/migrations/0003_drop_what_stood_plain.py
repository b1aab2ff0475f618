"""In a transaction of its own: PostgreSQL does not alter a table whose rows were written in the same one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0002_seal_what_staff_wrote_beside")]

    operations = [
        migrations.RemoveField("advicequestion", "basis"),
        migrations.RemoveField("outcome", "receiver"),
        migrations.RemoveField("outcome", "reference"),
    ]
