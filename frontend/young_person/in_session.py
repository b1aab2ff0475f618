"""What a sitting has to remember and no table may show: kept sealed in its session, gone with it."""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from frontend.young_person.sitting import Sitting


def _box(name: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"{name} {settings.SECRET_KEY}".encode()).digest()))


def put_sealed(here: Sitting, name: str, text: str) -> None:
    """Keep ``text`` until the sitting ends."""
    here.session[name] = _box(name).encrypt(text.encode()).decode()


def opened(here: Sitting, name: str) -> str:
    """What was kept under ``name``; empty when nothing was, or it can't be opened any more."""
    try:
        return _box(name).decrypt(str(here.session[name]).encode()).decode()
    except (KeyError, InvalidToken):
        return ""
