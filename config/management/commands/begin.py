"""``manage.py begin NAME``: the first agency, or another one, with the administrator who sets it up."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from frontend.staff.links import welcome_link
from safeguarding.people.types import NotNow, ServiceKind
from safeguarding.responsibility.beginning import TOPS, begin_agency


class Command(BaseCommand):
    help = "Begin an agency (an authority, or a nation) with its first administrator. Prints their link."

    def add_arguments(self, parser: CommandParser) -> None:
        """What it is called, and who sets it up."""
        parser.add_argument("name", help="the agency's name, as staff read it")
        parser.add_argument("--kind", choices=TOPS, default=ServiceKind.AUTHORITY.value)
        parser.add_argument("--administrator", required=True, metavar="NAME", help="their full name")
        parser.add_argument("--email", required=True, help="their work email")
        parser.add_argument(
            "--known-as", default="", help="what people call them (their first name, if not said)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Whoever can run this has the keys to everything: the trail says that the system did it."""
        names = {
            key: " ".join(options[key].split()) for key in ("name", "administrator", "known_as", "email")
        }
        if not names["name"] or not names["administrator"]:
            raise CommandError("The agency and its administrator need names.")
        try:
            validate_email(names["email"])
            worker = begin_agency(
                ServiceKind(options["kind"]),
                names["name"],
                names["administrator"],
                names["known_as"] or names["administrator"].split()[0],
                names["email"],
                timezone.now(),
            )
        except ValidationError as error:
            raise CommandError("That is not an email address.") from error
        except NotNow as error:
            known = {
                "there_is_one": "There is an agency called {}.",
                "email": "Somebody has the email {} already.",
            }
            raise CommandError(known[error.code].format(error.about)) from error
        self.stdout.write(f"{welcome_link(worker)}\nFor {worker.name} alone. It works once, for three days.")
