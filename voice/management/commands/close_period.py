"""Closes reporting periods that are over: run it daily, or by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from voice.participation.actions import close_due, close_period
from voice.participation.periods import named
from voice.participation.types import PeriodNotOver, PeriodOutOfOrder


class Command(BaseCommand):
    help = "Close every reporting period that is over, or one of them by name. Closing again does nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("period", nargs="?", help='A period\'s name: "2026-Q3" or "2026-09".')

    def handle(self, *args: Any, period: str | None = None, **options: Any) -> None:
        now = timezone.now()
        try:
            closed = {period: close_period(named(period), now)} if period else close_due(now)
        except PeriodNotOver as error:
            raise CommandError(f"{error} is not over yet.") from error
        except PeriodOutOfOrder as error:
            raise CommandError(f"{error} does not follow the last closed period.") from error
        except ValueError as error:
            raise CommandError(f"{period} is no period: write 2026-Q3 or 2026-09.") from error
        for name, blocks in closed.items():
            self.stdout.write(f"{name}: {blocks} blocks closed")
        if not closed:
            self.stdout.write("No period to close.")
