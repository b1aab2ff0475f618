"""Drawings are whole, named, and safe to put on a page."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from frontend.components import dials
from frontend.components.drawings import UnknownDrawingError, drawing, drawings
from tests.frontend.components.gallery import KEYS

EVERY = [(kind, name) for kind in ("icon", "picture", "face", "portrait") for name in drawings(kind)]
SVG = '<svg xmlns="http://www.w3.org/2000/svg">'


def draw(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context(context))


@pytest.mark.parametrize(("kind", "name"), EVERY, ids=lambda part: part)
def test_a_drawing_is_well_formed_and_only_draws(kind: str, name: str) -> None:
    tree = ElementTree.fromstring(f"{SVG}{drawing(kind, name)}</svg>")
    shapes = {element.tag.split("}")[1] for element in tree.iter()}
    assert shapes <= {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
    assert not any("style" in element.attrib or "href" in element.attrib for element in tree.iter())


def test_there_are_five_faces_and_they_weigh_next_to_nothing() -> None:
    assert sorted(drawings("face")) == ["1", "2", "3", "4", "5"]


def test_the_best_and_the_worst_face_have_the_same_fill_and_shape() -> None:
    heads = {markup.split("/>")[0] for markup in drawings("face").values()}
    assert len(heads) == 1


def test_the_lock_has_sixteen_pictures_that_differ() -> None:
    assert len({drawing("picture", key) for key in KEYS}) == 16


def test_an_unknown_drawing_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownDrawingError, match="meeting"):
        drawing("picture", "no such")


def test_a_label_is_read_aloud_and_escaped_and_none_hides_the_icon() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "hand" %}')
    assert 'aria-label="&lt;b&gt;"' in draw('{% icon "hand" label %}', label="<b>")


def test_arrows_and_faces_mirror_but_clocks_and_phones_do_not() -> None:
    assert all(
        'class="i m"' in draw(f'{{% icon "{name}" %}}') for name in ("next", "back", "speaker", "undo")
    )
    assert all('class="i"' in draw(f'{{% icon "{name}" %}}') for name in ("clock", "phone", "check"))
    assert 'class="face m"' in draw("{% face 4 %}")


def test_a_portrait_shows_the_photo_if_there_is_one() -> None:
    photo = draw('{% portrait "bun" url %}', url='/p/1"x')
    assert photo == '<img class="who" src="/p/1&quot;x" alt="">'
    assert "<svg" in draw('{% portrait "bun" "" out=True %}')
    assert "who out" in draw('{% portrait "bun" "" out=True %}')
    assert draw("{% portrait variant %}", variant="") == draw("{% portrait %}")


def test_a_dial_is_full_then_plum_in_the_last_fifth_then_empty() -> None:
    assert 'class="s"' in dials.dial_markup(1)
    assert 'class="s"' in dials.dial_markup(0.21)
    assert 'class="s h"' in dials.dial_markup(0.2)
    assert "<path" not in dials.dial_markup(0)
    assert dials.dial_markup(7) == dials.dial_markup(1)


def test_a_kept_and_a_late_dial_differ_in_shape_not_only_colour() -> None:
    kept, late = dials.dial_markup(0, kept=True), dials.dial_markup(0, late=True)
    assert kept.split('class="t"')[1] != late.split('class="t"')[1]


def test_a_quarter_of_the_time_ends_at_three_oclock() -> None:
    assert dials.sector(10, 5, 0, 0.25) == "M10 10L10.0 5.0A5 5 0 0 1 15.0 10.0z"


def test_a_clock_shows_from_then_to_then_and_is_whole_after_twelve_hours() -> None:
    start = datetime(2026, 9, 15, 9, 0)
    assert "A43 43 0 1 1" in dials.clock_markup(start, start + timedelta(hours=7))
    assert dials.clock_markup(start, start + timedelta(hours=30)).count("A43 43 0 0 1") == 2
    assert 'class="s"' not in dials.clock_markup(start, start)


def test_the_clock_tag_tells_the_time_of_the_place(settings: object) -> None:
    from django.utils import timezone

    summer = datetime(2026, 7, 1, 11, 0, tzinfo=timezone.get_fixed_timezone(0))
    with timezone.override("Europe/London"):
        here = draw("{% clock a b %}", a=summer, b=summer + timedelta(hours=3))
    assert dials.clock_markup(datetime(2026, 7, 1, 12, 0), datetime(2026, 7, 1, 15, 0)) in here
