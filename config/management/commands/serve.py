"""``make run``: everything from nothing to a served product, in one command."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command


class Command(BaseCommand):
    help = "Set up and serve the fictional service on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        """The port to listen on."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, load the questions, make the fictional service once, gather static files, print links, serve."""
        if not settings.DEMO:
            raise CommandError("This serves a fictional service. Set CORNER_DEMO=1, or see docs/running.md.")
        call_command("migrate", verbosity=0)
        call_command("load_questions", verbosity=0)
        call_command("demo", stdout=self.stdout)
        call_command("collectstatic", verbosity=0, interactive=False)
        port = str(options["port"])
        self.stdout.write(f"\nServing http://localhost:{port} - stop with Ctrl-C")
        self.stdout.flush()
        # No access log: a card's address is a secret.
        command = [
            "uvicorn",
            "config.asgi:application",
            "--host",
            "127.0.0.1",
            "--port",
            port,
            "--no-access-log",
        ]
        command += ["--log-level", "warning", "--timeout-graceful-shutdown", "3"]
        os.execv(Path(sys.executable).parent / "uvicorn", command)  # noqa: S606 - our own server, no shell
