"""``manage.py apply_erasures``: after a restore, erases again whom the backup brought back."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from safeguarding.erasure.actions import apply_ledger
from safeguarding.vault import ledger


class Command(BaseCommand):
    help = "Erase again everybody in the ledger of erasures whom a restored backup brought back."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run twice, it does nothing the second time. Exits with an error for lines that are not ours."""
        try:
            again = apply_ledger(timezone.now())
            broken = ledger.read().broken
        except ledger.NoLedger as error:
            raise CommandError("CORNER_ERASURES is not set.") from error
        except OSError as error:
            raise CommandError(f"The ledger of erasures can't be read: {error}") from error
        self.stdout.write(f"{again} young people were erased again.")
        if broken:
            lines = ", ".join(map(str, broken))
            raise CommandError(f"Lines of the ledger that are broken or were not written here: {lines}")
