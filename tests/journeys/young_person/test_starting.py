"""Where to begin, and pictures picked from a board: each page as it is on a phone."""

import re

import pytest

from tests.journeys.conftest import Live
from tests.journeys.young_person.hand import Hand, choose_lock, send, to_topics, to_who
from voice.contributions.models import Contribution


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_talk_is_asked_for_with_pictures_alone(live: Live, scheme: str) -> None:
    hand = Hand(live.phone(color_scheme=scheme), checked=True)
    to_who(hand, live)
    to_topics(hand)
    hand.tap("I want to talk to someone", exact=False)
    hand.heading("Who do you want to talk to?")
    hand.look(f"talk-{scheme}")
    hand.choose("Not my worker")
    hand.next()
    hand.heading("What do you want to talk about?")
    hand.tap("Pick")
    hand.heading("Pick some pictures")
    hand.look(f"board-{scheme}")
    hand.choose("Sad")
    hand.choose("School")
    hand.look(f"board-picked-{scheme}")
    hand.next()
    hand.look(f"talk-words-{scheme}")
    for name, choice in (("with", "No, just me"), ("reach", "At school")):
        hand.next()
        hand.look(name)
        hand.choose(choice)
    hand.next()
    hand.next()
    choose_lock(hand)
    send(hand)
    assert Contribution.objects.get().about == "talk"
    hand.tap("Done")
    hand.tap("What I said", exact=False)
    hand.look(f"said-{scheme}")
    desk = live.desk(live.cast.asha)
    desk.goto(f"{live.url}/work/said/{Contribution.objects.get().pk}")
    assert re.search("Maya wants to talk to someone", desk.locator("h1").inner_text())
    assert desk.get_by_text("I feel sad").is_visible()
    if hand.shots:
        desk.screenshot(path=f"{hand.shots}/desk-talk.png", full_page=True)
