"""``make run``: everything from nothing to a served product, in one command."""

import os
import sys
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connections
from django.utils.module_loading import import_string

from config.demo import served_at
from config.gathered import gather


class Command(BaseCommand):
    help = "Set up and serve the fictional service on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        """The port to listen on."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, load the questions, make the fictional service once, gather static files, print links, serve."""
        if not settings.DEMO:
            raise CommandError("This serves a fictional service. Set CORNER_DEMO=1, or see docs/running.md.")
        port = options["port"]
        if os.environ.get("PORT", str(port)) != str(port) or urlsplit(settings.BASE_URL).port != port:
            _again_at(port)
        served_at(settings.DATA_DIR).write_text(str(port))
        call_command("migrate", verbosity=0)
        call_command("load_questions", verbosity=0)
        call_command("demo", stdout=self.stdout)
        gather()
        self.stdout.write(f"\nServing http://localhost:{port} - stop with Ctrl-C")
        self.stdout.flush()
        connections.close_all()
        application = import_string(
            "config.asgi.application"
        )  # it sets up logging, which is made quiet after
        # In this process: what was read in for the commands above is there already. No access log: a card's
        # address is a secret.
        uvicorn.run(
            application,
            host="127.0.0.1",
            port=port,
            access_log=False,
            log_level="warning",
            timeout_graceful_shutdown=3,
        )


def _again_at(port: int) -> None:
    """The links name the port, and settings are read before the command is: begin again with both the same."""
    if "CORNER_URL" in os.environ and os.environ.get("CORNER_SERVED_AT") == str(port):
        return  # an address of their own, behind something else
    names = {"PORT": str(port), "CORNER_SERVED_AT": str(port)}
    left = {name: value for name, value in os.environ.items() if name != "CORNER_URL" or not _ours(value)}
    os.execve(sys.executable, [sys.executable, *sys.argv], left | names)  # noqa: S606 - ourselves, no shell


def _ours(url: str) -> bool:
    """The address we filled in ourselves, not one that somebody set."""
    return url.startswith("http://localhost:")
