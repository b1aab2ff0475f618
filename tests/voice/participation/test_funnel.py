"""Services beside each other, without a league table."""

import random

import pytest

from voice.participation.funnel import POOLED, Place, funnel, over_dispersion, pool_small
from voice.participation.intervals import Counts


def unit(yes: int, no: int, blocks: int = 1) -> Counts:
    return Counts(yes, no, blocks, 7.8 * blocks)


def test_small_ones_are_put_together_never_dropped() -> None:
    pooled = pool_small({"East": unit(30, 20), "West": unit(6, 6), "North": unit(5, 9)})
    assert set(pooled) == {"East", POOLED}
    assert (pooled[POOLED].favourable, pooled[POOLED].not_favourable) == (11, 15)


def test_a_service_far_from_the_rest_lies_outside() -> None:
    units = {f"Service {n}": unit(60 + n, 40 - n) for n in range(12)} | {"Far": unit(15, 85)}
    places = {point.name: point.place for point in funnel(units)}
    assert places.pop("Far") is Place.BELOW
    assert set(places.values()) == {Place.WITHIN}


def test_services_that_differ_by_chance_lie_within() -> None:
    draw = random.Random(3)
    outside = 0
    for _ in range(60):
        yes = [sum(draw.random() < 0.6 for _ in range(80)) for _ in range(10)]
        outside += sum(
            p.place is not Place.WITHIN for p in funnel({str(n): unit(y, 80 - y) for n, y in enumerate(yes)})
        )
    assert outside / 600 < 0.06


def test_ordinary_variety_widens_the_limits() -> None:
    alike = funnel({str(n): unit(50, 50) for n in range(10)})
    varied = funnel({str(n): unit(30 + 5 * n, 70 - 5 * n) for n in range(10)})
    assert varied[0].upper - varied[0].lower > alike[0].upper - alike[0].lower


def test_one_extreme_does_not_hide_itself_by_widening_the_limits() -> None:
    assert over_dispersion([0.1] * 9 + [30.0]) == pytest.approx(0.01)


def test_no_services_are_no_funnel() -> None:
    assert funnel({}) == []
