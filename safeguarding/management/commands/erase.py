"""``manage.py erase``: asks for an erasure, agrees to one, refuses one, or lists what waits.

Each step is done in the name of a worker, who must be allowed to do it; the second is another one.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safeguarding.erasure.actions import agree_to_erasure, ask_erasure, refuse_erasure
from safeguarding.erasure.models import Erasure
from safeguarding.erasure.queries import erasure, waiting
from safeguarding.erasure.types import MustKeep, NotWaiting, WhyErase
from safeguarding.people.models import Worker
from safeguarding.people.queries import young_person_to_erase
from safeguarding.people.types import NotAllowed


class Command(BaseCommand):
    help = "Erase a young person: one asks, another agrees."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, to whom, in whose name."""
        parser.add_argument("step", choices=["ask", "agree", "refuse", "list"])
        parser.add_argument("id", nargs="?", help="ask: the young person's; agree and refuse: the request's")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the worker who does this")
        parser.add_argument("--why", choices=WhyErase.values, help="for ask")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with an error that says plainly why not."""
        worker = Worker.objects.filter(email__iexact=options["by"], is_active=True).first()
        if worker is None:
            raise CommandError("No worker signs in with that address.")
        try:
            self._step(worker, options)
        except (NotAllowed, ValidationError) as error:
            raise CommandError("There is no such id, or that worker may not do this.") from error
        except MustKeep as error:
            raise CommandError(f"Not erased. {error}") from error
        except NotWaiting as error:
            raise CommandError("That was answered already.") from error
        except OSError as error:
            raise CommandError(f"Not erased. The ledger can't be written: {error}") from error

    def _step(self, worker: Worker, options: dict[str, Any]) -> None:
        now, step = timezone.now(), options["step"]
        if step == "list":
            for row in waiting(worker, now):
                self.stdout.write(_line(row))
            return
        if not options["id"]:
            raise CommandError("Say which: the id is missing.")
        if step == "ask":
            if not options["why"]:
                raise CommandError("Say why: --why asked, time or mistake.")
            young_person = young_person_to_erase(worker, options["id"], now)
            self.stdout.write(_line(ask_erasure(worker, young_person, WhyErase(options["why"]), now)))
            return
        row = erasure(worker, options["id"], now)
        done = (agree_to_erasure if step == "agree" else refuse_erasure)(worker, row, now)
        self.stdout.write(f"{done.get_state_display()}: {done.young_person_id}")


def _line(row: Erasure) -> str:
    return f"{row.pk}: young person {row.young_person_id}, asked {row.asked_at:%d %B %Y}, {row.get_why_display()}"
