"""The outward heartbeat: an address elsewhere is asked for while the clocks run. Its silence is somebody's alarm.

In a thread of its own: an address that hangs holds up no promise. It never says anything, and it never lies: where
tick or send has not run for a minute it stays away.
"""

import logging
import urllib.error
import urllib.request
from datetime import datetime, timedelta

from django.conf import settings

from safeguarding.promises import watchdog

log = logging.getLogger(__name__)

TIMEOUT = 5  # seconds
EVERY = timedelta(seconds=10)

_last: dict[str, datetime] = {}


def tell_outside(now: datetime) -> bool:
    """Ask for the address the settings name, at most every ten seconds. True when it was asked and answered."""
    url = settings.HEARTBEAT_URL
    before = _last.get(url)
    if not url or (before is not None and before <= now < before + EVERY) or watchdog.clocks_late(now):
        return False
    _last[url] = now
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT):  # noqa: S310 - set by who runs it
            return True
    except (OSError, ValueError) as error:
        log.warning("outward heartbeat not heard: %s", type(error).__name__)
        return False
