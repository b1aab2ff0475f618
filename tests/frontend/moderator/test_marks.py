"""Marks a moderator puts on words: they fit, or they are dropped."""

import pytest
from django.http import QueryDict

from frontend.moderator.marks import Marks, chosen, find, goes_out, parse, strike, unstrike

WORDS = "I like it here. Rhys and me cook. rhys is ok but nobody asks me, Rhyss does."


def post(**fields: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(fields)
    return query


def test_a_name_is_found_everywhere_it_stands_whole() -> None:
    assert [WORDS[start:end] for start, end in find(WORDS, "Rhys")] == ["Rhys", "rhys"]


def test_words_with_marks_in_them_are_taken_as_they_are() -> None:
    assert find("a.c abc a.c", "a.c") == [(0, 3), (8, 11)]
    assert find("ليلى قالت", "ليلى") == [(0, 4)]
    assert find("me 🙂 him", "🙂") == [(3, 4)]


@pytest.mark.parametrize("text", ["", "   ", "nothing like it"])
def test_what_does_not_stand_there_is_not_found(text: str) -> None:
    assert find(WORDS, text) == []


def test_striking_one_strikes_every_one() -> None:
    marks = strike(Marks(), WORDS, [(16, 20)], "a boy who lives here")
    assert [WORDS[start:end] for start, end, _ in marks.redactions] == ["Rhys", "rhys"]
    assert all(label == "a boy who lives here" for *_, label in marks.redactions)
    assert len(unstrike(marks, "0").redactions) == 1
    assert unstrike(marks, "x") == marks


def test_a_later_mark_takes_the_place_of_those_it_overlaps() -> None:
    marks = strike(Marks(), WORDS, [(16, 20)], "a boy")
    marks = strike(marks, WORDS, [(16, 32)], "two people")
    assert (16, 32, "two people") in marks.redactions
    assert (16, 20, "a boy") not in marks.redactions


def test_the_line_says_what_was_struck() -> None:
    marks = strike(Marks(quote=(16, 44)), WORDS, [(16, 20)], "a boy")
    assert goes_out(WORDS, marks) == "[a boy] and me cook. [a boy] is ok"


def test_marks_survive_the_form_and_those_that_do_not_fit_are_dropped() -> None:
    marks = strike(Marks(quote=(0, 4)), WORDS, [(16, 20)], "a: boy")
    query = QueryDict(mutable=True)
    for name, value in marks.fields():
        query.appendlist(name, value)
    assert parse(query, len(WORDS)) == marks
    for bad in ("9:3:x", "1:9999:x", "-1:4:x", "a:b:c", "", ":::", "1e3:4:x"):
        assert parse(post(redaction=bad, quote=bad), len(WORDS)) == Marks()


def test_a_measured_selection_wins_only_when_it_holds_the_words_shown() -> None:
    assert chosen(post(picked="rhys", picked_start="34", picked_end="38"), WORDS) == [(34, 38)]
    assert chosen(post(picked="rhys", picked_start="0", picked_end="4"), WORDS) == find(WORDS, "rhys")
