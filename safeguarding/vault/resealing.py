"""Sealing anew, under another data key, everything an earlier one sealed: after it may have become known.

The young person's row points at the new key first; then what the old one sealed is found by the key's id, which
stands in every sealed value, and sealed again value by value. Both keys open all the while. What is written
meanwhile under the old key by somebody who had it in hand is found by the next run; only when nothing is left,
and long enough after, is the old key destroyed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import BinaryField, Model, Q

from safeguarding.vault import envelope, keys
from safeguarding.vault.models import DataKey

BATCH = 200
# Longer than any request: by then nobody has the old key in hand who could still seal with it.
SETTLED = timedelta(minutes=10)


def sealed_fields() -> Iterator[tuple[type[Model], str]]:
    """Every field of every model that holds a sealed value; by its name, which is how they are all called."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, BinaryField) and field.name.startswith("sealed_"):
                yield model, field.name


def reseal(old: DataKey, new: DataKey) -> int:
    """Seal anew everything that ``old`` sealed. Returns how many values; stopped half-way it goes on next time."""
    return sum(_reseal_field(model, field, old, new) for model, field in sealed_fields())


def _reseal_field(model: type[Model], field: str, old: DataKey, new: DataKey) -> int:
    done = 0
    while rows := list(model._default_manager.filter(_sealed_by(old, field))[:BATCH]):
        with transaction.atomic():
            for row in rows:
                plain = envelope.open_bytes(row, field)
                # Only what it still is: somebody may have changed it since it was read.
                same = model._default_manager.filter(**{"pk": row.pk, field: getattr(row, field)})
                done += same.update(**{field: envelope.seal_bytes(new, row, field, plain)})
    return done


def _sealed_by(key: DataKey, field: str) -> Q:
    head = envelope.VERSION + key.id.bytes
    after = (int.from_bytes(head) + 1).to_bytes(len(head))
    return Q(**{f"{field}__gte": head, f"{field}__lt": after})


def finish(old: DataKey, now: datetime) -> bool:
    """Destroy a key that was replaced, once nothing is sealed by it and nobody can have it in hand."""
    new = old.replaced_by
    if new is None or now - new.made_at < SETTLED:
        return False
    with transaction.atomic():
        if any(
            model._default_manager.filter(_sealed_by(old, field)).exists() for model, field in sealed_fields()
        ):
            return False
        DataKey.objects.filter(pk=old.pk, destroyed_at__isnull=True).update(wrapped=None, destroyed_at=now)
    keys.forget_unwrapped()
    return True
