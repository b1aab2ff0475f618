"""Another data key for a young person, when the one they have may have become known."""

from datetime import datetime

from safeguarding.people.actions.permission import By, actor_of, must_set_up
from safeguarding.people.models import YoungPerson
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault import keys
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import Erased


def replace_data_key(young_person: YoungPerson, now: datetime, by: By) -> DataKey:
    """From now on their things are sealed by a new key, which is returned; the old one opens what it sealed.

    ``vault.resealing`` then seals all of it anew. Raises NotAllowed, or Erased.
    """
    with change(now):
        must_set_up(by, young_person.service, now)
        row = (
            YoungPerson.objects.select_for_update(of=("self",))
            .select_related("data_key")
            .get(pk=young_person.pk)
        )
        if row.data_key.wrapped is None:
            raise Erased(str(row.data_key_id))
        old, new = row.data_key, keys.make(now)
        DataKey.objects.filter(replaced_by=old).update(replaced_by=new)
        DataKey.objects.filter(pk=old.pk).update(replaced_by=new)
        row.data_key = young_person.data_key = new
        row.save(update_fields=["data_key"])
        record(TrailType.KEYS_ROTATED, actor_of(by), young_person_id=row.pk, what="data_key")
    return new
