"""Going out at the organisation's own sign-in too, where it publishes a way (OpenID Connect RP-Initiated Logout).

What it takes is kept in the session, the provider's own token sealed, and gone with it. A browser may not be sent
on from a form to another host, so whoever signs out is shown the way, and takes it or not.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from safeguarding.people.models import Worker
from safeguarding.sign_in import secrets
from safeguarding.vault.types import CannotOpen

OUT = "way_out"  # session key
LONGEST = 6_000  # letters of a token that fits in an address


def way_out(endpoint: object, token: object, worker: Worker, now: datetime) -> dict[str, str] | None:
    """What the session keeps of the provider's answer; None when it publishes no way out that can be trusted."""
    address = urlsplit(endpoint) if isinstance(endpoint, str) else None
    if address is None or not address.hostname:
        return None
    if address.scheme != "https" and address.hostname not in {"localhost", "127.0.0.1"}:
        return None
    hint = token if isinstance(token, str) and len(token) <= LONGEST else ""
    with secrets.of(worker, now):
        return {"to": address.geturl(), "hint": encrypt(hint)}


def address_out(request: HttpRequest, worker: Worker, client_id: str, now: datetime) -> str:
    """Where this session can be ended at the provider; empty for one that did not begin there."""
    kept: dict[str, Any] = request.session.get(OUT) or {}
    if not kept:
        return ""
    try:
        with secrets.of(worker, now):
            hint = decrypt(kept["hint"])
    except CannotOpen:
        hint = ""
    asked = {"client_id": client_id, "post_logout_redirect_uri": f"{settings.BASE_URL}{reverse('sign_in')}"}
    if hint:
        asked["id_token_hint"] = hint
    joined = "&" if urlsplit(kept["to"]).query else "?"
    return f"{kept['to']}{joined}{urlencode(asked)}"
