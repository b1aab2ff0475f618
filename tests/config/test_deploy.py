"""`manage.py check --deploy` has nothing to say about settings as in production, and names what is missing."""

import base64
import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client

from frontend.form_tokens import FormTokens

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.each_database


def key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def check(data: Path, **more: str) -> tuple[int, str]:
    """In a process of its own, with the real settings and nothing of the test's."""
    production = {
        "CORNER_DATA": str(data),
        "CORNER_SECRET_KEY": secrets.token_urlsafe(50),
        "CORNER_MASTER_KEYS": f"2026:{key()}",
        "CORNER_DIGEST_KEY": key(),
        "CORNER_RELEASE_KEY": key(),
        "CORNER_HOSTS": "corner.example",
        "CORNER_URL": "https://corner.example",
        "CORNER_BEHIND_PROXY": "1",
        "CORNER_ERASURES": str(data / "elsewhere" / "erasures"),
        "CORNER_ANCHORS": str(data / "elsewhere" / "anchors"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**production, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_production_is_clean(tmp_path: Path) -> None:
    code, said = check(tmp_path)
    assert code == 0, said
    assert "no issues" in said


def test_it_names_what_is_missing_or_in_the_open(tmp_path: Path) -> None:
    open_ones = {"CORNER_URL": "http://corner.example", "CORNER_OIDC_URL": "http://sign-in.example"}
    code, said = check(tmp_path, CORNER_SECRET_KEY="", **open_ones)
    assert code != 0
    assert {f"corner.E0{number}" for number in ("01", "14", "15", "16")} <= set(
        re.findall(r"corner\.\w+", said)
    )


@pytest.mark.django_db
def test_what_the_silenced_checks_look_for_is_there(client: Client) -> None:
    assert client.get("/sign-in")["X-Frame-Options"] == "DENY"
    assert "frontend.form_tokens.FormTokens" in settings.MIDDLEWARE
    assert issubclass(FormTokens, CsrfViewMiddleware)
    assert Client(enforce_csrf_checks=True).post("/sign-in", {"email": "a@example.org"}).status_code == 403
