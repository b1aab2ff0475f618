"""Question sets on a phone: chosen, answered, and "not safe" sent at once."""

import gzip

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from safeguarding.concerns.models import Concern
from safeguarding.people.actions import make_card
from safeguarding.people.models import YoungPerson
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.young_person.test_pages_read import grade
from tests.frontend.young_person.walk import Phone, after_words, come_in, to_topics
from voice.contributions.models import Contribution, Draft
from voice.questions.models import QuestionSet
from voice.questions.queries import questions_of

YEARS = {"4-7": 6, "8-10": 9, "11-17": 14, "18+": 19}


def of_age(people: Cast, years: int) -> Phone:
    YoungPerson.objects.filter(pk=people.maya.pk).update(born_year=timezone.now().year - years)
    return to_topics(come_in(people.maya, make_card(people.maya, timezone.now(), CLOCKS)))


def answers(people: Cast) -> dict[str, str]:
    rows = Contribution.objects.get(young_person=people.maya).answers.all()
    return {row.question: row.value for row in rows}


def test_a_set_goes_from_the_choice_to_sent(people: Cast) -> None:
    phone = of_age(people, 14)
    assert "Where I live" in phone.text and "When I told someone" in phone.text
    phone.press("home", name="set")
    assert phone.title == "How much do you like it where you live?"
    phone.press(answer="4").press(answer="3").press("skip").press("not_sure").press(answer="5")
    assert phone.title == "Anything else?"
    after_words(phone.press(words="")).press()
    assert phone.title.startswith("Sent. Asha will read it")
    assert answers(people) == {
        "like_home": "4", "safe_home": "3", "own_place": "skip", "say_home": "not_sure", "go_to": "5",
    }  # fmt: skip


def test_a_set_they_were_not_offered_begins_nothing(people: Cast) -> None:
    phone = of_age(people, 6)
    for key in ("rights", "decision", "../home", ""):
        assert phone.press(key, name="set").path == "/s/c"
    assert not Draft.objects.exists()


def test_the_youngest_are_helped_and_asked_three_things(people: Cast) -> None:
    phone = of_age(people, 6).press("home", name="set")
    assert phone.title == "Is someone with you?"
    assert "Ask someone you trust to read with you." in phone.text
    phone.press(with_me="someone_ok").press(answer="3").press(answer="3").press(answer="2")
    assert phone.title == "Anything else?"


def test_things_of_its_own_are_kept_by_their_code(people: Cast) -> None:
    phone = of_age(people, 9).press("needs", name="set")
    assert "Someone I trust" in phone.text
    phone.press(answer="music").press("back")
    assert 'value="music" id="answer-music" checked' in phone.html


def test_not_safe_says_beforehand_that_it_goes_at_once_and_does(people: Cast) -> None:
    phone = of_age(people, 14).press("home", name="set").press(answer="4")
    assert "“Not at all” is sent at once" in phone.text
    phone.press(answer="1")
    assert phone.title == "How much can you be by yourself there?", "they go on where they were"
    assert "Sent. Asha will" in phone.text or "Sent." in phone.text
    assert Concern.objects.count() == 1
    assert "Sent." not in phone.get(phone.path).text, "said once"


@pytest.mark.parametrize("go", ["next", "back"])
def test_not_safe_goes_at_once_though_the_session_has_died(people: Cast, go: str) -> None:
    phone = of_age(people, 14).press("home", name="set").press(answer="4")
    Session.objects.all().delete()
    phone.press(go, answer="1")
    assert phone.status == 403
    assert ("You sent it." in phone.text) is (go == "next")
    assert Concern.objects.count() == Contribution.objects.count() == (1 if go == "next" else 0)


@pytest.mark.parametrize("go", ["back", "skip", "not_sure"])
def test_back_and_skip_send_nothing(people: Cast, go: str) -> None:
    phone = of_age(people, 14).press("home", name="set").press(answer="4")
    phone.press(go, answer="1")
    assert not Contribution.objects.exists()


def test_if_that_was_all_send_shows_what_was_sent(people: Cast) -> None:
    phone = of_age(people, 14).press("home", name="set").press("skip").press(answer="1")
    phone.get("/s/x").press()
    assert phone.title.startswith("Sent.")
    assert Contribution.objects.count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("tier", YEARS)
def test_every_question_reads_easily_and_weighs_little(people: Cast, tier: str) -> None:
    for chosen in QuestionSet.objects.filter(tier=tier).exclude(key="decision"):
        phone = of_age(people, YEARS[tier]).press(chosen.key, name="set")
        for number, question in enumerate(questions_of(chosen), start=1):
            phone.get(f"/s/{number}")
            assert grade(phone) <= 3.0, phone.title
            assert len(gzip.compress(phone.html.encode())) <= 14_000, phone.title
            assert phone.html.count('type="radio"') == (
                len(question.options) or (3 if chosen.scale == "three" else 5)
            )
            assert (
                "checked" not in phone.html.replace("skip_checks", "").split("<form")[1].split("</main>")[0]
            )
