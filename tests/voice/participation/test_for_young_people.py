"""Young people see the figures of where they are, in pictures, and nobody's answers."""

import pytest

from tests.voice.participation.made import NOW, SPRING, World, make_world, people, publish
from voice.participation.for_young_people import our_figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_the_nearest_unit_that_has_figures_is_shown(world: World) -> None:
    small, large = people(world.small, 1)[0], people(world.large, 1)[0]
    assert our_figures(small, NOW).parts == ()
    publish(world.service, "heard", "2026-Q2", 60, 40)
    publish(world.large, "heard", "2026-Q2", 80, 20)
    (part,) = our_figures(small, NOW).parts
    assert (our_figures(small, NOW).unit, part.filled, part.out_of) == (world.service, 7, 10)
    assert our_figures(large, NOW).unit == world.large


def test_who_has_left_and_drop_ins_see_none(world: World) -> None:
    publish(world.large, "heard", "2026-Q2", 80, 20)
    here, dropped = people(world.large, 1)[0], people(world.large, 1, drop_in=True)[0]
    assert our_figures(here, NOW).parts, "the control"
    here.left_at = SPRING
    assert our_figures(here, NOW).parts == our_figures(dropped, NOW).parts == ()
