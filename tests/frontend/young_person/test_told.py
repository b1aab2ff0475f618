"""What a young person is told about their own pace."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from frontend.young_person.knots import sent_knots
from frontend.young_person.words import Words
from safeguarding.concerns.actions import make_plan
from safeguarding.concerns.models import Concern
from safeguarding.people.models import Worker
from safeguarding.promises.models import Rota
from safeguarding.promises.pages import Ahead
from safeguarding.promises.queries import who_has
from safeguarding.promises.types import PromiseKind, RungWho
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, say, tap
from voice.contributions.models import Contribution
from voice.contributions.pages import Person, PromiseShown
from voice.contributions.queries import open_words
from voice.contributions.types import AnswerWay
from voice.replies.actions import let_reply_go, write_reply

WHY = "I was worried about tonight, so I rang you at once."


def test_why_a_worker_could_not_wait_stands_beside_what_they_said(people: Cast, card: str) -> None:
    say(people.maya, card, "I don't feel safe at home.")
    concern = Concern.objects.get(young_person=people.maya)
    now = timezone.now()
    worker = who_has(concern.look, now)[0]
    make_plan(
        worker,
        concern,
        "I ring her.",
        "On the phone, now.",
        now + timedelta(hours=1),
        worker,
        now,
        WHY,
        told=True,
    )
    phone = Phone().get(f"/c/{card}").press().get("/a/w")
    assert WHY not in phone.text
    tap(phone)
    assert f"{worker.known_as} could not wait. Here is why." in phone.text
    assert WHY in phone.text
    phone.get(f"/a/s/{concern.from_id}")
    assert WHY in phone.text


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (RungWho.INDEPENDENT_ROTA, "someone from outside your team"),
        (RungWho.MODERATORS, "someone who reads all we get"),
        (RungWho.DUTY_ROTA, "Desk name"),
    ],
)
def test_a_team_that_is_next_is_said_by_what_it_is(who: RungWho, said: str) -> None:
    now = timezone.now()
    promise = PromiseShown(
        uuid.uuid4(), PromiseKind.READ, Person(None, "Asha", "a"), (), now, None, None, False, None, False
    )
    steps = [Ahead(None, Rota(name="Desk name"), who, now)]
    knots = sent_knots(now, promise, steps, now, Words())
    assert (knots[-1]["lead"], knots[-1]["strong"]) == ("If not, we tell", f"{said}.")


def shown(who: str, kind: PromiseKind, due: datetime) -> PromiseShown:
    return PromiseShown(uuid.uuid4(), kind, Person(None, who, "a"), (), due, None, None, False, None, False)


def someone(who: str) -> Worker:
    return Worker(known_as=who, name=who)


def test_nobody_is_the_next_after_themselves_and_whoever_reads_is_named() -> None:
    now = timezone.now()
    look = shown("Sam", PromiseKind.LOOK, now + timedelta(minutes=15))
    steps = [Ahead(someone("Sam"), None, RungWho.LEAD, now + timedelta(minutes=15))]
    reads = [shown("Asha", PromiseKind.READ, now + timedelta(days=1))]
    said = [knot["strong"] for knot in sent_knots(now, look, steps, now, Words(), reads)]
    assert said == ["You sent it.", "Sam looks", "Asha reads it", "we ask Sam again"]


def test_everybody_who_is_next_is_named_once() -> None:
    now = timezone.now()
    look = shown("Ravi", PromiseKind.LOOK, now + timedelta(minutes=15))
    later = now + timedelta(minutes=30)
    steps = [Ahead(someone(who), None, RungWho.DUTY_ROTA, later) for who in ("Ravi", "Joy", "Joy", "Sam")]
    said = [knot["strong"] for knot in sent_knots(now, look, steps, now, Words())]
    assert said == ["You sent it.", "Ravi looks", "Joy", "Sam."]


def test_what_was_said_today_stands_under_today(people: Cast, card: str) -> None:
    say(people.maya, card, "We had pizza.")
    phone = Phone().get(f"/c/{card}").press().get("/a/w")
    tap(phone)
    assert "Today, " in phone.text


def test_a_page_posts_to_its_address_without_the_place_it_was_opened_at(phone: Phone) -> None:
    assert '<form id="f" method="post" action="/s/w"' in phone.get("/s/w").html


def test_a_number_to_ring_never_breaks_over_two_lines(phone: Phone) -> None:
    html = phone.get("/h").html
    assert html.count("0800 1111") == html.count('<span class="nb">0800 1111</span>') > 0


def test_after_saying_whether_it_helped_the_phone_stands_at_the_thank_you(people: Cast, card: str) -> None:
    say(people.maya, card, "We had pizza.")
    now = timezone.now()
    row = Contribution.objects.get(young_person=people.maya)
    open_words(people.asha, row.pk, now)
    reply = write_reply(people.asha, row, "That is good.", AnswerWay.HERE, now)
    let_reply_go(people.rhona, reply, now)
    phone = Phone().get(f"/c/{card}").press().get("/a/a")
    tap(phone)
    address = f"/a/a/{reply.pk}"
    phone.get(address).press("yes", name="helped")
    assert phone.path == f"{address}#rated"
    assert phone.html.index('id="rated"') < phone.html.index("Thank you.")
