"""What a worker may know of their own ways in and their own sessions."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from safeguarding.people.models import Worker
from safeguarding.sign_in.models import SignedIn
from safeguarding.sign_in.types import Device, OpenSession, Passkey, Way, Ways

CODES = 10  # allauth's number of recovery codes


def ways_of(worker: Worker) -> Ways:
    """The second steps they have set up; one query."""
    app, keys, left, seen = False, [], 0, True
    for row in Authenticator.objects.filter(user=worker).order_by("pk"):
        if row.type == Authenticator.Type.TOTP:
            app = True
        elif row.type == Authenticator.Type.WEBAUTHN:
            keys.append(Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at))
        else:
            left = CODES - int(row.data["used_mask"]).bit_count()
            seen = bool(row.wrap().did_view)
    return Ways(app, tuple(keys), left, seen)


def sessions_of(worker: Worker, here: str, now: datetime) -> list[OpenSession]:
    """Where they are signed in now, the session whose key is ``here`` first, then the newest."""
    living = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = SignedIn.objects.filter(worker=worker, session_key__in=living).order_by("-at")
    found = [
        OpenSession(
            row.pk, Device(row.device), row.browser, Way(row.way), row.at, here=row.session_key == here
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.here)
