"""A key in the header: `Authorization: Token …`, for programmes that read release data."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from safeguarding.people.models import Worker
from voice.participation.keys import worker_with

_WORD = b"token"


class KeyAuthentication(BaseAuthentication):
    """The worker whose key it is. A wrong or ended key is 401, whatever else the request holds."""

    def authenticate(self, request: Request) -> tuple[Worker, None] | None:
        """None when there is no key: another way in may be tried."""
        word, _, key = get_authorization_header(request).partition(b" ")
        if word.lower() != _WORD:
            return None
        worker = worker_with(key.strip().decode("latin-1"))
        if worker is None:
            raise AuthenticationFailed("This key does not work.")
        return worker, None

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Token"


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular has no types here
    """How the key is described."""

    target_class = KeyAuthentication
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """An API key in the Authorization header."""
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <key>"}
