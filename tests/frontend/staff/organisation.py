"""A tiny OpenID Connect provider on this machine. It checks what a real one checks, and says what it is told to."""

import base64
import json
import secrets
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "corner", "a-secret-of-the-test"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Who comes, is ``person``: their claims."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}
        self.way_out = True  # it publishes one
        self.ended: list[str] = []  # whose session it has ended
        self.url = ""

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes back to."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, posted: dict[str, str]) -> dict[str, Any] | None:
        """The token for a code, once, for whoever asked for it."""
        asked = self.codes.pop(posted.get("code", ""), None)
        proof = base64.urlsafe_b64encode(sha256(posted.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or (posted.get("client_id"), posted.get("client_secret")) != (CLIENT, SECRET)
            or posted.get("redirect_uri") != asked["redirect_uri"]
            or proof.decode().rstrip("=") != asked["code_challenge"]
        ):
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person}
        access = secrets.token_urlsafe(16)
        self.tokens[access] = {
            name: claims[name] for name in ("sub", "email", "email_verified") if name in claims
        }
        signed = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": access, "token_type": "Bearer", "id_token": signed}

    def end(self, asked: dict[str, str]) -> str:
        """Signed out here, by the token that says whose session it is; back to where the client may ask for."""
        hint = jwt.decode(
            asked["id_token_hint"],
            KEY.public_key(),
            ["RS256"],
            audience=CLIENT,
            options={"verify_exp": False},
        )
        self.ended.append(hint["sub"])
        return asked["post_logout_redirect_uri"] if asked["client_id"] == CLIENT else ""

    def described(self) -> dict[str, Any]:
        """The discovery document."""
        out = {"end_session_endpoint": f"{self.url}/end"} if self.way_out else {}
        return {
            **out,
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _say(self, what: Any, status: int = 200) -> None:
            body = json.dumps(what).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            path, asked = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if path in {"/authorize", "/end"}:
                answer = provider.authorize if path == "/authorize" else provider.end
                self.send_response(302)
                self.send_header("Location", answer({name: row[0] for name, row in asked.items()}))
                self.end_headers()
            elif path == "/userinfo":
                self._say(provider.tokens[(self.headers["Authorization"] or "").removeprefix("Bearer ")])
            else:
                self._say(provider.described())

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found = provider.token({name: row[0] for name, row in parse_qs(text).items()})
            self._say(found or {"error": "invalid_grant"}, 200 if found else 400)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    return Handler


@contextmanager
def organisation() -> Iterator[Provider]:
    """It serves while the test runs."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join(5)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """The test follows by itself."""


def follow(address: str) -> str:
    """The browser at the provider: the address it is sent back to."""
    try:
        urllib.request.build_opener(_Stay()).open(address)
    except HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    raise AssertionError("the provider sent nobody back")
