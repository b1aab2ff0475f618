"""From the card to the answer, one page after the other, without JavaScript."""

from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, say, tap
from voice.contributions.models import Contribution


def test_the_card_opens_language_then_who_will_see_it(people: Cast, card: str) -> None:
    phone = Phone().get(f"/c/{card}")
    assert phone.title == "Pick your language"
    phone.press(reading_help="bigger")
    assert phone.title == "What Exit can’t do", "said once, on the way in"
    phone.get("/s/w")
    assert phone.title == "Who will see it?"
    assert "Asha" in phone.text and "your worker" in phone.text


def test_words_go_from_the_card_to_sent(people: Cast, card: str) -> None:
    phone = say(people.maya, card, "I want to see my brother more.")
    assert phone.title.startswith("Sent. Asha will read it"), phone.text
    assert Contribution.objects.filter(young_person=people.maya).count() == 1


def test_someone_who_comes_back_opens_with_their_pictures(people: Cast, card: str) -> None:
    say(people.maya, card, "I want to see my brother more.")
    phone = Phone().get(f"/c/{card}").press()
    assert phone.title == "What do you want to do?"
    phone.get("/a/w")
    assert phone.title == "Tap your four pictures"
    tap(phone)
    assert "I want to see my brother more." in phone.text
