"""What a moderator struck out stands there still when they come back, and is gone once it is decided."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from safeguarding.people.actions import add_worker, give_post
from safeguarding.people.types import Role
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.moderator.test_reading import QUOTE, WORDS, address, people, rhona, say
from voice.moderation.models import Marking
from voice.moderation.queries import shared_or_not

__all__ = ["people", "rhona"]  # fixtures

STRUCK = "<del>Rhys</del>"
FRIEND = "his friend from the bus"


def strike(client: Client, path: str) -> None:
    page = client.post(path, {"go": "strike", "picked": "Rhys", "label": FRIEND})
    assert page.content.decode().count(STRUCK) == 2, "the control: it was struck"


def test_struck_out_and_chosen_it_is_there_after_a_reload(rhona: Client, people: Cast) -> None:
    path = address(say(people))
    assert STRUCK not in rhona.get(path).content.decode()
    strike(rhona, path)
    marks = {"redaction": [f"16:20:{FRIEND}", f"40:44:{FRIEND}"]}
    rhona.post(path, {"go": "quote", "picked": QUOTE, **marks})
    page = rhona.get(path).content.decode()
    assert page.count(STRUCK) == 2 and FRIEND in page
    assert f"“{QUOTE}”" in page
    start = WORDS.index(QUOTE)
    assert f'value="{start}:{start + len(QUOTE)}"' in page, "the form carries it on to Release"


def test_after_decide_later_it_is_there_under_read_lately(rhona: Client, people: Cast) -> None:
    path = address(say(people))
    strike(rhona, path)
    assert rhona.post(path, {"go": "finish", "grade": "fine"}).status_code == 302
    assert rhona.get(path).content.decode().count(STRUCK) == 2


def test_shown_again_it_stays_shown_again(rhona: Client, people: Cast) -> None:
    path = address(say(people))
    strike(rhona, path)
    marks = {"redaction": [f"16:20:{FRIEND}", f"40:44:{FRIEND}"]}
    rhona.post(path, {"go": "unstrike", "which": "0", **marks})
    assert rhona.get(path).content.decode().count(STRUCK) == 1
    rhona.post(path, {"go": "unstrike", "which": "0", "redaction": [f"40:44:{FRIEND}"]})
    assert STRUCK not in rhona.get(path).content.decode()
    assert not Marking.objects.exists()


def test_words_that_do_not_stand_there_lose_no_mark(rhona: Client, people: Cast) -> None:
    path = address(say(people))
    strike(rhona, path)
    marks = {"redaction": [f"16:20:{FRIEND}", f"40:44:{FRIEND}"]}
    wrong = rhona.post(path, {"go": "strike", "picked": "nowhere", **marks}).content.decode()
    assert "do not stand in what they wrote" in wrong and wrong.count(STRUCK) == 2
    assert rhona.get(path).content.decode().count(STRUCK) == 2


def test_let_out_nothing_of_the_marks_is_kept_beside_it(rhona: Client, people: Cast) -> None:
    path = address(say(people))
    strike(rhona, path)
    assert Marking.objects.count() == 1
    start = WORDS.index(QUOTE)
    out = {"go": "release", "grade": "fine", "quote": f"{start}:{start + len(QUOTE)}"}
    assert rhona.post(path, out).status_code == 302
    assert shared_or_not(people.maya)[0].quote == QUOTE
    assert not Marking.objects.exists()


def test_another_moderator_has_marks_of_their_own(client: Client, people: Cast) -> None:
    now = timezone.now() - timedelta(minutes=20)
    theo = add_worker(name="Theo", known_as="Theo", email="theo@example.org", now=now, by=CLOCKS)
    give_post(theo, people.service, Role.MODERATOR, now=now, by=CLOCKS)
    path = address(say(people))
    client.force_login(people.rhona)
    strike(client, path)
    client.force_login(theo)
    assert STRUCK not in client.get(path).content.decode()
    client.force_login(people.rhona)
    assert STRUCK in client.get(path).content.decode()


def test_nobody_else_can_mark(client: Client, people: Cast) -> None:
    path = address(say(people))
    client.force_login(people.stranger)
    assert client.post(path, {"go": "strike", "picked": "Rhys", "label": FRIEND}).status_code == 404
    assert not Marking.objects.exists()
