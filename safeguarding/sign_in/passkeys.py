"""Passkeys (WebAuthn): what a browser is asked, and whether its answer holds. Rows are allauth's.

Only pages at the product's own address may use them, whatever host name a request came by.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from safeguarding.people.models import Worker
from safeguarding.sign_in.types import WrongCode

Asked = tuple[dict[str, Any], dict[str, Any]]
# What a browser's answer can be wrong in: every one of these means "no".
STRANGE = (ValueError, TypeError, KeyError, AttributeError, AssertionError, IndexError)
PREFERRED = UserVerificationRequirement.PREFERRED
REQUIRED = UserVerificationRequirement.REQUIRED


def _server() -> Fido2Server:
    ours = urlsplit(settings.BASE_URL)
    party = PublicKeyCredentialRpEntity(name=settings.PRODUCT_NAME, id=ours.hostname)
    return Fido2Server(party, verify_origin=lambda origin: origin == f"{ours.scheme}://{ours.netloc}")


def rows_of(worker: Worker) -> list[Authenticator]:
    """A worker's passkeys, oldest first."""
    return list(Authenticator.objects.filter(user=worker, type=Authenticator.Type.WEBAUTHN).order_by("pk"))


def _credential(row: Authenticator) -> AttestedCredentialData:
    found: AttestedCredentialData = row.wrap().authenticator_data.credential_data
    return found


def ask_for_new(worker: Worker) -> Asked:
    """What the browser is asked in order to make one, and what has to be kept until it answers."""
    user = PublicKeyCredentialUserEntity(
        id=worker.pk.hex.encode(), name=worker.email, display_name=worker.known_as
    )
    asked, kept = _server().register_begin(
        user,
        credentials=[_credential(row) for row in rows_of(worker)],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=PREFERRED,
    )
    return dict(asked), kept


def new_is_right(kept: Mapping[str, Any], answer: Mapping[str, Any]) -> AuthenticatorData:
    """The new passkey. Raises WrongCode for an answer to something else, or from elsewhere."""
    try:
        return _server().register_complete(kept, answer)
    except STRANGE as error:
        raise WrongCode from error


def ask_for(worker: Worker | None) -> Asked:
    """What the browser is asked for a passkey of this worker; of anybody: then it must have checked who holds it."""
    known = None if worker is None else [_credential(row) for row in rows_of(worker)]
    asked, kept = _server().authenticate_begin(known, REQUIRED if worker is None else PREFERRED)
    return dict(asked), kept


def whose(answer: Mapping[str, Any]) -> Worker:
    """The worker a passkey says it belongs to: not proven yet. Raises WrongCode."""
    try:
        key = UUID(websafe_decode(answer["response"]["userHandle"]).decode("ascii"))
    except STRANGE as error:
        raise WrongCode from error
    worker = Worker.objects.filter(pk=key, is_active=True).first()
    if worker is None:
        raise WrongCode
    return worker


def row_that_signed(
    rows: list[Authenticator], kept: Mapping[str, Any], answer: Mapping[str, Any]
) -> Authenticator:
    """Which of ``rows`` answered what was asked; its counter went up. Raises WrongCode."""
    credentials = {_credential(row).credential_id: row for row in rows}
    try:
        signed = _server().authenticate_complete(kept, [_credential(row) for row in rows], answer)
        count = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except STRANGE as error:
        raise WrongCode from error
    row = credentials[signed.credential_id]
    # A counter that stands still is a copy of the key. Passkeys kept in several devices always say 0.
    if count and count <= row.data.get("sign_count", 0):
        raise WrongCode
    row.data["sign_count"] = count
    return row
