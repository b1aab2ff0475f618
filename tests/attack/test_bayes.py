"""d: somebody who knows everybody else's answer learns no more than e^epsilon about the last one."""

import math
from collections import defaultdict
from itertools import product

import pytest

from tests.attack.conftest import Note
from tests.attack.simulated import Simulated
from tests.attack.test_programme import closed_answers, kind_of
from voice.participation.blocks import Verdict
from voice.participation.models import ReleaseFigure
from voice.participation.types import EPSILON, SENSITIVITY

pytestmark = pytest.mark.django_db
SCALE = SENSITIVITY / float(EPSILON)
Counts = dict[Verdict, int]


def log_chance(published: Counts, true: Counts) -> float:
    """Of three published counts, up to a constant that no answer changes."""
    return -sum(abs(published[kind] - true[kind]) for kind in Verdict) / SCALE


def with_answer(others: Counts, said: Verdict) -> Counts:
    return {kind: others[kind] + (kind is said) for kind in Verdict}


def test_all_but_one_insider_learns_no_more_than_epsilon(simulated: Simulated, note: Note) -> None:
    inside: dict[object, list[Verdict]] = defaultdict(list)
    for answer in closed_answers():
        inside[answer.block_id].append(kind_of(answer))
    worst, guessed, targets = 0.0, 0.0, 0
    for figure in ReleaseFigure.objects.filter(block__in=list(inside)):
        published = {
            Verdict.FAVOURABLE: figure.favourable,
            Verdict.NOT_FAVOURABLE: figure.not_favourable,
            Verdict.BESIDE: figure.beside,
        }
        said = inside[figure.block_id]
        for place, truth in enumerate(said):
            rest = said[:place] + said[place + 1 :]
            others = {kind: rest.count(kind) for kind in Verdict}
            chances = {kind: log_chance(published, with_answer(others, kind)) for kind in Verdict}
            worst = max(worst, *(abs(chances[a] - chances[b]) for a, b in product(Verdict, repeat=2)))
            yes, no = chances[Verdict.FAVOURABLE], chances[Verdict.NOT_FAVOURABLE]
            if truth is not Verdict.BESIDE:
                targets += 1
                guessed += 0.5 if yes == no else (yes > no) == (truth is Verdict.FAVOURABLE)
    note(attack="bayes", targets=targets, worst_odds=math.exp(worst), guessed=guessed / targets)
    assert worst <= float(EPSILON) + 1e-9
    assert worst > 0, "there was something to learn"
    # With even odds before, the best guess is right at most e / (1 + e) of the time; 4 spreads of chance above.
    most = math.exp(float(EPSILON)) / (1 + math.exp(float(EPSILON)))
    assert guessed / targets <= most + 4 * math.sqrt(most * (1 - most) / targets)


def test_the_control_true_counts_tell_an_insider_everything(simulated: Simulated) -> None:
    said = [kind_of(answer) for answer in closed_answers()][:12]
    others = {kind: said[1:].count(kind) for kind in Verdict}
    fits = [kind for kind in Verdict if with_answer(others, kind) == with_answer(others, said[0])]
    assert fits == [said[0]]
