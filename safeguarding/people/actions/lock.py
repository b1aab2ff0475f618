"""The picture lock: four pictures in order. Needed to read what was said before; never to say something."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from safeguarding.people.access import is_named, left_out_of_any
from safeguarding.people.models import PictureLock, Worker, YoungPerson
from safeguarding.people.types import LOCK_PICTURES, LOCK_TRIES, LockResult, LockState, NotAllowed
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault import digests

Pictures = tuple[str, ...]


class LockThere(Exception):
    """They have a lock already: it must be reset in person before another is chosen."""


def _secrets(young_person: YoungPerson, pictures: Pictures) -> list[bytes]:
    """16 pictures in four places are few: the key kept outside the database goes in before the slow hash.

    The newest key's first; the hash can't be made anew without the pictures, so it stays its own key's until they
    are next right.
    """
    return digests.token_digests("picture_lock", f"{young_person.pk} {' '.join(pictures)}")


def _hashed(young_person: YoungPerson, pictures: Pictures) -> str:
    """ "2:argon2$..." is of the third key; without a number, of the first."""
    newest = _secrets(young_person, pictures)[0]
    number = digests.generation_of(newest)
    return f"{number}:" * bool(number) + make_password(newest.hex())


def _is_right(young_person: YoungPerson, pictures: Pictures, hashed: str) -> bool:
    number, _, slow = hashed.rpartition(":")
    wanted = int(number or 0)
    # Of a key that is not here (a wrong one was set): no pictures open it.
    found = [secret for secret in _secrets(young_person, pictures) if digests.generation_of(secret) == wanted]
    return check_password(found[0].hex() if found else "", slow)


def _four(pictures: Pictures) -> Pictures:
    if len(pictures) != 4 or not set(pictures) <= set(LOCK_PICTURES):
        raise ValueError("four of the sixteen pictures")
    return pictures


def choose_lock(young_person: YoungPerson, pictures: Pictures, now: datetime) -> None:
    """Set the lock for the first time. Raises LockThere, or ValueError unless it is four of the sixteen."""
    secret = _hashed(young_person, _four(pictures))
    with change(now):
        _, new = PictureLock.objects.get_or_create(
            young_person=young_person, defaults={"secret": secret, "made_at": now}
        )
        if not new:
            raise LockThere
        record(TrailType.LOCK_MADE, trail.young_person(young_person.pk), young_person_id=young_person.pk)


def open_lock(young_person: YoungPerson, pictures: Pictures, now: datetime) -> LockResult:
    """Try four pictures. Five wrong tries in a row close the lock until it is reset in person.

    A try is counted before it is looked at, so that many at once get no more than five. The slow hash runs
    outside any transaction of ours: on SQLite it would hold up every other writer.
    """
    lock = PictureLock.objects.filter(young_person=young_person).first()
    if lock is None:
        return LockResult(LockState.NO_LOCK)
    usable = PictureLock.objects.filter(pk=lock.pk, closed_at__isnull=True, tries__lt=LOCK_TRIES)
    if not usable.update(tries=F("tries") + 1):
        return LockResult(LockState.CLOSED)
    right = _is_right(young_person, pictures, lock.secret)
    newer = _hashed(young_person, pictures) if right and _is_older(lock) else lock.secret
    with change(now):
        actor = trail.young_person(young_person.pk)
        if right:
            PictureLock.objects.filter(pk=lock.pk).update(tries=0)
            # Only what it still was: it may have been reset in person, and chosen anew, while the hash was made.
            PictureLock.objects.filter(pk=lock.pk, secret=lock.secret).update(secret=newer)
            record(TrailType.LOCK_OPENED, actor, young_person_id=young_person.pk)
            return LockResult(LockState.RIGHT, LOCK_TRIES)
        record(TrailType.LOCK_WRONG, actor, young_person_id=young_person.pk)
        lock.refresh_from_db()
        if lock.tries < LOCK_TRIES:
            return LockResult(LockState.WRONG, LOCK_TRIES - lock.tries)
        PictureLock.objects.filter(pk=lock.pk, closed_at__isnull=True).update(closed_at=now)
        return LockResult(LockState.CLOSED)


def _is_older(lock: PictureLock) -> bool:
    return int(lock.secret.rpartition(":")[0] or 0) < digests.newest()


def reset_lock(young_person: YoungPerson, by: Worker, now: datetime) -> None:
    """Take the lock off, in person, so that the young person chooses another. The trail shows them who did.

    Only their named worker or a deputy, unless left out of anything of theirs: the new lock opens much of what the
    old one did. It may be chosen for a while only (``lock_resets.just_reset``). Raises NotAllowed.
    """
    with change(now):
        out = left_out_of_any(young_person.pk)
        if not (by.is_active and is_named(by.pk, young_person, now) and by.pk not in out):
            raise NotAllowed("picture lock")
        PictureLock.objects.filter(young_person=young_person).delete()
        record(TrailType.LOCK_RESET, trail.worker(by.pk), young_person_id=young_person.pk)
