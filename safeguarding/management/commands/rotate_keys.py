"""``manage.py rotate_keys``: everything under the newest master key or digest key, while everything goes on."""

import time
import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.utils import timezone

from safeguarding.people.actions import replace_data_key
from safeguarding.people.models import YoungPerson
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import CLOCKS, TrailType
from safeguarding.vault import digests, resealing, rotation
from safeguarding.vault.masters import masters
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import CannotOpen, Erased

T = TypeVar("T")
TRIES = 5  # a busy SQLite refuses a batch now and then; it is tried again


class Command(BaseCommand):
    help = (
        "Wrap every data key under the newest master key; or make every keyed digest anew; or seal one young person's "
        "things under a new key."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to rotate; all data keys unless said."""
        parser.add_argument("--batch", type=int, default=rotation.BATCH, help="keys in one transaction")
        parser.add_argument(
            "--digests", action="store_true", help="bring every keyed digest to CORNER_DIGEST_KEY"
        )
        parser.add_argument(
            "--young-person", metavar="ID", help="seal everything of theirs anew under a new data key"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Stopped at any moment and run again, it goes on. Says what is left, and which key may be removed."""
        now = timezone.now()
        try:
            if options["young_person"]:
                self._reseal(options["young_person"], now)
            elif options["digests"]:
                self._remake(options["batch"], now)
            else:
                self._rewrap(options["batch"], now)
        except CannotOpen as error:
            raise CommandError(str(error)) from error

    def _rewrap(self, size: int, now: datetime) -> None:
        newest, done, cannot = next(iter(masters().names())), 0, 0
        last: uuid.UUID | None = None
        while True:
            batch = _patiently(partial(rotation.rewrap, last, size))
            done, cannot, last = done + batch.done, cannot + len(batch.cannot), batch.last
            if last is None:
                break
            self.stdout.write(f"{done} wrapped by {newest} so far")
        if done:
            with change(now):
                record(TrailType.KEYS_ROTATED, CLOCKS, what="master_key", many=done)
        self.stdout.write(f"{done} data keys were wrapped anew by {newest}.")
        left = rotation.left()
        for name, many in left.items():
            self.stdout.write(f"Left: {many} wrapped by {name}. Keep that key.")
        if cannot:
            raise CommandError(f"{cannot} data keys can't be opened: a master key is missing or another one.")
        if not left:
            old = ", ".join(name for name in masters().names() if name != newest)
            self.stdout.write(
                f"Nothing is left. These may be removed: {old or 'none, there is only one key'}."
            )

    def _remake(self, size: int, now: datetime) -> None:
        done = 0
        while some := _patiently(lambda: digests.remake(size)):
            done += some
            self.stdout.write(f"{done} digests so far")
        if done:
            with change(now):
                record(TrailType.KEYS_ROTATED, CLOCKS, what="digest_key", many=done)
        self.stdout.write(f"{done} digests were made anew.")
        if left := digests.left():
            raise CommandError(
                f"{left} are still of an older key: a process that does not know the new one writes."
            )
        self.stdout.write("Nothing is left. Keep the older keys: the way to a digest begins with them.")

    def _reseal(self, young_person_id: str, now: datetime) -> None:
        """A new key unless one was begun already, everything sealed anew, the old key destroyed when it can be."""
        try:
            young_person = YoungPerson.objects.select_related("data_key").get(pk=young_person_id)
        except (YoungPerson.DoesNotExist, ValidationError) as error:
            raise CommandError("There is no such young person.") from error
        try:
            earlier = list(DataKey.objects.filter(replaced_by=young_person.data_key, wrapped__isnull=False))
            if not earlier:
                earlier = [young_person.data_key]
                replace_data_key(young_person, now, CLOCKS)
        except Erased as error:
            raise CommandError("They were erased: there is nothing to seal.") from error
        done = sum(resealing.reseal(old, young_person.data_key) for old in earlier)
        for old in earlier:
            old.refresh_from_db()
        kept = [old for old in earlier if not resealing.finish(old, now)]
        self.stdout.write(f"{done} values were sealed anew.")
        if kept:
            minutes = int(resealing.SETTLED.total_seconds() // 60)
            self.stdout.write(f"Run this again in {minutes} minutes: then the old key can be destroyed.")
        else:
            self.stdout.write("The old key is destroyed.")


def _patiently(step: Callable[[], T]) -> T:
    for wait in range(TRIES):
        try:
            return step()
        except OperationalError:
            time.sleep(wait)
    return step()
