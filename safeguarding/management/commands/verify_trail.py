"""``manage.py verify_trail``: is the trail as it was written?"""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from safeguarding.trail import triggers
from safeguarding.trail.models import TrailHead
from safeguarding.trail.queries import first_broken


class Command(BaseCommand):
    help = "Check every link of the trail, and that the database still refuses to change it."

    def add_arguments(self, parser: CommandParser) -> None:
        """An anchor written down elsewhere shows a tail that was cut off."""
        parser.add_argument(
            "--anchor", help="NUMBER:DIGEST that an earlier run printed and was kept elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with an error that names the first entry that does not fit."""
        broken = first_broken(options["anchor"])
        if broken is not None:
            raise CommandError(f"The trail was changed: entry {broken} does not fit.")
        if not triggers.installed():
            raise CommandError("The trail is whole, but its triggers are gone. Run: manage.py migrate")
        head = TrailHead.objects.filter(pk=1).first()
        number, digest = (head.number, bytes(head.digest).hex()) if head else (0, "")
        self.stdout.write(f"The trail is whole: {number} entries.\nKeep this elsewhere: {number}:{digest}")
