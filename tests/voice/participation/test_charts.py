"""Pictures are whole numbers worked out from shown figures."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from voice.participation.charts import HEIGHT, WIDTH, Trend, TrendPoint, trend
from voice.participation.figures import Figure, figure
from voice.participation.funnel import funnel
from voice.participation.funnel_chart import funnel_chart
from voice.participation.intervals import Counts, share
from voice.participation.pictures import BAR_WIDTH, profile, response_rate, stacked
from voice.participation.xmr import Chart, Found, Signal, chart

counts = st.builds(Counts, st.integers(-5, 300), st.integers(-5, 300), st.just(1), st.just(7.8))


def shown(value: float) -> Figure:
    return Figure(value, round(value - 0.1, 2), round(value + 0.1, 2), "30 to 49", fine=False, small=False)


def points(*values: float | None) -> list[TrendPoint]:
    return [TrendPoint(f"Q{n}", None if v is None else shown(v)) for n, v in enumerate(values)]


def numbers(picture: Trend) -> list[int]:
    paths = [
        int(n) for path in picture.lines + picture.bands for pair in path.split() for n in pair.split(",")
    ]
    return paths + [dot.y for dot in picture.dots] + list(picture.limits)


@given(st.lists(st.one_of(st.none(), counts), max_size=20))
def test_everything_stands_inside_the_picture(series: list[Counts | None]) -> None:
    rows = [TrendPoint("Jan 26", figure(one) if one else None) for one in series]
    picture = trend(rows, chart([share(one) for one in series if one]))
    assert all(0 <= number <= WIDTH for number in numbers(picture))
    assert all(0 <= dot.y <= HEIGHT for dot in picture.dots)
    assert len(picture.dots) == sum(one is not None for one in series)


def test_a_higher_figure_stands_higher() -> None:
    low, high = trend(points(0.4, 0.6), None).dots
    assert high.y < low.y and high.x > low.x


def test_the_longest_figure_beside_the_line_is_inside_the_picture() -> None:
    picture = trend([TrendPoint("Q1", Figure(0.1, 0.1, 0.1, "30 to 49", fine=False, small=False))], None)
    wide = 7.5  # of a letter at the picture's size, a little more than the font's mean
    assert picture.right + 8 + wide * len(picture.dots[-1].label) <= picture.width


def test_a_period_without_a_figure_breaks_the_line() -> None:
    assert len(trend(points(0.4, 0.5, None, 0.6), None).lines) == 2


def test_a_changed_question_breaks_the_line() -> None:
    rows = points(0.4, 0.5, 0.6)
    rows[1] = replace(rows[1], fresh=True)
    assert len(trend(rows, None).lines) == 2


def test_points_of_a_signal_are_hollow_even_after_a_gap() -> None:
    signal = Chart(0.4, None, None, (Found(Signal.TREND, (1, 2), True),))
    picture = trend(points(0.3, None, 0.4, 0.5), signal)
    assert [dot.hollow for dot in picture.dots] == [False, True, True]


def test_what_was_changed_is_flagged_at_its_period() -> None:
    rows = points(0.4, 0.5, 0.6)
    rows[2] = replace(rows[2], change="We moved the day")
    (flag,) = trend(rows, None).flags
    assert flag.label == "We moved the day"
    assert flag.box + flag.width == flag.x, "its words stand to the left, inside the picture"


def test_the_word_middle_never_covers_the_newest_figure() -> None:
    picture = trend(points(0.5, 0.5, 0.5), Chart(0.5, None, None, ()))
    assert picture.middle == picture.newest
    assert picture.middle_label is not None and picture.newest is not None
    assert abs(picture.middle_label - picture.newest) >= 30


def test_a_picture_is_as_coarse_as_its_table() -> None:
    one, other = figure(Counts(31, 30, 1, 7.8)), figure(Counts(31, 31, 1, 7.8))
    assert one == other, "two counts that are shown alike"
    assert trend([TrendPoint("a", one)], None) == trend([TrendPoint("a", other)], None)


def test_a_profile_has_a_row_a_part_and_a_diamond_for_workers() -> None:
    heard, back = profile({"heard": shown(0.65), "back": shown(0.3)}, {"back": shown(0.8)})
    assert (heard.part, heard.said, heard.workers) == ("heard", "6½ in 10", None)
    assert back.workers is not None and back.workers > back.value > back.low


@given(st.lists(st.integers(-20, 200), min_size=3, max_size=3), st.booleans())
def test_a_stacked_bar_never_overflows(values: list[int], fine: bool) -> None:
    stripes = stacked(dict(zip(("yes", "no", "beside"), values, strict=True)), fine=fine)
    assert sum(stripe.width for stripe in stripes) <= BAR_WIDTH
    assert all(stripe.width >= 0 for stripe in stripes)
    assert bool(stripes) == any(value > 0 for value in values)


def test_a_response_rate_is_a_bar_a_period() -> None:
    (bar,) = response_rate([("Jul to Sep 2026", shown(0.5))])
    assert (bar.width, bar.said) == (BAR_WIDTH // 2, "5 in 10")


def test_a_funnel_narrows_as_more_are_heard() -> None:
    units = {"East": Counts(20, 20, 1, 7.8), "West": Counts(200, 200, 9, 70.0)}
    picture = funnel_chart(funnel(units))
    assert picture is not None
    east, west = picture.dots
    assert west.x > east.x
    heights = [[int(pair.split(",")[1]) for pair in line.split()] for line in (picture.upper, picture.lower)]
    widths = [low - high for high, low in zip(*heights, strict=True)]
    assert widths[1] < widths[0]


def test_no_units_make_no_funnel() -> None:
    assert funnel_chart([]) is None
