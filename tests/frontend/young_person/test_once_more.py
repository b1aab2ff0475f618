"""Right before Send the page already keeps out whom their words keep out."""

from safeguarding.people.models import LeftOut, Worker
from safeguarding.people.types import Route
from safeguarding.promises.models import Promise
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, after_words, come_in, tap, to_topics
from voice.contributions.models import Contribution


def can_tap_away(phone: Phone) -> set[str]:
    return {button["value"] for button in phone.page.buttons if button.get("name") == "not"}


def test_a_no_to_can_they_see_this_stands_on_the_last_page(people: Cast, card: str) -> None:
    phone = to_topics(come_in(people.maya, card)).press("free", name="about")
    phone.press(words="Asha never rings me back.")
    assert phone.title == "Can Asha see this?"
    phone.press(let="no")
    after_words(phone)
    assert phone.title == "Who will see it?"
    assert not [b for b in phone.page.buttons if b.get("name") == "not" and b["value"] == str(people.asha.pk)]
    assert [b for b in phone.page.buttons if b.get("name") == "not" and b["value"] == str(people.joy.pk)]
    assert "Asha" in phone.text


def test_who_must_not_know_is_out_before_send(people: Cast, card: str) -> None:
    phone = to_topics(come_in(people.maya, card)).press("free", name="about").press(words="I like it here.")
    phone.press(with_me="nobody").press(pace="talk_first")
    phone.press(reach_by="school", reach="After lunch").press(must_not_know="joy")
    phone.press(answer_way="here").press(quote_ok="no")
    tap(tap(phone))
    assert not [b for b in phone.page.buttons if b.get("name") == "not" and b["value"] == str(people.joy.pk)]
    assert [b for b in phone.page.buttons if b.get("name") == "not" and b["value"] == str(people.asha.pk)]


def test_what_is_about_somebody_in_charge_shows_who_gets_it_instead(people: Cast, card: str) -> None:
    phone = to_topics(come_in(people.maya, card)).press("free", name="about")
    after_words(phone.press(words="my key worker hits me"))
    shown = set(can_tap_away(phone))
    assert str(people.ines.pk) in shown, "she gets it, so she can be tapped away"
    assert not shown & {str(worker.pk) for worker in (people.asha, people.joy, people.ravi)}
    assert "Joy" in phone.text and "will not see it." in phone.text, "who is gone is said, not only left away"
    assert "Someone from outside your team will read it." in phone.text
    phone.press()
    row = Contribution.objects.get()
    assert row.route == Route.INDEPENDENT
    reached = Worker.objects.filter(pk__in=Promise.objects.exclude(keeper=None).values("keeper"))
    assert {str(worker.pk) for worker in reached} <= shown, "nobody has it who was not shown"


def test_a_role_that_must_not_know_is_out_before_send(people: Cast, card: str) -> None:
    phone = to_topics(come_in(people.maya, card)).press("free", name="about").press(words="I like it here.")
    phone.press(with_me="nobody").press(pace="talk_first")
    phone.press(reach_by="school", reach="").press(must_not_know="my social worker")
    tap(tap(phone.press(answer_way="here").press(quote_ok="no")))
    shown = can_tap_away(phone)
    phone.press()
    out = {str(row.worker_id) for row in LeftOut.objects.filter(young_person=people.maya)}
    assert out and not out & shown


def test_who_must_not_know_is_named_after_send_and_can_be_let_in_again(people: Cast, card: str) -> None:
    phone = to_topics(come_in(people.maya, card)).press("free", name="about").press(words="I like it here.")
    phone.press(with_me="nobody").press(pace="talk_first")
    phone.press(reach_by="school", reach="").press(must_not_know="please not Joy")
    tap(tap(phone.press(answer_way="here").press(quote_ok="no"))).press()
    assert phone.path == "/s/d" and "Joy" in phone.text
    phone.get("/s/w")
    undo = [button for button in phone.page.buttons if button.get("value") == str(people.joy.pk)]
    assert undo, "the sitting that left her out can let her in again"
