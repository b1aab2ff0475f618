"""A made-up authority: the same from the same seed, with people who come and go, and something that changed."""

from datetime import datetime
from io import StringIO
from statistics import pstdev

import pytest
from django.core.management import CommandError, call_command

from safeguarding.people.models import Service, YoungPerson
from voice.contributions.models import Answer
from voice.participation.models import Block, ReleaseSum
from voice.participation.types import PARTS, Measure

pytestmark = pytest.mark.django_db


def make(answers: int, **options: int) -> str:
    out = StringIO()
    call_command("generate", "--answers", str(answers), stdout=out, **options)
    return out.getvalue()


def test_a_made_up_authority_is_closed_uneven_and_moving() -> None:
    said = make(1500, quarters=3)
    assert "answers of" in said and "blocks closed" in said
    teams = Service.objects.filter(kind="team")
    rates = []
    for team in teams:
        given = Answer.objects.filter(team=team, part=PARTS[0].value).count()
        rates.append(given / (25 * 3))
    assert len(rates) == 5 and pstdev(rates) > 0.05, "teams answer unevenly"
    here = YoungPerson.objects.count()
    assert here > 25 * len(rates), "some left and others joined"
    assert set(PARTS) <= {Measure(one) for one in Block.objects.values_list("measure", flat=True).distinct()}
    top = Service.objects.get(parent__isnull=True)
    assert ReleaseSum.objects.filter(unit=top, measure=Measure.HEARD).count() >= 2


def test_the_same_seed_makes_the_same_answers() -> None:
    from django.db import transaction

    def once() -> list[tuple[str, str, datetime]]:
        with transaction.atomic():
            make(300, quarters=1, open=True)
            found = list(Answer.objects.order_by("pk").values_list("part", "value", "given_at"))
            transaction.set_rollback(True)
        return found

    assert once() == once() != []


def test_it_never_goes_into_a_database_with_young_people() -> None:
    make(300, quarters=1, open=True)
    with pytest.raises(CommandError, match="of their own"):
        make(300)
