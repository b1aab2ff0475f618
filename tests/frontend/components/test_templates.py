"""What every template keeps to: nothing inline, words escaped, everything documented."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import frontend.components
from frontend.components.pieces import pieces
from tests.frontend.components import gallery

HOME = Path(frontend.components.__file__).parent
README = (HOME / "README.md").read_text(encoding="utf-8")
PAGES = [*gallery.PHONE, *gallery.DESK]
HOSTILE = "I <3 u </textarea><script>alert(1)</script> & \"she\" said 'no'"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_style_attribute_and_no_handler(name: str) -> None:
    assert not re.search(r"<[^>]+\s(style|on\w+)=", gallery.render(name))


@pytest.mark.parametrize("name", gallery.PHONE)
def test_exit_is_the_first_thing_to_reach_on_a_young_persons_page(name: str) -> None:
    body = gallery.render(name).split("<body>")[1]
    stops = [
        stop
        for stop in re.findall(r"<(?:a|button|summary|input|textarea)\b[^>]*>", body)
        if "hidden" not in stop
    ]
    assert 'formaction="/exit"' in stops[0]
    assert 'form="f"' in stops[0]


@pytest.mark.parametrize("name", gallery.PHONE)
def test_help_is_on_the_page_itself(name: str) -> None:
    html = gallery.render(name)
    assert html.count('href="tel:999"') == 2
    assert html.count('href="tel:08001111"') == 2
    assert 'formaction="/help"' in html


def test_without_a_session_help_shows_only_the_numbers() -> None:
    html = render_to_string("gallery/lock.html", {"parts": gallery.PHONE["lock"]})
    assert "/help" not in html
    assert 'href="tel:999"' in html


def test_pressing_enter_means_next_and_not_exit() -> None:
    html = gallery.render("question")
    assert html.index('value="next" hidden') < html.index("data-exit")


@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("words", {"value": HOSTILE}),
        ("said", {"text": HOSTILE}),
        ("reply", {"text": HOSTILE, "name": "Asha"}),
        ("marked_words", {"pieces": pieces(HOSTILE, reasons=[(2, 12, 1)], redactions=[(20, 30, HOSTILE)])}),
        ("goes_out_as", {"quotes": [HOSTILE]}),
        ("speaker", {"text": HOSTILE}),
    ],
)
def test_words_are_shown_as_typed_and_never_as_markup(template: str, context: dict[str, object]) -> None:
    html = render_to_string(f"{template}/template.html", context)
    assert "<script" not in html
    assert "&lt;script&gt;" in re.sub(r"<[^>]+>", "", html) or "&lt;script&gt;" in html


def test_my_worker_saves_first_where_words_are_typed() -> None:
    assert 'value="worker"' in render_to_string("young_person_page/template.html", {"saves": True})
    assert 'href="/worker"' in render_to_string("young_person_page/template.html", {})


def test_a_speaker_without_a_file_waits_for_a_voice_of_the_device() -> None:
    assert " hidden" in render_to_string("speaker/template.html", {"text": "Hello"})
    assert " hidden" not in render_to_string("speaker/template.html", {"text": "Hello", "audio": "/a.mp3"})


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in HOME.glob("*/template.html")))
def test_every_part_is_in_the_readme(folder: str) -> None:
    assert f"{folder}/template.html" in README


def test_every_drawing_is_in_the_readme() -> None:
    from frontend.components.drawings import drawings

    for kind in ("icon", "picture", "portrait"):
        assert all(re.search(rf"\b{name}\b", README) for name in drawings(kind))
