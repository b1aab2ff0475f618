"""``manage.py clocks``: runs the clocks until told to stop. Any number may run at once."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from safeguarding.promises import runner


class Command(BaseCommand):
    help = "Move promises that are due and send what is waiting, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one pass, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Stops cleanly at SIGTERM and at Ctrl-C; killed at any other moment it loses nothing."""
        if options["once"]:
            runner.run_once(timezone.now())
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        runner.run(stop, always=True)
