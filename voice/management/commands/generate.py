"""Makes up an authority, or a nation, with so many answers: to try pages, files and closing at real size."""

from datetime import datetime, time
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from safeguarding.people.models import YoungPerson
from voice.participation.actions import close_due
from voice.participation.generated import authority, quarters
from voice.participation.periods import Period, period_of
from voice.participation.types import PARTS
from voice.questions.models import QuestionSet
from voice.questions.types import Scale, Tier

QUARTERS = 14  # enough for usual limits, and two after a change
_REPLY = 0.62


class Command(BaseCommand):
    help = "Make up a realistic authority or nation in an empty database. Its manager: " + authority.MANAGER

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--answers", type=int, required=True, help="About so many answers.")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--quarters", type=int, default=QUARTERS)
        parser.add_argument("--open", action="store_true", help="Leave every period open.")

    def handle(self, *args: Any, **options: Any) -> None:
        if YoungPerson.objects.exists():
            raise CommandError("There are young people here. Made-up ones need a database of their own.")
        now, random = timezone.now(), Random(options["seed"])  # noqa: S311 - made-up people
        first = self._first(now, options["quarters"])
        people = options["answers"] / (len(PARTS) * _REPLY * options["quarters"])
        teams = max(round(people / authority.IN_A_TEAM), 1)
        with transaction.atomic():
            made = authority.make(random, teams, _moment(first))
            given = self._quarters(random, made, first, options["quarters"])
        self.stdout.write(f"{given} answers of {teams} teams in {options['quarters']} quarters")
        if not options["open"]:
            closed = close_due(now, "quarters")
            self.stdout.write(f"{sum(closed.values())} blocks closed")

    def _first(self, now: datetime, count: int) -> Period:
        period = period_of(timezone.localtime(now).date(), "quarters")
        for _ in range(count):
            period = period.before
        return period

    def _quarters(self, random: Random, made: authority.Made, period: Period, count: int) -> int:
        questions, _ = QuestionSet.objects.get_or_create(
            key="decision",
            tier=Tier.ELEVEN,
            version=1,
            defaults={"scale": Scale.FIVE, "published_at": _moment(period)},
        )
        services = {team.service for team in made.teams}
        change = frozenset(random.sample(sorted(services), -(-len(services) // 3)))
        given = 0
        for number in range(count):
            begins = _moment(period)
            for team in made.teams:
                authority.leave(random, team)
                authority.join(random, team, begins)
            later = number >= count - 5
            given += quarters.quarter(
                random, made, questions, begins, changed=change if later else frozenset()
            )
            period = period.next
        return given


def _moment(period: Period) -> datetime:
    return timezone.make_aware(datetime.combine(period.starts, time(9)))
