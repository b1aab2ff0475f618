"""From the card to the answer, on a phone of 360 by 640, with JavaScript and without."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import Live
from tests.journeys.young_person.hand import (
    WORDS,
    Hand,
    after_words,
    choose_lock,
    questions,
    send,
    to_topics,
    to_who,
)
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words
from voice.contributions.types import AnswerWay
from voice.decisions.actions import ask_involvement, write_decision
from voice.replies.actions import let_reply_go, write_reply


def asked_about_a_meeting(live: Live) -> None:
    now = timezone.now()
    decision = write_decision(live.cast.asha, live.cast.maya, "Your meeting about school", None, now)
    ask_involvement(live.cast.asha, decision, "card", now)


def answered(live: Live) -> Contribution:
    """Asha reads it and answers; Rhona lets the answer go."""
    sent = Contribution.objects.get(young_person=live.cast.maya)
    open_words(live.cast.asha, sent.pk, timezone.now())
    text = "I asked the people in charge. They said yes. You go each Sunday."
    reply = write_reply(live.cast.asha, sent, text, AnswerWay.HERE, timezone.now())
    let_reply_go(live.cast.rhona, reply, timezone.now())
    return sent


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_from_the_card_to_the_answer(live: Live, javascript: bool) -> None:
    asked_about_a_meeting(live)
    hand = Hand(live.phone(javascript=javascript), checked=javascript)
    to_who(hand, live)
    to_topics(hand)
    hand.tap("Your meeting about school", exact=False)
    questions(hand)
    hand.heading("Anything else?")
    hand.page.locator("textarea").fill(WORDS)
    hand.look("words")
    hand.next()
    after_words(hand)
    choose_lock(hand)
    send(hand)
    answered(live)
    hand.tap("Done")
    hand.heading("What do you want to do?")
    hand.look("home")
    read_the_answer(hand)
    nothing_stays_on(hand)


def nothing_stays_on(hand: Hand) -> None:
    """One cookie that scripts can't read and that dies with the browser, and nothing else."""
    cookies = hand.page.context.cookies()
    kept_cookies = [(cookie["name"], cookie["httpOnly"], cookie["expires"]) for cookie in cookies]
    assert kept_cookies == [("s", True, -1)]
    if hand.checks is None:
        return
    kept = hand.page.evaluate(
        """async () => ({local: localStorage.length, session: sessionStorage.length,
            databases: (await indexedDB.databases()).length,
            caches: (await caches.keys()).length,
            workers: (await navigator.serviceWorker.getRegistrations()).length})"""
    )
    assert not any(kept.values()), kept


def read_the_answer(hand: Hand) -> None:
    hand.tap("Answers for me", exact=False)
    hand.look("answers")
    hand.tap("From Asha", exact=False)
    hand.heading("What happened")
    expect(hand.page.get_by_text("You go each Sunday.", exact=False)).to_be_visible()
    hand.look("answer")
    hand.tap("A bit")
    expect(hand.page.get_by_text(re.compile("Asha will see what you said"))).to_be_visible()
    hand.tap("Home")
    for name in ("My promises", "My decisions", "What I said", "Who has seen my words"):
        hand.tap(name, exact=False)
        hand.look(name.lower().replace(" ", "-"))
        hand.tap("Home")
