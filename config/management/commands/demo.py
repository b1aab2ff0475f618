"""``manage.py demo``: the fictional service, made once; its sign-in links, every time."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from config.demo_data.links import about_noor, links
from config.demo_data.make import NotTheDemo, make


class Command(BaseCommand):
    help = "Make the fictional service if it is not there, and print who can sign in where."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refused where CORNER_DEMO is not on."""
        try:
            new = make(timezone.now())
        except NotTheDemo as error:
            raise CommandError("Fictional people are made only with CORNER_DEMO=1.") from error
        self.stdout.write(
            "A fictional authority is ready.\n" if new else "The fictional authority is there.\n"
        )
        found = links()
        widest = max(len(person) for person in found)
        for person, url in found.items():
            self.stdout.write(f"  {person.replace('_', ' '):<{widest}}  {url}")
        self.stdout.write(f"\n  {about_noor()}")
