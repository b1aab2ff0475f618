"""``manage.py demo_links``: the sign-in link of each kind of person of the fictional service, as JSON."""

import json
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from config.demo_data.links import links
from config.demo_data.make import is_there


class Command(BaseCommand):
    help = "Print the sign-in links of the fictional service as JSON."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refused where CORNER_DEMO is not on, or before `manage.py demo`."""
        if not settings.DEMO:
            raise CommandError("There are such links only with CORNER_DEMO=1.")
        if not is_there():
            raise CommandError("There is no fictional service yet: manage.py demo")
        self.stdout.write(json.dumps(links(), indent=2))
