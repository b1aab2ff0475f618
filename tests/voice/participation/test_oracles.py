"""Our own short formulas beside those of `statsmodels` and `scipy`, and the coverage of what is published."""

import random
from fractions import Fraction

import numpy
import pytest
from scipy import stats
from scipy.stats.mstats import winsorize
from statsmodels.stats.proportion import proportion_confint

from voice.participation.funnel import over_dispersion
from voice.participation.intervals import Counts, interval
from voice.participation.noise import Bits, discrete_laplace, noise_variance
from voice.participation.types import EPSILON, SENSITIVITY

SCALE = Fraction(SENSITIVITY) / Fraction(EPSILON)
NOISE = noise_variance(SENSITIVITY, Fraction(EPSILON))
SHARES = (0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9)
DRAWS = 150  # for each number heard and share


@pytest.mark.parametrize(("favourable", "heard"), [(0, 10), (3, 11), (27, 40), (100, 100), (611, 2000)])
def test_without_protection_the_interval_is_statsmodels_wilson(favourable: int, heard: int) -> None:
    ours = interval(Counts(favourable, heard - favourable, 1, 0.0))
    theirs = proportion_confint(favourable, heard, method="wilson")
    assert (ours.low, ours.high) == pytest.approx(theirs, abs=1e-6)


def test_the_sampler_draws_scipys_discrete_laplace() -> None:
    exact = stats.dlaplace(1 / float(SCALE))
    assert exact.var() == pytest.approx(NOISE)
    bits = Bits(b"a release key for the tests only", b"oracle")
    draws = [discrete_laplace(bits, SCALE) for _ in range(6_000)]
    places = range(-8, 9)
    seen = [sum(draw == place for draw in draws) for place in places]
    expected = [float(exact.pmf(place)) for place in places]
    rest = [len(draws) - sum(seen)], [1 - sum(expected)]
    found = stats.chisquare(seen + rest[0], [len(draws) * chance for chance in expected + rest[1]])
    assert found.pvalue > 0.001


def test_over_dispersion_winsorises_as_scipy_does() -> None:
    drawn = random.Random(3)
    deviates = [drawn.gauss(0, 1.4) for _ in range(37)]
    theirs = float(numpy.mean(numpy.asarray(winsorize(numpy.array(deviates), limits=0.1)) ** 2))
    assert over_dispersion(deviates) == pytest.approx(theirs)


def coverage(heard: int, draws: numpy.random.Generator) -> float:
    """How often the interval of a single block with so many heard holds the true share, over true shares."""
    ratio = float(numpy.exp(-1 / float(SCALE)))
    held = 0
    for true in SHARES:
        yes = draws.binomial(heard, true, DRAWS)
        noise = draws.geometric(1 - ratio, (4, DRAWS))
        first, second = noise[0] - noise[1], noise[2] - noise[3]
        for favourable, a, b in zip(yes, first, second, strict=True):
            reach = interval(Counts(int(favourable + a), int(heard - favourable + b), 1, NOISE))
            held += reach.low <= true <= reach.high
    return held / (DRAWS * len(SHARES))


def test_what_is_published_holds_the_true_share_at_every_number_heard_from_10_to_60() -> None:
    draws = numpy.random.default_rng(11)
    found = {heard: coverage(heard, draws) for heard in range(10, 61)}
    assert min(found.values()) >= 0.90
    assert sum(found.values()) / len(found) >= 0.93
