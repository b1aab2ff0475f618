"""The inbox: promises by their time, what happens if not, and no word of what was said."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frontend.desk.times import when
from frontend.worker.inbox_page import Facts, _row
from safeguarding.concerns.actions import ask_advice
from safeguarding.concerns.models import Concern
from safeguarding.people.types import WhyLeftOut
from safeguarding.promises.actions import keep
from safeguarding.promises.clocks import tick
from safeguarding.promises.queries import inbox
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.worker.conftest import Hands, SignIn
from tests.voice.contributions.said import send
from voice.contributions.queries import open_words
from voice.contributions.types import AnswerWay
from voice.replies.actions import write_reply

pytestmark = pytest.mark.django_db
CANARY = "zanzibar-biscuit"
WORRIED = f"someone keeps giving me money and says dont tell anyone {CANARY}"


def heading(body: str) -> str:
    return body.split('id="finding">')[1].split("<", maxsplit=1)[0]


def test_it_orders_promises_by_their_time_and_says_what_if_not(
    cast: Cast, now: datetime, hands: Hands, signed_in: SignIn
) -> None:
    send(cast.kai, now)
    send(cast.maya, now + timedelta(minutes=20), pace="talk_first", with_me="someone_not_ok")
    hands.at = now + timedelta(minutes=30)
    body = signed_in(cast.asha).get(reverse("inbox")).content.decode()
    assert body.index("Read · Kai") < body.index("Read · Maya")
    assert "Talk with me first" in body
    assert "Someone was with them" in body
    assert "If not:" in body
    assert "<b>Joy</b>" in body
    assert "Tomorrow and after" in body


def test_the_heading_is_a_finding(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    client = signed_in(cast.asha)
    assert heading(client.get(reverse("inbox")).content.decode()) == "Nothing needs you now"
    send(cast.maya, now, "he hit me again yesterday and my arm hurts")
    assert Concern.objects.get().urgency == "today"
    found = heading(client.get(reverse("inbox")).content.decode())
    assert found == "One thing needs you before noon"  # the look; reading it can wait until tomorrow


def test_what_is_late_comes_first_in_the_heading(
    cast: Cast, now: datetime, hands: Hands, signed_in: SignIn
) -> None:
    send(cast.maya, now)
    hands.at = now + timedelta(days=1, hours=2)
    body = signed_in(cast.asha).get(reverse("inbox")).content.decode()
    assert heading(body) == "One promise is late"
    assert "late</span>" in body


def test_a_late_line_shows_when_it_was_promised_and_how_late_that_is(
    cast: Cast, now: datetime, hands: Hands
) -> None:
    row = send(cast.maya, now)
    due = row.reading.due_at
    hands.at = due + timedelta(minutes=44)
    tick(hands.at)  # it has moved on: the next time is another one
    [late] = [one for one in inbox(cast.joy, hands.at) if one.promise.pk == row.reading_id]
    assert late.due > hands.at, "the control: another time stands ready to be shown"
    shown = _row(late, Facts({}, {}, set()), cast.joy, hands.at, soon=True)
    assert (shown["when"], shown["time_left"]) == (when(due, hands.at), "44 min late")


def test_lists_hold_no_words(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    contribution = send(cast.maya, now, WORRIED, reach=f"ring {CANARY}", must_not_know=f"not {CANARY}")
    lists = [
        reverse(name) for name in ("inbox", "inbox_thread", "work_people", "work_decisions", "work_cover")
    ]
    lists += [reverse("work_person", args=[cast.maya.pk])]
    lists += [reverse(name) for name in ("lead", "lead_concerns")]
    for worker in (cast.asha, cast.sam):
        client = signed_in(worker)
        for url in lists:
            response = client.get(url)
            assert CANARY not in response.content.decode(), url
    # The search would find it: the page that opens the words holds it.
    opened = signed_in(cast.asha).get(reverse("contribution", args=[contribution.pk]), follow=True)
    assert CANARY in opened.content.decode()


def test_left_out_sees_nothing_of_it(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    contribution = send(cast.maya, now)
    page = reverse("contribution", args=[contribution.pk])
    assert "Maya" in signed_in(cast.asha).get(reverse("inbox")).content.decode()
    leave_out(cast.maya, cast.asha, WhyLeftOut.NOT_THIS_PERSON, now, actor=CLOCKS)
    for url in (reverse("inbox"), reverse("inbox_thread"), reverse("work_people"), reverse("work_decisions")):
        assert "Maya" not in signed_in(cast.asha).get(url).content.decode(), url
    assert signed_in(cast.asha).get(page).status_code == 404
    assert signed_in(cast.asha).get(reverse("work_person", args=[cast.maya.pk])).status_code == 404
    assert "Maya" in signed_in(cast.joy).get(reverse("inbox")).content.decode()


def test_it_asks_as_much_for_thirty_rows_as_for_one(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    client = signed_in(cast.asha)
    send(cast.maya, now, WORRIED)
    client.get(reverse("inbox"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("inbox"))
    few = len(inbox(cast.asha, now))
    for _ in range(15):
        send(cast.maya, now, WORRIED)
    assert len(inbox(cast.asha, now)) >= 30 > few
    with CaptureQueriesContext(connection) as thirty:
        client.get(reverse("inbox"))
    assert len(thirty) <= len(one)


def test_what_was_kept_today_stays_to_be_seen(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    contribution = send(cast.maya, now)
    open_words(cast.asha, contribution.pk, now)
    body = signed_in(cast.asha).get(reverse("inbox")).content.decode()
    assert "Kept today" in body
    assert "Answer · Maya" in body


def test_late_clocks_are_said_on_every_page(
    cast: Cast, now: datetime, hands: Hands, signed_in: SignIn, clocks_run: None
) -> None:
    pages = [reverse(name) for name in ("inbox", "work_people", "work_decisions", "work_cover")]
    client = signed_in(cast.asha)
    assert not any("The clocks are late" in client.get(url).content.decode() for url in pages)
    hands.at = now + timedelta(minutes=5)
    assert all("The clocks are late" in client.get(url).content.decode() for url in pages)


def test_people_on_the_independent_rota_use_the_same_inbox(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    contribution = send(cast.maya, now, "one of the staff grabbed my arm and shouted at me")
    assert contribution.route == "independent"
    assert "Look · Maya" in signed_in(cast.ines).get(reverse("inbox")).content.decode()
    for worker in (cast.asha, cast.joy, cast.ravi, cast.sam):
        assert "Maya" not in signed_in(worker).get(reverse("inbox")).content.decode()


def test_signed_out_is_asked_to_sign_in(client: Client) -> None:
    for name in ("inbox", "inbox_thread", "work_people", "work_decisions", "work_cover"):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("sign_in"))


def test_who_reads_without_a_name_finds_none_in_their_lines(
    cast: Cast, now: datetime, hands: Hands, signed_in: SignIn
) -> None:
    contribution = send(cast.maya, now, WORRIED)
    concern = Concern.objects.get()
    open_words(cast.asha, contribution.pk, now)
    ends = now + timedelta(days=2)
    ask_advice(cast.asha, concern, cast.priya, "What helps?", "nights", "To keep a child safe", ends, now)
    write_reply(cast.asha, contribution, "I will come today.", AnswerWay.HERE, now)
    assert "Maya" in signed_in(cast.asha).get(reverse("inbox")).content.decode(), "the control"
    for worker, many in ((cast.rhona, 2), (cast.priya, 1)):
        assert len(inbox(worker, now)) == many
        for url in (reverse("inbox"), reverse("inbox_thread")):
            body = signed_in(worker).get(url).content.decode()
            assert "Maya" not in body, (worker.known_as, url)
        for row in inbox(worker, now):
            keep(row.promise, worker, now)
        body = signed_in(worker).get(reverse("inbox")).content.decode()
        assert "Kept today" in body
        assert "Maya" not in body, worker.known_as
