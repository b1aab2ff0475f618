"""Administrators write question sets young people can read, try them, publish them and switch them on."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeguarding.people.models import YoungPerson
from tests.cast import Cast, make_cast
from tests.frontend.young_person.test_question_sets import of_age
from voice.contributions.models import Answer
from voice.questions.load import load
from voice.questions.models import QuestionSet
from voice.questions.types import Tier

HARD = "To what extent did professionals facilitate your meaningful participation?"


@pytest.fixture
def people(db: None) -> Cast:
    now: datetime = timezone.now()
    cast = make_cast(now)
    load(now)
    return cast


@pytest.fixture
def desk(people: Cast) -> Client:
    client = Client()
    client.force_login(people.adam)
    return client


def written(*texts: str, tier: str = "11-17", **more: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"go": "save", "title": "My bike", "picture": "bike", "tier": tier}
    fields |= {"q-TOTAL_FORMS": "6", "q-INITIAL_FORMS": "0", "q-MIN_NUM_FORMS": "0", "q-MAX_NUM_FORMS": "6"}
    for number, text in enumerate(texts):
        fields |= {f"q-{number}-text": text, f"q-{number}-picture": "bike"}
    return fields | more


def write(desk: Client, people: Cast, *texts: str, **more: str) -> QuestionSet:
    path = reverse("set_up_question_add", args=[people.service.pk])
    response = desk.post(path, written(*texts, **more))
    assert response.status_code == 302, re.findall(r'class="error"[^>]*>([^<]+)', response.content.decode())
    return QuestionSet.objects.get(service=people.service, published_at__isnull=True)


def go(desk: Client, row: QuestionSet, what: str, **more: str) -> str:
    path = reverse("set_up_question_set", args=[row.pk])
    return desk.post(path, {"go": what, **more}, follow=True).content.decode()


def offer(desk: Client, people: Cast, key: str, what: str = "on") -> None:
    desk.post(reverse("set_up_question_switch", args=[people.service.pk, key]), {"go": what})


def test_a_set_goes_from_writing_to_a_young_person_s_answer(desk: Client, people: Cast) -> None:
    row = write(desk, people, "How much do you like your bike?", "How much do you ride it?")
    assert "My bike is a draft" in go(desk, row, "")
    assert "My bike" not in of_age(people, 14).text
    go(desk, row, "publish")
    assert "My bike" not in of_age(people, 14).text, "published is not yet offered"
    offer(desk, people, row.key)
    phone = of_age(people, 14).press(row.key, name="set")
    assert phone.title == "How much do you like your bike?"
    phone.press(answer="5").press(answer="4").get("/s/x").press()
    assert sorted(Answer.objects.values_list("question", "value", "part")) == [
        ("q1", "5", ""),
        ("q2", "4", ""),
    ]


def test_what_is_too_hard_is_refused_and_the_sentence_named(desk: Client, people: Cast) -> None:
    path = reverse("set_up_question_add", args=[people.service.pk])
    page = desk.post(path, written("How much do you like your bike?", HARD))
    assert page.status_code == 422
    assert f"“{HARD}” is too hard" in page.content.decode()
    assert not QuestionSet.objects.filter(service__isnull=False).exists()


def test_how_hard_each_question_is_stands_beside_it(desk: Client, people: Cast) -> None:
    row = write(desk, people, "How much do you like your bike?")
    page = desk.get(reverse("set_up_question_set", args=[row.pk])).content.decode()
    assert re.search(r"Grade \d\.\d, with its answers \d\.\d\.", page)


def test_a_question_without_a_picture_is_refused(desk: Client, people: Cast) -> None:
    path = reverse("set_up_question_add", args=[people.service.pk])
    page = desk.post(path, written("Do you like it?", **{"q-0-picture": ""}))
    assert page.status_code == 422 and "Choose a picture" in page.content.decode()


def test_the_youngest_are_asked_no_more_than_three(desk: Client, people: Cast) -> None:
    path = reverse("set_up_question_add", args=[people.service.pk])
    page = desk.post(path, written(*["Do you like it?"] * 4, tier="4-7"))
    assert page.status_code == 422 and "at most three" in page.content.decode()


def test_it_can_be_tried_as_a_young_person_sees_it_and_keeps_nothing(desk: Client, people: Cast) -> None:
    row = write(desk, people, "How much do you like your bike?", "How much do you ride it?")
    path = reverse("set_up_question_preview", args=[row.pk, 1])
    page = desk.get(path).content.decode()
    assert "How much do you like your bike?" in page and page.count('type="radio"') == 5
    onward = desk.post(path, {"go": "next", "answer": "5"})
    assert onward["Location"] == reverse("set_up_question_preview", args=[row.pk, 2])
    assert not Answer.objects.exists()


def test_a_published_version_never_changes_and_a_new_one_keeps_the_codes(desk: Client, people: Cast) -> None:
    row = write(desk, people, "How much do you like your bike?")
    go(desk, row, "publish")
    said = desk.post(reverse("set_up_question_set", args=[row.pk]), written("Other words"))
    assert "Make a new version" in said.content.decode()
    go(desk, row, "version")
    draft = QuestionSet.objects.get(key=row.key, version=2)
    code = draft.questions.get().code
    desk.post(
        reverse("set_up_question_set", args=[draft.pk]),
        written("How much do you like to ride it?", **{"q-0-code": code}),
    )
    go(desk, draft, "publish")
    row.refresh_from_db()
    assert row.ended_at is not None
    assert row.questions.get().texts.get(language="en").text == "How much do you like your bike?"
    assert QuestionSet.objects.get(pk=draft.pk).questions.get().code == code


def test_the_same_can_be_written_for_another_age(desk: Client, people: Cast) -> None:
    row = write(desk, people, "Do you like your bike?")
    go(desk, row, "8-10")
    other = QuestionSet.objects.get(key=row.key, tier=Tier.EIGHT)
    assert (other.scale, other.version, other.published_at) == ("three", 1, None)


def test_a_question_about_safety_says_that_its_low_answer_goes_at_once(desk: Client, people: Cast) -> None:
    row = write(desk, people, "How much do you feel safe on it?", **{"q-0-safety": "feel_safe"})
    page = desk.get(reverse("set_up_question_set", args=[row.pk])).content.decode()
    assert "The lowest answer is sent at once" in page
    assert row.questions.get().code == "feel_safe"


def test_what_came_with_the_product_can_be_switched_and_not_changed(desk: Client, people: Cast) -> None:
    offer(desk, people, "rights", "off")
    assert "My rights" not in of_age(people, 14).text
    shipped = QuestionSet.objects.get(key="rights", tier=Tier.ELEVEN)
    page = desk.get(reverse("set_up_question_set", args=[shipped.pk])).content.decode()
    assert "Publish" not in page and "Save" not in page
    path = reverse("set_up_question_set", args=[shipped.pk])
    assert desk.post(path, {"go": "stop"}).status_code == 404
    assert desk.post(path, written("Other words")).status_code == 404


def test_the_core_is_never_switched_off(desk: Client, people: Cast) -> None:
    path = reverse("set_up_question_switch", args=[people.service.pk, "decision"])
    assert "always there" in desk.post(path, {"go": "off"}, follow=True).content.decode()


def test_a_set_of_one_service_is_not_there_for_another(desk: Client, people: Cast) -> None:
    row = write(desk, people, "How much do you like your bike?")
    QuestionSet.objects.filter(pk=row.pk).update(service=people.agency)
    for path in (
        reverse("set_up_question_set", args=[row.pk]),
        reverse("set_up_question_preview", args=[row.pk, 1]),
    ):
        assert desk.get(path).status_code == 404
    assert desk.post(reverse("set_up_question_switch", args=[people.service.pk, row.key])).status_code == 404
    assert not YoungPerson.objects.filter(drafts__isnull=False).exists()


def test_a_draft_can_be_thrown_away_and_a_published_one_stopped(desk: Client, people: Cast) -> None:
    row = write(desk, people, "How much do you like your bike?")
    go(desk, row, "throw")
    assert not QuestionSet.objects.filter(pk=row.pk).exists()
    kept = write(desk, people, "How much do you like your bike?")
    go(desk, kept, "publish")
    go(desk, kept, "throw")
    go(desk, kept, "stop")
    kept.refresh_from_db()
    assert kept.ended_at is not None
