"""What a young person is told about their own pace."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from frontend.young_person.knots import sent_knots
from frontend.young_person.words import Words
from safeguarding.concerns.actions import make_plan
from safeguarding.concerns.models import Concern
from safeguarding.promises.models import Rota
from safeguarding.promises.pages import Ahead
from safeguarding.promises.queries import who_has
from safeguarding.promises.types import PromiseKind, RungWho
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, say, tap
from voice.contributions.pages import Person, PromiseShown

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
