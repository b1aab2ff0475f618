"""Ten rules may see one sentence: a page shows one line a heading, and each place once."""

from frontend.desk.reasons import grouped, marks
from safeguarding.concerns.models import Reason

WORDS = "he sends me pictures online and says keep quiet about it or else"


def reason(heading: int, part: str, statement: str, **more: object) -> Reason:
    start = WORDS.index(part) if part else None
    end = start + len(part) if start is not None else None
    return Reason(heading=heading, start=start, end=end, statement=statement, notes=[], **more)


def test_reasons_of_one_heading_are_one_line_with_every_place_once() -> None:
    groups = grouped(
        [
            reason(8, "sends me pictures", "Pictures."),
            reason(8, "me pictures online", "Somebody online."),
            reason(8, "or else", "Pictures."),
            reason(17, "keep quiet about it", "Told to keep quiet."),
        ],
        WORDS,
    )
    assert [(group.number, group.title, group.says, group.places) for group in groups] == [
        (1, "Online", ("Pictures.", "Somebody online."), ("sends me pictures online", "or else")),
        (2, "Told to keep quiet", ("Told to keep quiet.",), ("keep quiet about it",)),
    ]
    assert [(WORDS[start:end], number) for start, end, number in marks(groups)] == [
        ("sends me pictures online", 1),
        ("or else", 1),
        ("keep quiet about it", 2),
    ]
    assert sum(len(group.reasons) for group in groups) == 4, "none is lost"


def test_places_with_only_a_space_between_them_are_one() -> None:
    groups = grouped([reason(8, "sends me", "A."), reason(8, "pictures", "B.")], WORDS)
    assert marks(groups) == [(3, 20, 1)]


def test_a_reason_without_a_place_comes_last() -> None:
    groups = grouped([reason(20, "", "Asked for a talk."), reason(8, "online", "Online.")], WORDS)
    assert [(group.number, group.places) for group in groups] == [(1, ("online",)), (2, ())]


def test_a_long_place_is_cut_in_its_line_and_whole_in_the_words() -> None:
    [group] = grouped([reason(8, WORDS, "All of it.")], WORDS)
    assert group.places[0].endswith("…") and len(group.places[0]) <= 60
    assert marks([group]) == [(0, len(WORDS), 1)]
