"""Keys of the fictional service: made once on this machine, kept in the data folder, never in the code."""

import base64
import json
import os
import secrets
from pathlib import Path


def served_at(data: Path) -> Path:
    """Where the server leaves the port it was started with, so that ``demo_links`` knows it too."""
    return data / "port"


def _port(data: Path) -> str:
    file = served_at(data)
    left = file.read_text().strip() if file.exists() else ""
    return os.environ.get("PORT") or (left if left.isdecimal() else "8000")


def fill_environment(data: Path) -> None:
    """Set what production must set by hand, unless it is set already."""
    file = data / "demo-keys.json"
    if not file.exists():
        made = {
            "CORNER_SECRET_KEY": secrets.token_urlsafe(50),
            "CORNER_MASTER_KEYS": f"demo:{base64.b64encode(secrets.token_bytes(32)).decode()}",
            "CORNER_DIGEST_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
            "CORNER_RELEASE_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        }
        file.touch(mode=0o600)
        file.write_text(json.dumps(made))
    for name, value in json.loads(file.read_text()).items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("CORNER_HOSTS", "localhost,127.0.0.1,[::1]")
    os.environ.setdefault("CORNER_PERIODS", "months")
    # For real these are kept elsewhere.
    os.environ.setdefault("CORNER_ANCHORS", str(data / "anchors"))
    os.environ.setdefault("CORNER_ERASURES", str(data / "erasures"))
    os.environ.setdefault("CORNER_URL", f"http://localhost:{_port(data)}")
    # Nothing leaves this machine: mail is written to the data folder instead.
    os.environ.setdefault("CORNER_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
