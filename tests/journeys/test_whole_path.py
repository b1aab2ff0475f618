"""Phone to worker to moderator and back to the phone, and on to the manager, in a real browser."""

import json
import re
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from safeguarding.people.actions import add_young_person
from safeguarding.people.models import Service, Worker
from safeguarding.promises import clocks, outbox
from safeguarding.promises.models import Promise
from safeguarding.trail.types import CLOCKS
from tests.conftest import Mailbox
from tests.journeys.conftest import Live
from tests.journeys.young_person.checks import TAGS
from tests.journeys.young_person.hand import Hand, after_words, choose_lock, send, to_topics, to_who
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.models import Contribution
from voice.contributions.types import About
from voice.decisions.actions import ask_involvement, write_decision
from voice.participation.actions import close_due
from voice.participation.models import ReleaseFigure
from voice.questions.types import Part

SAID = "They talked about my brother and I was not in the room. Can I come in next time?"
ANSWERED = "I am sorry. Next time you can be in the room. I will ask you first."


def axe(page: Page, name: str) -> None:
    """No fault that axe knows, up to AAA."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    faults = [(row["id"], [node["html"][:160] for node in row["nodes"]]) for row in found]
    assert not faults, f"{name}: {json.dumps(faults, indent=1)}"


def say(live: Live, javascript: bool) -> Hand:
    """Maya says something on a phone and sends it."""
    hand = Hand(live.phone(javascript=javascript))
    to_who(hand, live)
    to_topics(hand)
    hand.tap("Something else", exact=False)
    hand.heading(re.compile("Anything else|What do you want to say"))
    hand.page.locator("textarea").fill(SAID)
    hand.next()
    after_words(hand)
    choose_lock(hand)
    send(hand)
    return hand


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_what_a_phone_says_a_worker_answers(live: Live, javascript: bool) -> None:
    inbox = live.desk(live.cast.asha, javascript=javascript)
    inbox.goto(f"{live.url}/work/")
    expect(inbox.get_by_text("Read · Maya")).to_have_count(0)
    axe(inbox, "an empty inbox") if javascript else None
    hand = say(live, javascript)
    if not javascript:
        inbox.reload()
    expect(inbox.get_by_text(re.compile("Maya")).first).to_be_visible(timeout=1_500)
    assert SAID[:20] not in inbox.content(), "a list shows no words"
    axe(inbox, "the inbox") if javascript else None

    inbox.get_by_role("link", name=re.compile("^Open")).first.click()
    expect(inbox.get_by_text(SAID)).to_be_visible()
    inbox.get_by_label(re.compile("answer|Your words", re.I)).first.fill(ANSWERED)
    axe(inbox, "a contribution") if javascript else None
    inbox.get_by_role("button", name="Send to be read").click()
    expect(inbox.get_by_text("A moderator reads it, then it goes.").last).to_be_visible()

    moderate(live, javascript)
    hand.tap("Done")
    hand.tap("Answers for me", exact=False)
    hand.tap("From Asha", exact=False)
    expect(hand.page.get_by_text(ANSWERED)).to_be_visible()
    hand.tap("Yes")
    hand.tap("Home")
    hand.tap("Who has seen my words", exact=False)
    hand.tap("They talked about my brother", exact=False)
    for known_as in ("Asha", "Rhona"):
        expect(hand.page.get_by_text(re.compile(known_as)).first).to_be_visible()
    inbox.reload()
    expect(inbox.get_by_text("Maya says it helped.")).to_be_visible()


def moderate(live: Live, javascript: bool) -> None:
    """Rhona reads what Maya wrote without knowing who wrote it, and lets the answer go."""
    desk = live.desk(live.cast.rhona, javascript=javascript)
    desk.goto(f"{live.url}/reading/")
    axe(desk, "the moderator's queue") if javascript else None
    desk.get_by_role("link", name=re.compile("Words")).first.click()
    expect(desk.get_by_text(SAID)).to_be_visible()
    assert "Maya" not in desk.content()
    desk.get_by_role("radio", name="Fine to pass on").check()
    axe(desk, "reading one") if javascript else None
    desk.get_by_role("button", name=re.compile("Done, next|Decide later")).click()
    desk.goto(f"{live.url}/reading/answers")
    desk.get_by_role("link", name=re.compile("Asha|Answer")).last.click()
    expect(desk.get_by_text(ANSWERED)).to_be_visible()
    axe(desk, "reading an answer") if javascript else None
    desk.get_by_role("button", name="Let it go").click()


def test_left_unread_it_climbs_with_mail_that_says_nothing(live: Live, smtp: Mailbox) -> None:
    say(live, True)
    reading = Promise.objects.get(pk=Contribution.objects.get().reading_id)
    before = reading.keeper
    for _ in range(2):
        reading.refresh_from_db()
        due = reading.next_action_at
        assert due is not None
        clocks.tick(due)
        outbox.send(due)
    reading.refresh_from_db()
    assert reading.rung == 2 and reading.keeper != before
    assert smtp.messages
    assert not re.search(r"Maya|brother|room|Elm House|Harbour", " ".join(smtp.texts()))


def test_a_manager_sees_periods_that_closed_and_nobody_in_them(live: Live) -> None:
    """Twelve young people of one team say how a meeting felt; two of a team beside it do."""
    now = timezone.now()
    answered(live, live.cast.team, live.cast.asha, 12, now)
    answered(live, live.cast.sibling, live.cast.stranger, 2, now)
    close_due(now + timedelta(days=100), "quarters")
    assert set(ReleaseFigure.objects.values_list("unit_id", flat=True)) == {live.cast.team.pk}
    page = live.desk(live.cast.lena)
    page.goto(f"{live.url}/figures/")
    expect(page.locator("svg[role=img]").first).to_be_visible()
    assert "Young person 3" not in page.content()
    axe(page, "a report")
    page.goto(f"{live.url}/work/")
    expect(page.get_by_text("Young person 3")).to_have_count(0)


def answered(live: Live, team: Service, worker: Worker, count: int, now: datetime) -> None:
    """Young people of one team, asked about a meeting by their worker, answer its six questions."""
    for number in range(count):
        who = add_young_person(
            name=f"Young person {number}",
            born_year=2012,
            service=team,
            home=None,
            named=[worker],
            now=now,
            by=CLOCKS,
        )
        decision = write_decision(worker, who, "Your meeting", None, now)
        ask_involvement(worker, decision, "card", now)
        draft = drafts.begin(who, About.DECISION, now, decision=decision)
        submit_contribution(
            who, drafts.save(draft, {"answers": {part.value: "4" for part in Part}}, now), now
        )
