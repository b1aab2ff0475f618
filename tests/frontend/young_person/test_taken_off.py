"""A picture lock taken off in person: whoever did it, or holds the card, reads nothing that went past them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safeguarding.people.actions import choose_lock, reset_lock
from safeguarding.people.models import LeftOut, PictureLock, Worker
from safeguarding.people.types import LOCK_TRIES, Route, WhyLeftOut
from safeguarding.promises.models import Promise
from safeguarding.promises.types import PromiseKind
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import CLOCKS, TrailType
from safeguarding.trail.types import worker as as_worker
from tests.cast import Cast
from tests.frontend.young_person.walk import FOUR, Phone, come_in, tap, to_topics
from tests.voice.contributions.said import send
from voice.contributions.models import Contribution, Draft
from voice.contributions.types import About, AnswerWay
from voice.replies.actions import told_in_person, write_reply
from voice.replies.models import Reply
from voice.replies.types import ReplyState

NEW = ("cup", "kite", "cup", "lamp")
USUAL = "i want to see my brother more"
ABOUT_ASHA = "asha hit me yesterday"
TO_TOM = "only for my advocate"
TOLD = "Tom wrote this to you alone."


def taken_off(people: Cast, by: Worker, ago: timedelta = timedelta(0)) -> None:
    """As a reset leaves it, whoever did it and whenever it was."""
    at = timezone.now() - ago
    with change(at):
        PictureLock.objects.filter(young_person=people.maya).delete()
        record(TrailType.LOCK_RESET, as_worker(by.pk), young_person_id=people.maya.pk)


@pytest.fixture
def said(people: Cast) -> list[Contribution]:
    """Behind Maya's lock: something usual, something about Asha, and something for the advocate, answered."""
    now = timezone.now()
    choose_lock(people.maya, FOUR, now)
    rows = [send(people.maya, now, USUAL), send(people.maya, now, ABOUT_ASHA)]
    rows.append(send(people.maya, now, TO_TOM, about=About.ADVOCATE))
    assert [row.route for row in rows] == [Route.USUAL, Route.INDEPENDENT, Route.ADVOCATE]
    assert LeftOut.objects.filter(worker=people.asha, only_about=rows[1].pk).exists()
    write_reply(people.tom, rows[2], TOLD, AnswerWay.HERE, now)
    return rows


def everything(phone: Phone, said: list[Contribution]) -> str:
    """Every page behind the lock, those with an address of their own too."""
    of_one = [reverse(page, args=[row.pk]) for row in said for page in ("seen", "take_back")]
    of_one += [reverse("answer", args=[row.pk]) for row in Reply.objects.all()]
    lists = ["/", *map(reverse, ("mine", "promises", "answers", "seen_list", "decisions", "my_worker"))]
    return "".join(phone.get(address).text for address in [*lists, *of_one])


def with_new_lock(people: Cast, card: str) -> Phone:
    """Whoever holds the card chooses the next lock."""
    phone = come_in(people.maya, card)
    tap(tap(phone.get("/s/j"), NEW), NEW)
    return phone


def test_her_own_lock_opens_all_she_said(people: Cast, card: str, said: list[Contribution]) -> None:
    phone = come_in(people.maya, card)
    tap(phone.get("/a/k"))
    shown = everything(phone, said)
    assert all(text in shown for text in (USUAL, ABOUT_ASHA, TO_TOM, TOLD))
    assert "You chose new pictures." not in shown


def test_a_new_lock_opens_nothing_that_went_outside_the_line(
    people: Cast, card: str, said: list[Contribution]
) -> None:
    reset_lock(people.maya, people.joy, timezone.now())
    phone = with_new_lock(people, card)
    shown = everything(phone, said)
    assert USUAL in shown, "the control"
    assert not any(text in shown for text in (ABOUT_ASHA, TO_TOM, TOLD))
    assert "You chose new pictures." in shown


def test_what_is_shut_is_found_by_no_address(people: Cast, card: str, said: list[Contribution]) -> None:
    reset_lock(people.maya, people.joy, timezone.now())
    phone = with_new_lock(people, card)
    usual, about_asha, _ = said
    for address in ("seen", "take_back"):
        assert phone.get(reverse(address, args=[usual.pk])).status == 200, "the control"
        assert phone.get(reverse(address, args=[about_asha.pk])).status == 404
    assert phone.get(reverse("answer", args=[Reply.objects.get().pk])).status == 404
    assert Reply.objects.get().opened_at is None


def test_an_answer_that_stays_shut_is_told_in_person(
    people: Cast, card: str, said: list[Contribution]
) -> None:
    assert Reply.objects.get().state == ReplyState.DELIVERED, "the control"
    reset_lock(people.maya, people.joy, timezone.now())
    with_new_lock(people, card)
    assert Reply.objects.get().state == ReplyState.TO_TELL
    owed = Promise.objects.get(about_id=said[2].pk, kind=PromiseKind.ANSWER, kept_at__isnull=True)
    assert owed.keeper == people.tom
    told_in_person(people.tom, Reply.objects.get(), timezone.now())
    again = write_reply(people.tom, said[2], "And this too.", AnswerWay.HERE, timezone.now())
    assert again.state == ReplyState.TO_TELL, "so is one that is written later"


def test_the_page_of_a_shut_lock_names_somebody_who_can_open_it(
    people: Cast, card: str, said: list[Contribution]
) -> None:
    phone = come_in(people.maya, card).get("/a/k")
    for _ in range(LOCK_TRIES):
        tap(phone, NEW)
    assert "Joy can open it again with you" in phone.text
    assert "Asha can open it" not in phone.text


def test_what_is_said_after_the_new_lock_is_opened_by_it(
    people: Cast, card: str, said: list[Contribution]
) -> None:
    reset_lock(people.maya, people.joy, timezone.now())
    phone = with_new_lock(people, card)
    later = timezone.now() + timedelta(seconds=1)
    send(people.maya, later, "one more for my advocate", about=About.ADVOCATE)
    assert "one more for my advocate" in phone.get("/a/w").text


def test_a_lock_may_be_chosen_for_a_day_after_it_was_taken_off(
    people: Cast, card: str, said: list[Contribution]
) -> None:
    taken_off(people, people.joy, timedelta(hours=25))
    with_new_lock(people, card)
    assert not PictureLock.objects.exists()
    taken_off(people, people.joy, timedelta(hours=23))
    with_new_lock(people, card)
    assert PictureLock.objects.exists(), "the control"


def test_no_lock_is_chosen_by_the_hand_of_somebody_accused_since(people: Cast, card: str) -> None:
    now = timezone.now()
    choose_lock(people.maya, FOUR, now)
    send(people.maya, now, USUAL)
    taken_off(people, people.asha)
    leave_out(people.maya, people.asha, WhyLeftOut.ABOUT_THEM, timezone.now(), actor=CLOCKS)
    with_new_lock(people, card)
    assert not PictureLock.objects.exists()


@pytest.mark.parametrize(
    ("words", "opens"),
    [("i want to see my brother", True), ("asha frightens me", False), ("my social worker hit me", False)],
)
def test_a_draft_is_not_opened_by_the_hand_of_whom_it_names(
    people: Cast, card: str, words: str, opens: bool
) -> None:
    choose_lock(people.maya, FOUR, timezone.now())
    phone = to_topics(come_in(people.maya, card)).press("free", name="about").press(words=words)
    phone.client.post("/exit", dict(phone.page.fields))
    assert Draft.objects.filter(sent_at__isnull=True).exists()
    taken_off(people, people.asha)
    phone = with_new_lock(people, card)
    assert PictureLock.objects.exists()
    assert (words in phone.get("/s/g").html) is opens
