"""Makes the database role under which managers' queries run. PostgreSQL only; again after each migrate."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from voice.participation.reader import NotAName, make_reader


class Command(BaseCommand):
    help = "Make the role that can read release tables and nothing else. Then set CORNER_READER_ROLE to its name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", nargs="?", default=settings.READER_ROLE or "corner_reader")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError(
                "This database has no roles. On SQLite the import contract holds the same line."
            )
        try:
            readable = make_reader(role)
        except NotAName as error:
            raise CommandError("A role's name: small letters, digits, underscores.") from error
        self.stdout.write(f"{role} reads {', '.join(readable)} and nothing else.")
        if role != settings.READER_ROLE:
            self.stdout.write(f"Now set CORNER_READER_ROLE={role}")
