"""What this machine has to test against: databases, Redis, a browser."""

import os
import shutil
import socket
import subprocess
import sys
from urllib.parse import urlsplit

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
CHROMIUMS = (
    os.environ.get("CHROMIUM", ""),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def answers(url: str) -> bool:
    """Somebody listens where the address points."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), timeout=1):
            return True
    except OSError:
        return False


def chromium() -> str:
    """A Chromium or Chrome on this machine; empty if there is none."""
    return next((path for path in CHROMIUMS if path and shutil.which(path)), "")


def install_chromium() -> str:
    """Find a browser, or install one: from the system's packages as root, else Playwright's own.

    Exits with one line that says how, when neither works.
    """
    if found := chromium():
        return found
    print("No Chromium here: installing one (once) ...")
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-core"], check=False)
        if found := chromium():
            return found
    if (
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode
        == 0
    ):
        return "playwright"
    sys.exit("A browser is needed: sudo apt-get install chromium (or set CHROMIUM to one)")


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
