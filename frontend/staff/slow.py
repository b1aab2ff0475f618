"""Guessing a password gets slower and slower. Nobody is locked out for good, and nobody else is slowed down.

Counts stand in Django's cache, by account and address together. With the default cache each process keeps
its own: for several processes set a shared one.
"""

from datetime import datetime
from hashlib import sha256
from math import ceil

from django.core.cache import cache

FREE = 3  # wrong passwords before any wait
LONGEST = 300  # seconds
REMEMBER = 24 * 60 * 60  # seconds


def _key(what: str, account: str, address: str) -> str:
    # Hashed: addresses of people don't stand in a cache in the clear.
    return f"sign-in-{what}-{sha256(f'{account.casefold()}|{address}'.encode()).hexdigest()}"


def wait(account: str, address: str, now: datetime) -> int:
    """Whole seconds until the next try is looked at; 0 when it is looked at now."""
    until: float = cache.get(_key("until", account, address), 0.0)
    return max(0, ceil(until - now.timestamp()))


def count(account: str, address: str, now: datetime) -> None:
    """Count a try before it is looked at, so that many at once are all counted."""
    key = _key("count", account, address)
    cache.add(key, 0, REMEMBER)
    tries = cache.incr(key)
    if tries >= FREE:
        delay = min(2 ** min(tries - FREE, 20), LONGEST)
        cache.set(_key("until", account, address), now.timestamp() + delay, delay)


def forget(account: str, address: str) -> None:
    """The password was right."""
    cache.delete_many([_key("count", account, address), _key("until", account, address)])
