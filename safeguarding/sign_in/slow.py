"""Guessing gets slower and slower. Nobody is locked out for good, and a passkey, which can't be guessed, never waits.

Tries are counted in the database, before they are looked at: many at once, in several processes, are all counted.
"""

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction

from safeguarding.sign_in.models import Guesses
from safeguarding.trail.turns import in_turn
from safeguarding.vault.digests import token_digest

FREE = 3  # tries before any wait
LONGEST = 300  # seconds
REMEMBER = timedelta(days=1)


def _door(*parts: str) -> bytes:
    # Keyed: neither a name nor an address of anybody can be read out of the table, or tried against it.
    return token_digest("sign-in", "\x00".join(part.casefold() for part in parts))


def begin(now: datetime, *door: str, free: int = FREE, longest: int = LONGEST) -> int:
    """Count a try at this door. Seconds to wait first, and then it was not counted; 0: it may be looked at.

    ``free`` tries come before any wait, and no wait is longer than ``longest`` seconds.
    """
    with in_turn(), transaction.atomic():
        Guesses.objects.filter(last_at__lt=now - REMEMBER).delete()
        row, _ = Guesses.objects.select_for_update().get_or_create(
            door=_door(*door), defaults={"last_at": now}
        )
        if row.wait_until is not None and row.wait_until > now:
            # Longer than any wait: the clock was put back meanwhile. Nobody waits until it has caught up.
            if row.wait_until - now > timedelta(seconds=longest):
                row.wait_until = now + timedelta(seconds=longest)
                row.save(update_fields=["wait_until"])
            return ceil((row.wait_until - now).total_seconds())
        row.count += 1
        row.last_at = now
        if row.count >= free:
            row.wait_until = now + timedelta(seconds=min(2 ** min(row.count - free, 20), longest))
        row.save(update_fields=["count", "last_at", "wait_until"])
    return 0


def forget(*door: str) -> None:
    """What was tried was right."""
    with in_turn():
        Guesses.objects.filter(door=_door(*door)).delete()
