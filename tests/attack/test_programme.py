"""c and f: the attack by programming recovers no answer from what is published, and most from a naive view."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest

from safeguarding.people.models import Service
from tests.attack.conftest import Note
from tests.attack.programme import Count, recovered
from tests.attack.simulated import QUARTERS, Simulated
from voice.contributions.models import Answer
from voice.participation.blocks import Verdict, verdict
from voice.participation.models import ReleaseFigure
from voice.participation.types import PARTS
from voice.questions.types import Scale

pytestmark = pytest.mark.django_db
LEAST_NAIVE = 5
RARELY_BEYOND = 14  # noise of scale 2 is larger for fewer than 1 count in 1,000
KINDS = (Verdict.FAVOURABLE, Verdict.NOT_FAVOURABLE)
Truth = list[Answer]


def kind_of(answer: Answer) -> Verdict:
    return verdict(Scale(answer.scale), answer.value)


def both(answer: Answer) -> tuple[int, int]:
    found = kind_of(answer)
    return int(found is KINDS[0]), int(found is KINDS[1])


def right(found: dict[int, int], truth: Truth) -> int:
    return sum(both(truth[answer])[0] == value for answer, value in found.items())


def published(truth: Truth) -> Iterator[Count]:
    """Stronger than any screen: the protected counts themselves, and who was in each block."""
    inside: dict[object, set[int]] = {}
    for place, answer in enumerate(truth):
        inside.setdefault(answer.block_id, set()).add(place)
    for figure in ReleaseFigure.objects.filter(block__in=list(inside)):
        members = frozenset(inside[figure.block_id])
        for kind, count in enumerate((figure.favourable, figure.not_favourable)):
            yield Count(members, kind, count - RARELY_BEYOND, count + RARELY_BEYOND)


def closed_answers() -> Truth:
    """One answer a person and block: the one that was counted."""
    rows = Answer.objects.filter(block__isnull=False, part__in=PARTS).select_related("block")
    latest = {(row.young_person_id, row.block_id): row for row in rows.order_by("given_at", "pk")}
    return list(latest.values())


def test_no_answer_is_recovered_from_what_is_published(simulated: Simulated, note: Note) -> None:
    truth = closed_answers()
    blocks = sorted({answer.block_id for answer in truth if answer.block_id}, key=str)
    assert len(blocks) >= 6, "there is something to attack"
    for insiders in range(4):
        known: dict[int, tuple[int, int]] = {}
        for block in blocks:
            inside = [place for place, answer in enumerate(truth) if answer.block_id == block]
            known |= {place: both(truth[place]) for place in inside[:insiders]}
        targets = [place for place in range(len(truth)) if place not in known]
        found = recovered(len(truth), published(truth), known=known, targets=targets)
        found |= recovered(len(truth), published(truth), known=known, targets=targets[:60], whole=True)
        note(attack="programme", insiders=insiders, answers=len(targets), recovered=len(found))
        assert found == {}


def naive(truth: Truth) -> Iterator[Count]:
    """Live counts of one part in one quarter, by unit, age and language, week by week, from five people up."""
    units = list(Service.objects.all())
    years = [None, *sorted({answer.young_person.born_year or 0 for answer in truth})]
    languages = [None, "en", "cy", "ar"]
    weeks = [QUARTERS[0] + timedelta(days=7 * week) for week in range(1, 8)]
    for unit, year, language, until in product(units, years, languages, weeks):
        inside = frozenset(
            place
            for place, answer in enumerate(truth)
            if answer.team.path.startswith(unit.path)
            and year in (None, answer.young_person.born_year)
            and language in (None, answer.young_person.language)
            and answer.given_at < until
        )
        if len(inside) >= LEAST_NAIVE:
            for kind, wanted in enumerate(KINDS):
                exact = sum(kind_of(truth[place]) is wanted for place in inside)
                yield Count(inside, kind, exact, exact)


def test_the_control_the_same_attack_recovers_most_of_a_naive_view(simulated: Simulated, note: Note) -> None:
    rows = Answer.objects.filter(part=PARTS[0], given_at__lt=QUARTERS[0] + timedelta(days=60))
    truth = list(rows.select_related("young_person", "team").order_by("pk"))
    counts = set(naive(truth))
    for whole in (False, True):
        found = recovered(len(truth), counts, targets=range(len(truth)), whole=whole)
        note(attack="naive", whole=whole, answers=len(truth), recovered=len(found))
        assert right(found, truth) == len(found), "what is proved is true"
        assert len(found) / len(truth) >= 0.5
