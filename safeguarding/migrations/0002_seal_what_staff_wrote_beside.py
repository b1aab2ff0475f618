"""What staff wrote beside sealed words stood plain: on what ground a question was shared, and whom a concern went to."""

from django.db import migrations, models

from safeguarding.vault import envelope, keys

FIELDS = (("AdviceQuestion", ("basis",)), ("Outcome", ("receiver", "reference")))


def seal_rows(apps, schema_editor):
    """Each under the key of the young person it is about. Raises CannotOpen where a master key is missing.

    Whose key was destroyed has nothing left to seal: erasing had emptied these fields.
    """
    for row, key, name in _rows(apps, schema_editor):
        text = getattr(row, name)
        if text and key.wrapped is not None:
            setattr(row, f"sealed_{name}", envelope.seal(key, row, f"sealed_{name}", text))
        setattr(row, name, "")
        row.save(update_fields=[name, f"sealed_{name}"])


def open_rows(apps, schema_editor):
    """The way back."""
    for row, key, name in _rows(apps, schema_editor):
        if getattr(row, f"sealed_{name}") is not None and key.wrapped is not None:
            keys.unwrapped(key)  # from the database that is migrated: opening then finds it in memory
            setattr(row, name, envelope.open_sealed(row, f"sealed_{name}"))
            row.save(update_fields=[name])
    if schema_editor.connection.vendor == "postgresql":
        # It alters no table while checks of its rows wait for the end of the transaction.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _rows(apps, schema_editor):
    database = schema_editor.connection.alias
    for model_name, names in FIELDS:
        model = apps.get_model("safeguarding", model_name)
        rows = model.objects.using(database).select_related("concern__young_person__data_key")
        for row in rows.iterator(chunk_size=500):
            for name in names:
                yield row, row.concern.young_person.data_key, name


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0001_initial")]

    operations = [
        migrations.AddField("advicequestion", "sealed_basis", models.BinaryField(null=True)),
        migrations.AddField("outcome", "sealed_receiver", models.BinaryField(null=True)),
        migrations.AddField("outcome", "sealed_reference", models.BinaryField(null=True)),
        # So that the way back finds something to put into rows that are there.
        migrations.AlterField(
            "advicequestion", "basis", models.CharField(max_length=200, blank=True, default="")
        ),
        migrations.RunPython(seal_rows, open_rows),
    ]
