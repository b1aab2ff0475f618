"""System checks: what must be set before anyone may depend on this. Each has a stable id and a hint."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution


@register()
def secrets_are_set(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """No default secret outside the demo."""
    found: list[CheckMessage] = []
    if settings.SECRET_KEY == "not-set":
        found.append(Error("CORNER_SECRET_KEY is not set.", hint="openssl rand -base64 48", id="corner.E001"))
    if not settings.MASTER_KEYS:
        found.append(
            Error(
                "CORNER_MASTER_KEYS is not set: nothing said could be sealed.",
                hint='CORNER_MASTER_KEYS="2026:$(openssl rand -base64 32)", kept apart from the database.',
                id="corner.E002",
            )
        )
    for number, name in ((3, "DIGEST_KEY"), (4, "RELEASE_KEY")):
        if getattr(settings, name) is None:
            found.append(
                Error(f"CORNER_{name} is not set.", hint="openssl rand -base64 32", id=f"corner.E00{number}")
            )
    return found


@register(deploy=True)
def demo_is_off(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The fictional service has sign-in links that anybody could print."""
    if settings.DEMO:
        return [Error("CORNER_DEMO is on.", hint="Unset CORNER_DEMO in production.", id="corner.E010")]
    return []


@register(deploy=True)
def sockets_can_reach_other_processes(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """On PostgreSQL there are several processes: an in-memory layer would reach only one."""
    in_memory = not settings.REDIS_URL
    if in_memory and settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return [Error("REDIS_URL is not set.", hint="REDIS_URL=redis://127.0.0.1:6379/0", id="corner.E011")]
    return []


@register(deploy=True)
def managers_read_as_the_reader(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """On PostgreSQL the database itself can keep managers' queries away from answers."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") and not settings.READER_ROLE:
        hint = "manage.py make_reader, then CORNER_READER_ROLE=corner_reader"
        return [Caution("CORNER_READER_ROLE is not set.", hint=hint, id="corner.W012")]
    return []


@register(deploy=True)
def sign_in_is_over_https(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Passkeys and the links in mails are made for the public address."""
    if settings.DEMO or settings.BASE_URL.startswith("https://"):
        return []
    hint = "CORNER_URL=https://the.address.people.use"
    return [
        Error("CORNER_URL is not an https address: passkeys would not work.", hint=hint, id="corner.E014")
    ]


@register()
def provider_is_whole(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """An organisation's own sign-in is asked by name and secret, and never in the open outside this machine."""
    found: list[CheckMessage] = []
    for app in settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", []):
        url = urlsplit(app["settings"]["server_url"])
        if not app["client_id"] or not app["secret"]:
            hint = "CORNER_OIDC_CLIENT and CORNER_OIDC_SECRET, as the provider gave them"
            found.append(
                Error("CORNER_OIDC_URL is set without client and secret.", hint=hint, id="corner.E015")
            )
        if url.scheme != "https" and url.hostname not in {"localhost", "127.0.0.1"}:
            hint = "CORNER_OIDC_URL=https://…: whoever sits between could sign in as anybody"
            found.append(Error("CORNER_OIDC_URL is not an https address.", hint=hint, id="corner.E016"))
    return found
