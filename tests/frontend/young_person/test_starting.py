"""Where to begin: good news, a talk, a meeting; and pictures picked from a board. All without JavaScript."""

import pytest
from django.utils import timezone

from frontend.components.drawings import drawings
from frontend.young_person.words import Words
from safeguarding.concerns.models import Concern
from safeguarding.promises.models import Promise
from safeguarding.promises.types import PromiseKind
from safeguarding.vault.envelope import open_sealed
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, tap, to_topics
from voice.contributions.board import BOARD, GROUPS, PICTURES
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words, sent

pytestmark = pytest.mark.django_db


def begin(phone: Phone, about: str) -> Phone:
    return to_topics(phone).press(about, name="about")


def to_send(phone: Phone) -> list[str]:
    """Next on each page up to Send; the addresses on the way."""
    seen = []
    while phone.path not in ("/s/x", "/s/k"):
        seen.append(phone.path)
        phone.press()
    if phone.path == "/s/k":
        tap(tap(phone))
    phone.press()
    return seen


def test_good_news_is_a_short_way_and_a_person_reads_it(phone: Phone) -> None:
    assert begin(phone, "good").title == "What is your good news?"
    phone.press(words="I passed my swimming test")
    assert to_send(phone) == ["/s/y", "/s/u"]
    assert phone.title.startswith("Sent. ") and " by " in phone.title
    row = Contribution.objects.get()
    assert row.about == "good" and row.readable and not Concern.objects.exists()


def test_who_wants_to_talk_is_asked_who_and_when_it_is_safe(phone: Phone, people: Cast) -> None:
    assert begin(phone, "talk").title == "Who do you want to talk to?"
    phone.press(talk_to="another").press(words="")
    assert phone.press(with_me="nobody").path == "/s/r"
    phone.press(reach_by="school", reach="At lunch").press(must_not_know="")
    tap(tap(phone)) if phone.path == "/s/k" else phone
    phone.press()
    assert phone.title.startswith("Sent. "), phone.title
    row = Contribution.objects.get()
    assert open_sealed(row, "sealed_reach").splitlines() == [
        "Wants to talk to: somebody else than their worker", "At school", "At lunch",
    ]  # fmt: skip
    concern = Concern.objects.get()
    assert concern.urgency == "today" and [reason.heading for reason in concern.reasons.all()] == [20]
    assert Promise.objects.filter(kind=PromiseKind.LOOK, contribution_id=row.pk).count() == 1
    assert sent(people.maya, row, timezone.now()).urgent


def test_asking_to_talk_needs_not_one_word_nor_a_tap(phone: Phone) -> None:
    begin(phone, "talk")
    seen = to_send(phone)
    assert seen == ["/s/s", "/s/a", "/s/m", "/s/r", "/s/o"]
    assert (
        open_sealed(Contribution.objects.get(), "sealed_reach") == "Wants to talk to: they did not say whom"
    )
    assert Concern.objects.exists()


@pytest.mark.parametrize(
    ("about", "title", "pages"),
    [
        ("before", "What do you want to say at your meeting?", ["/s/p", "/s/r", "/s/y"]),
        ("after", "How was your meeting?", ["/s/p", "/s/y", "/s/u"]),
    ],
)
def test_a_meeting_has_its_own_questions(phone: Phone, about: str, title: str, pages: list[str]) -> None:
    assert begin(phone, about).title == title
    phone.press(words="I want my brother to be there")
    assert to_send(phone) == pages and Contribution.objects.get().about == about


def test_pictures_are_enough(phone: Phone, people: Cast) -> None:
    begin(phone, "free").press("board", words="")
    assert phone.title == "Pick some pictures" and phone.html.count('type="checkbox"') == len(BOARD)
    phone.press(picture=["happy", "at_school", "not one of ours"])
    assert phone.path == "/s/a" and "You picked: Happy, School." in phone.text
    phone.press("board")
    assert phone.html.count(" checked") == 2
    phone.press(picture=["at_school", "my_friends"]).press()
    to_send(phone)
    row = Contribution.objects.get()
    assert open_sealed(row, "sealed_pictures") == "my_friends at_school"
    assert open_words(people.asha, row.pk, timezone.now()).pictures == ("my_friends", "at_school")
    assert not Concern.objects.exists() and row.readable
    tap(phone.get("/a/w"))
    assert "You picked: My friends, School." in phone.text


@pytest.mark.parametrize("code", ["hurt", "scared", "not_safe_here", "want_to_talk"])
def test_a_picture_that_asks_for_a_person_brings_one_today(phone: Phone, code: str) -> None:
    begin(phone, "free").press("board", words="").press(picture=[code]).press()
    to_send(phone)
    assert Concern.objects.get().urgency in ("now", "today")


def test_every_picture_has_its_drawing_and_its_words_in_every_way_of_reading() -> None:
    assert set(PICTURES) == set(BOARD) and set(PICTURES.values()) <= set(drawings("picture"))
    for words in (Words("en"), Words("en", easy=True)):
        assert all(words[f"board_{code}"] for code in [*BOARD, *GROUPS])
