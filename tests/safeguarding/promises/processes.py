"""Real processes on the test database, to be killed."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[3]
SEND = """
import django, sys
django.setup()
from datetime import datetime
from safeguarding.promises import outbox
outbox.send(datetime.fromisoformat(sys.argv[1]))
"""


def environment(smtp_port: int) -> dict[str, str]:
    """What a process of the product needs to work on this very test database and mail server."""
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        there = connection.settings_dict
        url = f"postgres://{there['USER']}@{there['HOST']}:{there['PORT']}/{name}"
    own = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
        "CORNER_SMTP_PORT": str(smtp_port),
        "CORNER_SMTP_HOST": "127.0.0.1",
    }
    return os.environ | own


def sender(now: datetime, smtp_port: int) -> "subprocess.Popen[bytes]":
    """One pass of the outbox in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SEND, now.isoformat()], cwd=ROOT, env=environment(smtp_port)
    )
