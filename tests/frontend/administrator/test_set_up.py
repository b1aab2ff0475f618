"""Set-up pages: who is where, cards that say nothing, and no words of anybody's."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeguarding.people import queries
from safeguarding.people.access import current_named
from safeguarding.people.actions import make_card, make_poster
from safeguarding.people.models import Card, Post, Service, Worker, YoungPerson
from safeguarding.promises.models import Rota
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast, make_cast
from tests.kept import lately
from voice.contributions.around import named_among


@pytest.fixture
def people(db: None) -> Cast:
    return make_cast(lately() - timedelta(hours=2))


@pytest.fixture
def adam(client: Client, people: Cast) -> Client:
    client.force_login(people.adam)
    return client


def test_the_tree_shows_what_they_look_after_and_nothing_beside_it(adam: Client) -> None:
    page = adam.get(reverse("set_up")).content.decode()
    assert "Harbour team" in page and "Elm House" in page
    assert "Lighthouse advice" not in page


def test_a_service_gets_a_team(adam: Client, people: Cast) -> None:
    path = reverse("set_up_service", args=[people.service.pk])
    assert adam.post(path, {"kind": "team", "name": "Lantern team"}).status_code == 302
    added = Service.objects.get(name="Lantern team")
    assert added.path.startswith(people.service.path)
    assert adam.post(path, {"kind": "nation", "name": "X"}).status_code == 422


def test_a_new_worker_gets_their_link_by_mail_and_nobody_sees_it(
    adam: Client, people: Cast, smtp: Any
) -> None:
    form = {
        "name": "Nia Cole", "known_as": "Nia", "email": "nia@example.org", "role": "worker", "at": str(people.team.pk),
    }  # fmt: skip
    page = adam.post(reverse("set_up_workers"), form, follow=True).content.decode()
    added = Worker.objects.get(email="nia@example.org")
    assert added.posts.get().service == people.team
    assert smtp.messages[0].rcpt_tos == ["nia@example.org"]
    assert "/welcome/" in smtp.texts()[0], "the control: the link is in the mail"
    assert "/welcome/" not in page
    assert adam.post(reverse("set_up_workers"), form).status_code == 422, "one email, one worker"


def test_nothing_is_lost_when_the_mail_cannot_go(adam: Client, people: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    page = adam.post(reverse("set_up_worker", args=[people.joy.pk]), {"go": "welcome"}, follow=True)
    assert "could not be sent" in page.content.decode()


def test_a_post_elsewhere_cannot_be_given(adam: Client, people: Cast) -> None:
    path = reverse("set_up_worker", args=[people.joy.pk])
    assert adam.post(path, {"go": "give", "role": "lead", "at": str(people.agency.pk)}).status_code == 422
    assert adam.post(path, {"go": "give", "role": "lead", "at": str(people.team.pk)}).status_code == 302
    assert Post.objects.filter(worker=people.joy, role="lead", service=people.team).exists()


def test_a_worker_who_left_can_do_nothing_more(adam: Client, people: Cast) -> None:
    assert adam.post(reverse("set_up_worker", args=[people.joy.pk]), {"go": "left"}).status_code == 302
    people.joy.refresh_from_db()
    assert not people.joy.is_active


def test_a_young_person_is_added_with_the_people_who_are_there_for_them(adam: Client, people: Cast) -> None:
    form = {
        "name": "ليلى", "born_year": "2013", "team": str(people.team.pk), "home": "",
        "named": str(people.asha.pk), "deputy": str(people.joy.pk),
    }  # fmt: skip
    assert adam.post(reverse("set_up_young_people"), form).status_code == 302
    added = next(row for row in YoungPerson.objects.all() if queries.name_of(row) == "ليلى")
    assert [row.worker for row in added.named_workers.order_by("position")] == [people.asha, people.joy]


def test_a_card_opens_and_says_nothing(adam: Client, people: Cast) -> None:
    page = adam.post(
        reverse("set_up_cards"), {"who": [str(people.maya.pk), str(people.kai.pk)]}
    ).content.decode()
    cards = page[page.index("<main>") :]
    assert page.count('class="qr"') == 2
    assert "Maya" in page, "the control: the list beside the cards has names"
    for telling in ("Maya", "Kai", "Elm House", "Harbour", "Corner", "Northshire", "care"):
        assert telling not in re.sub(r'class="[^"]*"', "", cards)


def test_cards_are_made_only_for_their_own_young_people_and_all_or_none(adam: Client, people: Cast) -> None:
    path = reverse("set_up_cards")
    assert adam.get(path).status_code == 405
    nobody = adam.post(path, {"who": []})
    assert nobody.status_code == 302
    YoungPerson.objects.filter(pk=people.dylan.pk).update(service=people.agency)
    assert adam.post(path, {"who": [str(people.maya.pk), str(people.dylan.pk)]}).status_code == 404
    assert not Card.objects.exists()


def test_a_poster_opens_the_service(adam: Client, people: Cast) -> None:
    page = adam.post(reverse("set_up_poster", args=[people.service.pk]))
    assert page.status_code == 200
    people.service.refresh_from_db()
    assert people.service.poster_digest is not None


def test_named_workers_change_by_moving(adam: Client, people: Cast) -> None:
    form = {"team": str(people.team.pk), "home": "", "named": str(people.joy.pk), "deputy": ""}
    assert adam.post(reverse("set_up_young_person", args=[people.maya.pk]), form).status_code == 302
    assert queries.my_young_people(people.asha, timezone.now()).count(people.maya) == 0
    assert people.maya in queries.my_young_people(people.joy, timezone.now())


def test_a_service_is_renamed_moved_and_closed(adam: Client, people: Cast) -> None:
    path = reverse("set_up_service", args=[people.team.pk])
    page = adam.get(path).content.decode()
    assert "Eastshire service" in page and "Lighthouse advice" not in page
    adam.post(path, {"go": "change", "name": "Lantern team", "inside": str(people.sibling.pk)})
    people.team.refresh_from_db()
    assert (people.team.name, people.team.parent) == ("Lantern team", people.sibling)
    page = adam.post(path, {"go": "close"}, follow=True).content.decode()
    assert "Young people are still there" in page
    into_itself = {"go": "change", "name": "X", "inside": str(people.team.pk)}
    assert adam.post(path, into_itself).status_code == 422
    adam.post(reverse("set_up_worker", args=[people.carol.pk]), {"go": "left"})
    YoungPerson.objects.update(home=None)
    home = reverse("set_up_service", args=[people.home.pk])
    assert "is closed" in adam.post(home, {"go": "close"}, follow=True).content.decode()
    assert "1 closed" in adam.get(reverse("set_up")).content.decode()
    assert "in use again" in adam.post(home, {"go": "again"}, follow=True).content.decode()


def test_what_is_missing_is_said_in_plain_words_and_nothing_opens_before(adam: Client, people: Cast) -> None:
    Service.objects.filter(pk=people.service.pk).update(live_since=None)
    people.kai.named_workers.update(ends_at=timezone.now())
    path = reverse("set_up_opening", args=[people.service.pk])
    page = adam.get(path).content.decode()
    assert "Two things missing before" in page
    assert "One without a named worker" in page and "No night drill has passed" in page
    assert "Open it</button>" not in page
    assert "Something is still missing" in adam.post(path, follow=True).content.decode()
    token = make_card(people.maya, timezone.now(), CLOCKS)
    scanned = Client().get(reverse("card", args=[token])).content.decode()
    assert "This is not open yet" in scanned and "0800 1111" in scanned and "999" in scanned
    poster = make_poster(people.service, timezone.now(), CLOCKS)
    assert "This is not open yet" in Client().post(reverse("poster", args=[poster])).content.decode()
    Service.objects.filter(pk=people.service.pk).update(live_since=timezone.now())
    assert Client().get(reverse("card", args=[token])).status_code == 302, "the control"


def test_a_team_is_chosen_and_those_without_a_card_get_theirs(adam: Client, people: Cast) -> None:
    make_card(people.kai, timezone.now(), CLOCKS)
    before = Card.objects.get()
    path = reverse("set_up_young_people")
    page = adam.get(path, {"at": str(people.team.pk)}).content.decode()
    assert "4 young people in Harbour team" in page and "Make 3 for those without" in page
    without = re.findall(r'name="without" value="([^"]+)"', page)
    made = adam.post(reverse("set_up_cards"), {"go": "without", "without": without}).content.decode()
    assert made.count('class="qr"') == 3
    before.refresh_from_db()
    assert before.ended_at is None, "who has a card keeps it"
    assert "1 young person" in adam.get(path, {"name": "maya"}).content.decode()
    assert "Nobody here" in adam.get(path, {"name": "May"}).content.decode()
    assert "Nobody here" in adam.get(path, {"at": str(people.sibling.pk)}).content.decode()


def test_long_lists_come_page_by_page(
    adam: Client, people: Cast, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "SHOWN", 2)
    page = adam.get(reverse("set_up_young_people")).content.decode()
    assert page.count('name="who"') == 2 and "4 young people" in page and "?from=2" in page
    assert adam.get(reverse("set_up_young_people"), {"from": "2"}).content.decode().count('name="who"') == 2
    assert "More workers" in adam.get(reverse("set_up_workers")).content.decode()
    assert "Asha Example" in adam.get(reverse("set_up_workers"), {"name": "ASHA"}).content.decode()
    assert "Nobody has that name" in adam.get(reverse("set_up_workers"), {"name": "zz"}).content.decode()


def test_three_deputies_stand_in_their_order_and_an_old_page_changes_nothing(
    adam: Client, people: Cast
) -> None:
    path = reverse("set_up_young_person", args=[people.maya.pk])
    seen = re.search(r'name="seen" value="([^"]+)"', adam.get(path).content.decode())
    assert seen is not None
    form = {
        "team": str(people.team.pk), "home": "", "named": str(people.joy.pk), "deputy": str(people.ravi.pk),
        "deputy_2": str(people.asha.pk), "deputy_3": "", "seen": seen[1],
    }  # fmt: skip
    adam.post(path, form)
    now = timezone.now()
    assert [row.worker for row in current_named(people.maya, now)] == [people.joy, people.ravi, people.asha]
    page = adam.post(path, {**form, "named": str(people.asha.pk)}, follow=True).content.decode()
    assert "Somebody else changed this" in page
    assert next(row.worker for row in current_named(people.maya, now)) == people.joy


def test_what_a_worker_is_called_is_put_right_nicknames_too(adam: Client, people: Cast) -> None:
    path = reverse("set_up_worker", args=[people.asha.pk])
    names = {"go": "names", "name": "Asha Grey", "known_as": "Ash", "other_names": "Miss Ash,  Ashy , Ashy"}
    assert adam.post(path, names).status_code == 302
    people.asha.refresh_from_db()
    assert (people.asha.name, people.asha.known_as) == ("Asha Grey", "Ash")
    assert people.asha.other_names == ["Miss Ash", "Ashy"]
    assert "Miss Ash, Ashy" in adam.get(path).content.decode()
    assert named_among("Ashy shouted at me", [people.asha]) == [people.asha], "they are matched in words"
    assert adam.post(path, names | {"other_names": "A"}).status_code == 422
    assert adam.post(path, names | {"name": ""}).status_code == 422
    assert adam.post(reverse("set_up_worker", args=[people.priya.pk]), names).status_code == 404


def test_who_a_young_person_is_can_be_put_right(adam: Client, people: Cast) -> None:
    path = reverse("set_up_young_person", args=[people.maya.pk])
    given = {"go": "who", "name": "Maya Grey", "born_year": "2011", "reference": "A-17"}
    assert adam.post(path, given).status_code == 302
    maya = YoungPerson.objects.select_related("data_key", "service").get(pk=people.maya.pk)
    assert (queries.name_of(maya), maya.born_year) == ("Maya Grey", 2011)
    assert maya.reference_digest is not None
    page = adam.get(path).content.decode()
    assert "Maya Grey" in page and "A-17" not in page
    assert list(current_named(maya, timezone.now()).values_list("worker__known_as", flat=True)) == [
        "Asha",
        "Joy",
    ]
    adam.post(path, given | {"reference": ""})
    maya.refresh_from_db()
    assert maya.reference_digest is not None, "left empty it stays"
    assert adam.post(path, given | {"name": ""}).status_code == 422


def test_a_service_may_be_called_something_else_on_phones(adam: Client, people: Cast) -> None:
    path = reverse("set_up_service", args=[people.service.pk])
    given = {"go": "change", "name": people.service.name, "inside": str(people.authority.pk)}
    assert adam.post(path, given | {"product_name": "Bench"}).status_code == 302
    assert queries.product_name(people.team, "Corner") == "Bench"
    assert 'value="Bench"' in adam.get(path).content.decode()
    adam.post(path, given | {"product_name": ""})
    assert queries.product_name(people.team, "Corner") == "Corner"


def test_nobody_gives_themselves_a_post_or_a_shift(adam: Client, people: Cast) -> None:
    mine = reverse("set_up_worker", args=[people.adam.pk])
    page = adam.post(mine, {"go": "give", "role": "lead", "at": str(people.team.pk)}, follow=True)
    assert "Another administrator gives you a post" in page.content.decode()
    assert not Post.objects.filter(worker=people.adam, role="lead").exists()
    duty = reverse("lead_rota", args=[Rota.objects.get(kind="duty").pk])
    given = {"worker": str(people.adam.pk), "days": ["0"], "starts": "00:00", "ends": "00:00"}
    assert "puts you on" in adam.post(duty, given).content.decode()
