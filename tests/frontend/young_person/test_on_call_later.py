"""Whoever could read it is shown before the words and before Send: also those whose shift has not begun."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from safeguarding.people.access import left_out_of
from safeguarding.people.actions import add_worker, give_post
from safeguarding.people.models import Worker
from safeguarding.people.types import Role
from safeguarding.promises.models import Rota, Shift
from safeguarding.promises.types import RotaKind
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, after_words, to_topics
from voice.contributions.models import Contribution


def on_duty(people: Cast, name: str, days_ahead: int) -> Worker:
    """Somebody whose one weekly shift begins so many days ahead."""
    now = timezone.now() - timedelta(minutes=5)
    worker = add_worker(
        name=f"{name} Example", known_as=name, email=f"{name}@example.org".lower(), now=now, by=CLOCKS
    )
    give_post(worker, people.service, Role.WORKER, now=now, by=CLOCKS)
    rota = Rota.objects.get(service=people.service, kind=RotaKind.DUTY)
    at = timezone.localtime(now) + timedelta(days=days_ahead, hours=-1 if days_ahead > 1 else 2)
    starts = time(at.hour, at.minute)
    ends = time((at.hour + 1) % 24, at.minute)
    Shift.objects.create(rota=rota, worker=worker, weekday=at.weekday(), starts=starts, ends=ends)
    return worker


@pytest.fixture
def bola(people: Cast) -> Worker:
    """On call in two hours."""
    return on_duty(people, "Bola", 0)


@pytest.fixture
def cleo(people: Cast) -> Worker:
    """On call in three days."""
    return on_duty(people, "Cleo", 3)


def later_list(phone: Phone) -> str:
    return phone.html.partition('<details class="later">')[2].partition("</details>")[0]


def test_whoever_is_on_call_within_a_day_is_named_at_once(bola: Worker, phone: Phone) -> None:
    phone.get("/s/w")
    assert "can read it later" in phone.text and "Bola" in phone.text
    assert "Bola" not in later_list(phone)


def test_the_others_stand_on_the_list_behind(cleo: Worker, phone: Phone) -> None:
    phone.get("/s/w")
    assert "Who may be on call later?" in phone.text
    assert "Cleo" in later_list(phone)


def test_nobody_is_named_twice_and_without_others_there_is_no_list(people: Cast, phone: Phone) -> None:
    phone.get("/s/w")
    assert phone.html.count(f'value="{people.ravi.pk}"') == 1
    assert later_list(phone) == ""


@pytest.mark.parametrize("which", ["bola", "cleo"])
def test_a_tap_on_any_of_them_leaves_them_out(
    people: Cast, phone: Phone, which: str, request: pytest.FixtureRequest
) -> None:
    worker: Worker = request.getfixturevalue(which)
    phone.get("/s/w").press(str(worker.pk), name="not")
    assert left_out_of(people.maya.pk) == {worker.pk}
    assert f"{worker.known_as} will" in phone.text and f"Is it about {worker.known_as}?" in phone.text
    assert phone.path == "/s/w#it"
    phone.press(str(worker.pk), name="back_in")
    assert left_out_of(people.maya.pk) == set()


def test_they_stand_there_again_before_send_and_who_is_named_in_the_words_stands_out(
    people: Cast, cleo: Worker, bola: Worker, phone: Phone
) -> None:
    to_topics(phone).press("free", name="about").press(words="Cleo came late and I did not like it")
    phone.get("/s/x")
    assert "Bola" in phone.text
    assert "Cleo will" in later_list(phone).replace("<b>", "").replace("</b>", "")
    assert f'value="{cleo.pk}"' not in phone.html, "changed where it was said"


def test_about_somebody_the_duty_team_is_no_longer_asked(
    people: Cast, bola: Worker, cleo: Worker, phone: Phone
) -> None:
    phone.get("/s/w").press(str(people.asha.pk), name="not").press(f"{people.asha.pk}:yes", name="about")
    assert "Ines" in phone.text
    assert "Bola" not in phone.text and "Cleo" not in phone.text


def test_left_out_before_their_shift_it_never_comes_to_them(people: Cast, bola: Worker, phone: Phone) -> None:
    phone.get("/s/w").press(str(bola.pk), name="not")
    to_topics(phone).press("free", name="about").press(words="Hello.")
    after_words(phone).press()
    assert phone.title.startswith("Sent.")
    assert bola.pk in left_out_of(people.maya.pk, Contribution.objects.get().pk)
