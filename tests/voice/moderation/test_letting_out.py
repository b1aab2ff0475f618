from datetime import datetime

import pytest

from safeguarding.people.types import NotAllowed
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from safeguarding.vault.envelope import open_sealed
from tests.cast import Cast
from tests.voice.contributions.said import send
from voice.contributions.actions import take_back
from voice.contributions.models import Contribution
from voice.moderation.actions import finish_reading, keep_back, open_for_reading, pull_back, release
from voice.moderation.errors import AlreadyDecided, NotReadYet, NoYes, WrongPlace
from voice.moderation.letting_out import Redaction, redacted
from voice.moderation.models import Release
from voice.moderation.queries import shared_or_not
from voice.moderation.types import Grade, WhyKeptBack

pytestmark = pytest.mark.django_db

WORDS = "at Elm House Carol made pizza 🍕 and it was good"
CAROL = (WORDS.index("Carol"), WORDS.index("Carol") + 5, "a worker")
HOME = (WORDS.index("Elm House"), WORDS.index("Elm House") + 9, "my home")
ALL = (0, len(WORDS))


def read(cast: Cast, now: datetime, *, quote_ok: bool = True) -> Contribution:
    row = send(cast.maya, now, WORDS, quote_ok=quote_ok)
    finish_reading(cast.rhona, row, Grade.FINE, False, now)
    return row


def test_a_quote_goes_out_redacted_and_the_original_stays(cast: Cast, now: datetime) -> None:
    row = read(cast, now)
    out = release(cast.rhona, row, [CAROL, HOME], ALL, now)
    quote = open_sealed(out, "sealed_quote")
    assert quote == "at [my home] [a worker] made pizza 🍕 and it was good"
    assert open_sealed(row.words, "sealed_text") == WORDS
    assert open_for_reading(cast.rhona, row.pk, now).quote == quote
    assert TrailEntry.objects.filter(type=TrailType.RELEASED, about_id=row.pk).exists()


@pytest.mark.parametrize(
    ("redactions", "quote", "out"),
    [
        ([], (14, 30), "arol made pizza "),
        ([CAROL], (0, 12), "at Elm House"),  # a redaction outside the quote changes nothing in it
        ([HOME], (3, 30), "[my home] Carol made pizza "),
    ],
)
def test_only_the_stretch_that_was_chosen_goes_out(
    redactions: list[Redaction], quote: tuple[int, int], out: str
) -> None:
    assert redacted(WORDS, redactions, quote) == out


@pytest.mark.parametrize(
    ("redactions", "quote"),
    [
        ([], (0, 0)),
        ([], (5, 3)),
        ([], (-1, 4)),
        ([], (0, len(WORDS) + 1)),
        ([(3, 8, "x"), (5, 12, "y")], ALL),  # they overlap
        ([(8, 8, "x")], ALL),
        ([(0, len(WORDS) + 1, "x")], ALL),
        ([HOME], (0, 6)),  # the quote's end would cut the name in two
        ([HOME], (6, 30)),
        ([(3, 8, " ")], ALL),
        ([(3, 8, "x" * 41)], ALL),
        ([], (12, 13)),  # nothing but a space
    ],
)
def test_places_that_don_t_fit_are_refused(redactions: list[Redaction], quote: tuple[int, int]) -> None:
    with pytest.raises(WrongPlace):
        redacted(WORDS, redactions, quote)


def test_nothing_goes_out_without_their_yes(cast: Cast, now: datetime) -> None:
    row = read(cast, now, quote_ok=False)
    with pytest.raises(NoYes):
        release(cast.rhona, row, [], ALL, now)
    assert not Release.objects.exists()


def test_nothing_goes_out_after_it_was_taken_back(cast: Cast, now: datetime) -> None:
    row = read(cast, now)
    take_back(cast.maya, row, now)
    with pytest.raises(NoYes):
        release(cast.rhona, row, [], ALL, now)


def test_nothing_goes_out_unread(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORDS, quote_ok=True)
    with pytest.raises(NotReadYet):
        release(cast.rhona, row, [], ALL, now)
    with pytest.raises(NotReadYet):
        keep_back(cast.rhona, row, WhyKeptBack.OTHER, "", now)


def test_the_young_person_is_told_why_something_is_kept_back(cast: Cast, now: datetime) -> None:
    row = read(cast, now)
    keep_back(cast.rhona, row, WhyKeptBack.NAMES_SOMEONE, "It has your friend's name in it.", now)
    [told] = shared_or_not(cast.maya)
    assert (told.state, told.why, told.told) == (
        "kept_back",
        "names_someone",
        "It has your friend's name in it.",
    )
    assert told.contribution_id == row.pk and told.quote == ""
    assert shared_or_not(cast.kai) == []


def test_what_was_let_out_can_be_pulled_back(cast: Cast, now: datetime) -> None:
    row = read(cast, now)
    release(cast.rhona, row, [], ALL, now)
    assert shared_or_not(cast.maya)[0].quote == WORDS
    pull_back(cast.rhona, row, "You asked us to.", now)
    [told] = shared_or_not(cast.maya)
    assert (told.state, told.quote, told.told) == ("pulled_back", "", "You asked us to.")
    with pytest.raises(AlreadyDecided):
        pull_back(cast.rhona, row, "", now)


def test_it_is_decided_once(cast: Cast, now: datetime) -> None:
    row = read(cast, now)
    keep_back(cast.rhona, row, WhyKeptBack.TOO_SMALL, "", now)
    with pytest.raises(AlreadyDecided):
        release(cast.rhona, row, [], ALL, now)
    with pytest.raises(AlreadyDecided):
        pull_back(cast.rhona, row, "", now)


def test_only_a_moderator_lets_out_keeps_back_or_pulls_back(cast: Cast, now: datetime) -> None:
    row = read(cast, now)
    for worker in (cast.asha, cast.sam, cast.lena, cast.stranger):
        with pytest.raises(NotAllowed):
            release(worker, row, [], ALL, now)
        with pytest.raises(NotAllowed):
            keep_back(worker, row, WhyKeptBack.OTHER, "", now)
        with pytest.raises(NotAllowed):
            pull_back(worker, row, "", now)
    assert release(cast.rhona, row, [], ALL, now).by == cast.rhona
