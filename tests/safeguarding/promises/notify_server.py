"""A server that speaks GOV.UK Notify's API on a port of its own, and remembers what it was asked."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"corner-{SERVICE}-{SECRET}"


class Notify(ThreadingHTTPServer):
    """Takes texts and emails whose token was signed with the service's key."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken: list[tuple[str, dict[str, Any]]] = []
        self.refuse: set[str] = set()  # telephone numbers and addresses it says no to
        self.headers_seen: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Notify

    def do_GET(self) -> None:
        """For the outward heartbeat: any address answers."""
        self.server.taken.append((self.path, {}))
        self._say(200, {})

    def do_POST(self) -> None:
        """POST /v2/notifications/sms and /v2/notifications/email."""
        data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.headers_seen.append(str(self.headers))
        try:
            token = self.headers["Authorization"].removeprefix("Bearer ")
            jwt.decode(token, SECRET, algorithms=["HS256"], issuer=SERVICE)
        except jwt.InvalidTokenError:
            return self._say(403, {"errors": [{"error": "AuthError", "message": "Invalid token"}]})
        to = data.get("phone_number") or data.get("email_address")
        if to in self.server.refuse:
            return self._say(400, {"errors": [{"error": "BadRequestError", "message": f"{to} is not valid"}]})
        self.server.taken.append((self.path.rsplit("/", 1)[1], data))
        return self._say(201, {"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": data["reference"]})

    def _say(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def notify_server() -> Iterator[Notify]:
    """It answers until the block ends."""
    server = Notify()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
