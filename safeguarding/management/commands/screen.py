"""``manage.py screen``: JSON lines in, one JSON line out for each, with the rulebook that comes with Corner."""

import sys
from typing import Any

from django.core.management import BaseCommand

from safeguarding.rulebook.loader import shipped
from safeguarding.screening.lines import screen_lines


class Command(BaseCommand):
    help = (
        'Screen JSON lines {"id", "text", "lang"?, "young_person"?, "day"?} from standard input. Lines with '
        "the same young_person are one person's days in order. A line that can't be read gets an error of "
        "its own. Nothing is stored."
    )
    # It needs no database: it answers on a machine where nothing else is set up.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything, then write one line for each line read."""
        for result in screen_lines(sys.stdin.buffer, shipped()):
            sys.stdout.write(result + "\n")
