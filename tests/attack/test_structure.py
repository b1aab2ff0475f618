"""e: the rules of blocks, checked on what three quarters left in the database."""

from collections import Counter

import pytest
from django.db import DatabaseError, transaction

from tests.attack.conftest import Note
from tests.attack.simulated import Simulated
from voice.contributions.models import Answer
from voice.participation import triggers
from voice.participation.models import Block, ReleaseFigure, ReleaseSum
from voice.participation.types import EPSILON, PARTS

pytestmark = pytest.mark.django_db


def test_blocks_are_whole_large_enough_and_closed_for_good(simulated: Simulated, note: Note) -> None:
    blocks = Block.objects.filter(measure__in=PARTS)
    people = {block.pk: block.answers.values("young_person").distinct().count() for block in blocks}
    note(attack="structure", blocks=len(people), smallest=min(people.values()))
    assert min(people.values()) >= 10
    once = Counter(Answer.objects.filter(block__isnull=False).values_list("pk", flat=True))
    assert set(once.values()) == {1}
    assert not Answer.objects.filter(block__isnull=False, young_person__is_drop_in=True).exists()
    assert triggers.installed()
    for rows in (Block.objects.all(), ReleaseFigure.objects.all(), ReleaseSum.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(period="2020-Q1")


def test_every_sum_is_the_sum_of_its_blocks_and_says_nothing_new(simulated: Simulated) -> None:
    world = simulated.world
    for whole in ReleaseSum.objects.filter(unit=world.authority):
        parts = ReleaseFigure.objects.filter(measure=whole.measure, period=whole.period)
        assert whole.favourable == sum(one.favourable for one in parts)
        assert whole.not_favourable == sum(one.not_favourable for one in parts)
        assert whole.blocks == len(parts)


def test_an_answer_is_paid_for_once_a_part_and_period(simulated: Simulated) -> None:
    assert set(ReleaseFigure.objects.values_list("epsilon", flat=True)) == {EPSILON}
    rows = Answer.objects.filter(block__isnull=False).values_list("young_person", "block")
    periods = dict(Block.objects.values_list("pk", "period"))
    measures = dict(Block.objects.values_list("pk", "measure"))
    used = Counter(
        (person, measures[block], periods[block]) for person, block in set(rows) if block is not None
    )
    assert used and max(used.values()) == 1
