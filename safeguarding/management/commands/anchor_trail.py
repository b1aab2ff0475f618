"""``manage.py anchor_trail``: writes down elsewhere where the trail stands now."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safeguarding.trail.anchors import NotAsAnchored, anchor


class Command(BaseCommand):
    help = "Write the head of the trail to a file or address kept elsewhere, for verify_trail to compare."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to; the setting unless said."""
        parser.add_argument("--to", default=settings.ANCHORS, help="a path, or an https address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with an error when it can't be written, or the last anchor is not in the trail any more."""
        place = options["to"]
        if not place:
            raise CommandError("Say where with --to, or set CORNER_ANCHORS.")
        try:
            line = anchor(place, timezone.now())
        except NotAsAnchored as error:
            raise CommandError(f"The trail was changed. {error}") from error
        except (OSError, ValueError) as error:
            raise CommandError(f"The anchor could not be written to {place}: {error}") from error
        self.stdout.write(f"Anchored: {line}" if line else "The trail is empty: nothing to anchor.")
