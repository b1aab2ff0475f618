"""What stood plain in those two tables is gone from the database's files too, not only from its rows."""

from django.db import migrations

TABLES = ("safeguarding_advicequestion", "safeguarding_outcome")


def clean_up(apps, schema_editor):
    """PostgreSQL keeps a dropped column's bytes until the table is written anew; SQLite's journal holds old pages."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            for table in TABLES:
                cursor.execute(f"VACUUM FULL {table}")
        elif schema_editor.connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Migration(migrations.Migration):
    atomic = False  # neither can be done inside a transaction
    dependencies = [("safeguarding", "0003_drop_what_stood_plain")]

    operations = [migrations.RunPython(clean_up, migrations.RunPython.noop)]
