"""My young people, and what happens to my promises when I am away."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from safeguarding.people.actions import choose_lock
from safeguarding.people.models import PictureLock, WorkerLeave
from safeguarding.promises.queries import inbox
from tests.cast import Cast
from tests.frontend.worker.conftest import SignIn
from tests.voice.contributions.said import send

pytestmark = pytest.mark.django_db


def leave(starts: datetime, ends: datetime, cover: str = "") -> dict[str, str]:
    return {"starts": f"{starts:%Y-%m-%dT%H:%M}", "ends": f"{ends:%Y-%m-%dT%H:%M}", "cover": cover}


def test_each_of_my_young_people_says_what_waits(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    client = signed_in(cast.asha)
    assert "Nobody waits for you" in client.get(reverse("work_people")).content.decode()
    send(cast.maya, now)
    body = client.get(reverse("work_people")).content.decode()
    assert "One of them waits for you" in body
    assert all(name in body for name in ("Maya", "Kai", "Noor", "Dylan"))
    page = client.get(reverse("work_person", args=[cast.maya.pk])).content.decode()
    assert "Read · Maya" in page
    assert "Joy" in page


@pytest.mark.parametrize(
    "name", ["stranger", "ravi", "rhona", "lena", "adam", "priya", "tom", "carol", "ines", "sam"]
)
def test_only_their_own_people_have_that_page(cast: Cast, signed_in: SignIn, name: str) -> None:
    client = signed_in(getattr(cast, name))
    assert client.get(reverse("work_person", args=[cast.maya.pk])).status_code == 404
    assert "Maya" not in client.get(reverse("work_people")).content.decode()


def test_leave_that_starts_now_hands_everything_on(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    send(cast.maya, now)
    assert inbox(cast.asha, now)
    away = leave(now, now + timedelta(days=7), str(cast.joy.pk))
    assert signed_in(cast.asha).post(reverse("work_cover"), away).status_code == 302
    assert inbox(cast.asha, now) == []
    assert inbox(cast.joy, now)
    assert "covered by Joy" in signed_in(cast.asha).get(reverse("work_cover")).content.decode()
    assert "You cover for" in signed_in(cast.joy).get(reverse("work_cover")).content.decode()


def test_leave_that_ends_before_it_starts_is_refused(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    response = signed_in(cast.asha).post(reverse("work_cover"), leave(now, now - timedelta(days=1)))
    assert response.status_code == 422
    assert "It must end after it starts." in response.content.decode()
    assert not WorkerLeave.objects.exists()


def test_only_colleagues_can_cover(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    stranger = leave(now, now + timedelta(days=1), str(cast.stranger.pk))
    assert signed_in(cast.asha).post(reverse("work_cover"), stranger).status_code == 422
    assert not WorkerLeave.objects.exists()


def test_shifts_are_shown(cast: Cast, signed_in: SignIn) -> None:
    assert "Team on call" in signed_in(cast.ravi).get(reverse("work_cover")).content.decode()


def test_a_named_worker_takes_a_forgotten_lock_off(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    choose_lock(cast.maya, ("boat", "tree", "cup", "ball"), now)
    address = reverse("work_person_pictures", args=[cast.maya.pk])
    assert signed_in(cast.stranger).post(address).status_code == 404
    assert PictureLock.objects.filter(young_person=cast.maya).exists()
    page = signed_in(cast.asha).post(address, follow=True)
    assert "They choose four new pictures" in page.content.decode()
    assert not PictureLock.objects.filter(young_person=cast.maya).exists()


def test_whoever_the_words_accuse_takes_no_lock_off_and_is_not_told_why(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    choose_lock(cast.maya, ("boat", "tree", "cup", "ball"), now)
    send(cast.maya, now, "asha hit me yesterday")
    address = reverse("work_person_pictures", args=[cast.maya.pk])
    page = signed_in(cast.asha).post(address, follow=True)
    assert page.status_code == 200
    assert "be done from your desk" in page.content.decode()
    assert PictureLock.objects.filter(young_person=cast.maya).exists()
    signed_in(cast.joy).post(address)
    assert not PictureLock.objects.filter(young_person=cast.maya).exists(), "another of theirs can"
