"""Right before Send the page already keeps out whom their words keep out."""

from tests.cast import Cast
from tests.frontend.young_person.walk import after_words, come_in, to_topics


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
    while phone.title != "Who will see it?":
        from tests.frontend.young_person.walk import tap

        tap(phone)
    assert not [b for b in phone.page.buttons if b.get("name") == "not" and b["value"] == str(people.joy.pk)]
    assert [b for b in phone.page.buttons if b.get("name") == "not" and b["value"] == str(people.asha.pk)]
