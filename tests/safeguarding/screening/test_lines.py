"""JSON lines in, JSON lines out."""

import json

import pytest

from safeguarding.rulebook.loader import shipped
from safeguarding.screening.lines import screen_lines


def results(*entries: dict[str, object]) -> list[dict[str, object]]:
    return [json.loads(line) for line in screen_lines([json.dumps(entry) for entry in entries], shipped())]


def test_each_line_has_its_result_in_the_order_given() -> None:
    first, second = results({"id": 1, "text": "i want to die"}, {"id": "b", "text": "we had pizza"})
    assert (first["id"], first["urgency"], first["readable"]) == (1, "now", True)
    assert (second["id"], second["urgency"], second["headings"]) == ("b", "none", [])


def test_lines_of_one_young_person_are_their_history_in_day_order() -> None:
    later = {"id": 1, "young_person": "k", "day": "2026-03-09", "text": "he bought me trainers"}
    earlier = {"id": 2, "young_person": "k", "day": "2026-03-02", "text": "my boyfriend is 24"}
    other = {"id": 3, "young_person": "m", "day": "2026-03-09", "text": "he bought me trainers"}
    assert [result["urgency"] for result in results(later, earlier, other)] == ["today", "soon", "soon"]


@pytest.mark.parametrize("days", [(3, 9), (None, None)])
def test_days_may_be_numbers_or_missing(days: tuple[int | None, int | None]) -> None:
    first = {"id": 1, "young_person": "k", "day": days[0], "text": "my boyfriend is 24"}
    second = {"id": 2, "young_person": "k", "day": days[1], "text": "he bought me trainers"}
    assert results(first, second)[1]["urgency"] == "today"


def test_another_language_is_not_readable() -> None:
    (result,) = results({"id": 1, "text": "hello", "lang": "pl"})
    assert (result["urgency"], result["readable"]) == ("today", False)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("not json", None),
        (b"\xff\xfe{", None),
        ("[" * 100_000, None),
        ('["a"]', None),
        ('{"text": "no id"}', None),
        ('{"id": true, "text": "a"}', None),
        ('{"id": 7}', 7),
        ('{"id": 7, "text": ["a"]}', 7),
        ('{"id": 7, "text": "a", "day": "soon"}', 7),
        ('{"id": 7, "text": "a", "lang": 3}', 7),
        ('{"id": 7, "text": "a", "young_person": {}}', 7),
    ],
)
def test_a_bad_line_gets_an_error_of_its_own_and_the_rest_go_on(line: str | bytes, named: object) -> None:
    before, bad, after = (
        json.loads(result)
        for result in screen_lines(
            ['{"id": 0, "text": "a"}', line, '{"id": 9, "text": "i want to die"}'], shipped()
        )
    )
    assert (before["id"], after["id"], after["urgency"]) == (0, 9, "now")
    assert (bad["id"], bad["line"]) == (named, 2)
    assert bad["error"]
    assert "urgency" not in bad


def test_a_bad_line_does_not_repeat_what_was_said() -> None:
    (result,) = screen_lines(['{"id": 1, "text": "canary" '], shipped())
    assert "canary" not in result


def test_lone_halves_of_a_character_come_through_as_plain_json() -> None:
    (result,) = screen_lines(['{"id": "\\ud800", "text": "i want to die \\udc00"}'], shipped())
    assert json.loads(result.encode())["urgency"] == "now"
