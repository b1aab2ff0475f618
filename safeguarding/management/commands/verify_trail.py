"""``manage.py verify_trail``: is the trail as it was written?"""

import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from safeguarding.trail import triggers
from safeguarding.trail.anchors import read_anchor, read_anchors
from safeguarding.trail.verifying import verify


class Command(BaseCommand):
    help = "Check every link of the trail, and that the database still refuses to change it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Anchors written down elsewhere show a tail that was cut off."""
        parser.add_argument(
            "--anchor", help="NUMBER:DIGEST that an earlier run printed and was kept elsewhere"
        )
        parser.add_argument("--anchors", help="a file that anchor_trail wrote, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with an error that names the first entry that does not fit."""
        try:
            known = _anchors(options["anchors"])
            if options["anchor"]:
                number, digest = read_anchor(options["anchor"])
                known[number] = digest
        except (OSError, ValueError) as error:
            raise CommandError(f"The anchors can't be read: {error}") from error
        found = verify(known)
        if found.finding is not None:
            raise CommandError(f"The trail was changed. {found.finding.what}")
        if not triggers.installed():
            raise CommandError("The trail is whole, but its triggers are gone. Run: manage.py migrate")
        self.stdout.write(f"The trail is whole: {found.entries} entries, {len(known)} anchors fit.")
        self.stdout.write(
            f"Keep this elsewhere: {found.entries}:{found.digest.hex() if found.entries else ''}"
        )


def _anchors(place: str | None) -> dict[int, bytes]:
    if not place:
        return {}
    return read_anchors(sys.stdin if place == "-" else Path(place).read_text().splitlines())
