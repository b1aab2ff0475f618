"""When a picture lock may be chosen, and how they come back to what is kept.

Whoever holds the card could choose one: so never after something was said.
"""

from enum import StrEnum

from frontend.young_person.sitting import Sitting
from safeguarding.people.access import current_named, left_out_of_any
from safeguarding.people.lock_resets import just_reset
from safeguarding.people.models import PictureLock
from safeguarding.prepared import Asked, Prepared, together
from voice.contributions.models import Contribution

LOCK = Prepared(
    lambda young_person: PictureLock.objects.filter(young_person=young_person).values_list("pk", flat=True)
)


class WayBack(StrEnum):
    """How they come back to words that are kept, not sent."""

    OWN = "own"  # a picture lock, or four words they were shown
    ASK = "ask"  # no lock: a worker opens it with them, face to face
    NONE = "none"  # nobody can: a drop-in who was shown no words


def way_back(here: Sitting) -> WayBack:
    """Found once a sitting; what changes it since (a lock chosen, words shown) says so with ``now_own``."""
    if here.session.get("way_back") not in WayBack.__members__.values():
        here.session["way_back"] = _way_back(here)
    return WayBack(here.session["way_back"])


def now_own(here: Sitting) -> None:
    """A lock was chosen, or four words were shown."""
    here.session["way_back"] = WayBack.OWN


def _way_back(here: Sitting) -> WayBack:
    if here.young_person.is_drop_in:
        shown = here.session.get("key_shown") or here.session.get("by_key")
        return WayBack.OWN if shown else WayBack.NONE
    return WayBack.OWN if has_lock(here) else WayBack.ASK


def who_opens(here: Sitting) -> str:
    """The worker who can take the lock off with them, in person; never one who is left out of anything of theirs."""
    out = left_out_of_any(here.young_person.pk)
    named = [row.worker for row in current_named(here.young_person, here.now) if row.worker_id not in out]
    return named[0].known_as if named else here.words["someone_you_pick"]


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
