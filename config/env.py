"""Reads settings from the environment, with errors that say what to do."""

import base64
import binascii
import os
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from safeguarding.vault import masters

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
)


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on; anything else is False."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def pairs(name: str) -> dict[str, str]:
    """A comma-separated list of ``key=value``."""
    return dict(part.split("=", 1) for part in words(name) if "=" in part)


def secret(name: str) -> str:
    """A secret from ``NAME``, or from the file ``NAME_FILE`` names; empty if neither (system checks say so)."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: {path} can't be read: {error.strerror}") from error
    return os.environ.get(name, "").strip()


def key(name: str) -> bytes | None:
    """A 32-byte key written in base64, or None when it is not set.

    Raises ImproperlyConfigured when it is set and is not 32 bytes of base64.
    """
    text = secret(name)
    return _key(name, text) if text else None


def keys(name: str) -> list[bytes]:
    """Several of them, separated by commas or one a line. Raises as ``key``."""
    return [_key(name, part.strip()) for part in secret(name).replace("\n", ",").split(",") if part.strip()]


def _key(name: str, text: str) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ImproperlyConfigured(f"{name} is not base64. Make one with: openssl rand -base64 32") from error
    if len(value) != 32:
        raise ImproperlyConfigured(
            f"{name} holds {len(value)} bytes, not 32. Make one with: openssl rand -base64 32"
        )
    return value


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's DATABASES entry for a ``postgres://`` or ``sqlite:///`` address; SQLite in ``data`` when empty."""
    if not url:
        url = f"sqlite:///{data / 'corner.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:] if parts.path.startswith("//") else parts.path),
            # Five seconds, then the page gives the words back and tries again: no request waits for ever.
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": SQLITE_PRAGMAS},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 5}}
            if flag("CORNER_DB_POOL")
            else {},
        }
    raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///")


def master_keys() -> dict[str, bytes]:
    """``CORNER_MASTER_KEYS`` as ``name:base64,name:base64``, newest first; empty when not set."""
    return masters.parse(secret("CORNER_MASTER_KEYS"))


def provider() -> dict[str, Any]:
    """allauth's SOCIALACCOUNT_PROVIDERS for the organisation's own sign-in (OpenID Connect); empty when not set."""
    url = os.environ.get("CORNER_OIDC_URL", "").rstrip("/")
    if not url:
        return {}
    app = {
        # Another address is another provider: whom it calls "17" is not whom this one calls "17".
        "provider_id": f"oidc-{sha256(url.encode()).hexdigest()[:12]}",
        "name": os.environ.get("CORNER_OIDC_NAME", "your organisation"),
        "client_id": os.environ.get("CORNER_OIDC_CLIENT", ""),
        "secret": secret("CORNER_OIDC_SECRET"),
        "settings": {
            "server_url": url,
            "oauth_pkce_enabled": True,
            # Some say no more of an address than what it is: trusted only where the organisation owns them all.
            "verified_email": flag("CORNER_OIDC_EMAILS_ARE_OURS"),
        },
    }
    return {"openid_connect": {"APPS": [app]}}
