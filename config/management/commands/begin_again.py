"""``manage.py begin_again EMAIL``: when the only administrator has lost phone and codes."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from frontend.staff.links import welcome_link
from safeguarding.people.models import Worker
from safeguarding.sign_in.actions import begin_again
from safeguarding.trail.types import CLOCKS


class Command(BaseCommand):
    help = "Let a worker set up password and second step again. Prints the link: pass it on to nobody else."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email", help="their work email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Whoever can run this has the keys to everything: the trail says that the system did it."""
        worker = Worker.objects.filter(email__iexact=options["email"], is_active=True).first()
        if worker is None:
            raise CommandError("Nobody who works here has that email.")
        begin_again(worker, timezone.now(), CLOCKS)
        self.stdout.write(f"{welcome_link(worker)}\nIt works once, for three days.")
