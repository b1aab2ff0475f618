"""Loads the shipped question sets: run it after every upgrade; an unchanged set stays as it is."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from voice.questions.load import load


class Command(BaseCommand):
    help = "Load the question sets that come with the product. A changed set becomes a new version."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load(timezone.now())} question sets got a new version")
