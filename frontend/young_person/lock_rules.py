"""When a picture lock may be chosen. Whoever holds the card could: so never after something was said."""

from frontend.young_person.sitting import Sitting
from safeguarding.people.lock_resets import just_reset
from safeguarding.people.models import PictureLock
from safeguarding.prepared import Asked, Prepared, together
from voice.contributions.models import Contribution

LOCK = Prepared(
    lambda young_person: PictureLock.objects.filter(young_person=young_person).values_list("pk", flat=True)
)


def has_lock(here: Sitting) -> bool:
    return bool(together(lock_asked(here))[0])


def lock_asked(here: Sitting) -> Asked:
    """What ``has_lock`` asks."""
    return LOCK.asked(young_person=here.young_person.pk)


def may_choose(here: Sitting) -> bool:
    """No lock yet, and nothing said before this sitting that it would open; or it was reset in person today."""
    # Somebody without a name comes back with four words, which nobody else was ever given.
    if here.young_person.is_drop_in or here.session.get("no_lock") or has_lock(here):
        return False
    said = Contribution.objects.filter(young_person=here.young_person)
    if not said.exclude(pk__in=here.session.get("sent_here", [])).exists():
        return True
    return just_reset(here.young_person, here.now)
