"""What a person does about coming in: set up a second step, use it, take one away; and sessions that end.

Secrets and codes pass through here and are kept nowhere but sealed; none is ever in the trail.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

from safeguarding.people.access import posts_of
from safeguarding.people.actions.permission import By, actor_of, must_set_up
from safeguarding.people.models import Service, Worker
from safeguarding.sign_in import passkeys, queries, secrets, sessions
from safeguarding.sign_in.types import LastWay, Way, WrongCode
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType

STEP = 30  # seconds a code of an app is shown for (RFC 6238)
AROUND = 1  # steps a phone's clock may be wrong by
APP_DIGITS = 6
Type = Authenticator.Type


def _hold(worker: Worker) -> None:
    # Whoever changes or uses a second step of theirs waits for whoever does so already: no code counts twice.
    Worker.objects.select_for_update().get(pk=worker.pk)


def _note(worker: Worker, what: str) -> None:
    record(TrailType.PERSON_CHANGED, trail.worker(worker.pk), about=("worker", worker.pk), what=what)


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """Which half minute these digits belong to; None if to none near now."""
    middle = int(now.timestamp()) // STEP
    for step in range(middle - AROUND, middle + AROUND + 1):
        if hmac.compare_digest(format_hotp_value(hotp_value(secret, step)).encode(), code.encode()):
            return step
    return None


def set_up_app(worker: Worker, secret: str, code: str, now: datetime) -> None:
    """The app on their phone shows the digits of ``secret``: from now on it is their second step, instead of another.

    Raises WrongCode when it doesn't.
    """
    step = _step_of(secret, digits(code), now)
    if step is None:
        raise WrongCode
    with change(now), secrets.of(worker, now):
        _hold(worker)
        Authenticator.objects.filter(user=worker, type=Type.TOTP).delete()
        row = TOTP.activate(worker, secret).instance
        row.data["last_step"] = step
        row.save(update_fields=["data"])
        RecoveryCodes.activate(worker)
        _note(worker, "app")


def add_passkey(
    worker: Worker, kept: Mapping[str, Any], answer: Mapping[str, Any], name: str, now: datetime
) -> None:
    """A passkey the browser made for what it was asked. Raises WrongCode."""
    passkeys.new_is_right(kept, answer)
    with change(now), secrets.of(worker, now):
        _hold(worker)
        Authenticator.objects.create(
            user=worker,
            type=Type.WEBAUTHN,
            data={"name": name, "credential": dict(answer)},
            created_at=now,
        )
        RecoveryCodes.activate(worker)
        _note(worker, "passkey")


def digits(text: str) -> str:
    """What was typed, without the gaps people put in."""
    return "".join(letter for letter in text[:40] if letter in "0123456789")


def use_code(worker: Worker, text: str, now: datetime) -> Way:
    """Digits of the app, or a recovery code. Either works once. Raises WrongCode."""
    code = digits(text)
    with change(now), secrets.of(worker, now):
        _hold(worker)
        if len(code) == APP_DIGITS:
            return _use_app(worker, code, now)
        row = Authenticator.objects.filter(user=worker, type=Type.RECOVERY_CODES).first()
        if row is None or not row.wrap().validate_code(code):
            raise WrongCode
        Authenticator.objects.filter(pk=row.pk).update(last_used_at=now)
        _note(worker, "recovery code used")
        return Way.CODE


def _use_app(worker: Worker, code: str, now: datetime) -> Way:
    row = Authenticator.objects.filter(user=worker, type=Type.TOTP).first()
    step = None if row is None else _step_of(decrypt(row.data["secret"]), code, now)
    # Seen over somebody's shoulder, it must not work again: nor may an earlier one.
    if row is None or step is None or step <= row.data.get("last_step", 0):
        raise WrongCode
    row.data["last_step"], row.last_used_at = step, now
    row.save(update_fields=["data", "last_used_at"])
    return Way.APP


def use_passkey(worker: Worker, kept: Mapping[str, Any], answer: Mapping[str, Any], now: datetime) -> Way:
    """One of their passkeys answered what was asked. Raises WrongCode."""
    with change(now):
        _hold(worker)
        row = passkeys.row_that_signed(passkeys.rows_of(worker), kept, answer)
        row.last_used_at = now
        row.save(update_fields=["data", "last_used_at"])
    return Way.PASSKEY


def codes_to_keep(worker: Worker, now: datetime) -> list[str]:
    """Their recovery codes, until they say that they have them: then never again."""
    row = Authenticator.objects.filter(user=worker, type=Type.RECOVERY_CODES).first()
    if row is None or row.wrap().did_view:
        return []
    with secrets.of(worker, now):
        codes: list[str] = row.wrap().get_unused_codes()
    return codes


def codes_are_kept(worker: Worker, now: datetime) -> None:
    """They have written them down."""
    with change(now):
        _hold(worker)
        row = Authenticator.objects.filter(user=worker, type=Type.RECOVERY_CODES).first()
        if row is not None:
            row.wrap().mark_as_viewed()


def make_new_codes(worker: Worker, now: datetime) -> None:
    """The old ones stop working."""
    with change(now), secrets.of(worker, now):
        _hold(worker)
        Authenticator.objects.filter(user=worker, type=Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(worker)
        _note(worker, "recovery codes")


def remove_app(worker: Worker, now: datetime) -> None:
    """Raises LastWay."""
    with change(now):
        _hold(worker)
        _remove(worker, Authenticator.objects.filter(user=worker, type=Type.TOTP), "app removed")


def remove_passkey(worker: Worker, passkey_id: int, now: datetime) -> None:
    """Raises LastWay."""
    with change(now):
        _hold(worker)
        rows = Authenticator.objects.filter(user=worker, type=Type.WEBAUTHN, pk=passkey_id)
        _remove(worker, rows, "passkey removed")


def _remove(worker: Worker, rows: Any, what: str) -> None:
    if not rows.exists():
        return
    if not queries.ways_of(worker).spare:
        raise LastWay
    rows.delete()
    _note(worker, what)


def begin_again(worker: Worker, now: datetime, by: By) -> None:
    """They lost their phone: second steps and password go, and every session ends. The caller sends them a new link.

    The password goes too, or whoever knows it could set up a second step of their own. An administrator over every
    post of theirs may. Raises NotAllowed.
    """
    with change(now):
        _hold(worker)
        places: list[Service | None] = [
            post.service for post in posts_of(worker, now).select_related("service")
        ]
        for place in places or [None]:
            must_set_up(by, place, now)
        Authenticator.objects.filter(user=worker).delete()
        worker.set_unusable_password()
        worker.save(update_fields=["password"])
        sessions.end_all(worker)
        record(
            TrailType.PERSON_CHANGED, actor_of(by), about=("worker", worker.pk), what="sign-in begun again"
        )
