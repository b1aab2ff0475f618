"""Working hours by their page: looked at first, then saved; and nobody else's."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.people.models import LocalDay, Service, WorkingHours
from tests.cast import Cast
from tests.frontend.administrator.test_set_up import adam, people

__all__ = ["adam", "people"]

pytestmark = pytest.mark.django_db
EARLY = {f"from_{day}": "07:00" for day in range(5)} | {f"to_{day}": "11:00" for day in range(5)}


def given(**more: str) -> dict[str, str]:
    return {"which": "own", "timezone": "", "holidays": "GB-ENG", **EARLY, **more}


def address(service: Service) -> str:
    return reverse("set_up_hours", args=[service.pk])


def body(response: Any) -> str:
    text: str = response.content.decode()
    return text


def test_what_it_means_is_shown_and_nothing_saved(adam: Client, people: Cast) -> None:
    page = body(adam.get(address(people.team)))
    assert "As above it: Mon to Fri 09:00–17:00" in page and "What it means now" in page
    looked = body(adam.post(address(people.team), given(go="look")))
    assert "With these hours, not saved yet" in looked
    assert "Mon to Fri 07:00–11:00, public holidays of England and Wales" in looked
    assert "An answer" not in looked and "A moderator reads an answer to it by" in looked
    assert not WorkingHours.objects.filter(service=people.team).exists()


def test_saved_it_holds_from_then_on_and_can_be_left_to_what_is_above(adam: Client, people: Cast) -> None:
    split = given(go="save", from_0_2="13:00", to_0_2="15:30")
    assert adam.post(address(people.team), split).status_code == 302
    rows = WorkingHours.objects.filter(service=people.team)
    assert rows.count() == 6 and rows.filter(weekday=0, starts=time(13)).exists()
    people.team.refresh_from_db()
    assert people.team.holidays == "GB-ENG"
    page = body(adam.get(address(people.team)))
    assert 'value="07:00"' in page and "07:00–11:00 and 13:00–15:30" in page
    inherit = given(go="save") | {"which": "", "holidays": ""}
    adam.post(address(people.team), inherit)
    assert not WorkingHours.objects.filter(service=people.team).exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"to_0": ""}, "Mon: say both from when and until when."),
        ({"to_1": "06:00"}, "Tue: each part ends after it begins, in order."),
        ({"from_2_2": "10:00", "to_2_2": "12:00"}, "Wed: each part ends after it begins, in order."),
        (dict.fromkeys(EARLY, ""), "At least one day needs hours."),
    ],
)
def test_hours_that_cannot_be_are_said_and_not_saved(
    adam: Client, people: Cast, wrong: dict[str, str], says: str
) -> None:
    for go in ("look", "save"):
        page = adam.post(address(people.team), given(go=go) | wrong)
        assert page.status_code == 422 and says in body(page)
    assert not WorkingHours.objects.filter(service=people.team).exists()


def test_a_closed_day_comes_and_goes(adam: Client, people: Cast) -> None:
    page = body(
        adam.post(address(people.team), {"go": "close", "day": "2031-03-05", "name": "Fair"}, follow=True)
    )
    assert "Wednesday 5 March 2031" in page and "Fair" in page
    page = body(adam.post(address(people.team), {"open": "2031-03-05"}, follow=True))
    assert "Wednesday 5 March 2031" not in page
    assert adam.post(address(people.team), {"go": "close", "day": "never", "name": "x"}).status_code == 422
    assert adam.post(address(people.team), {"open": "nonsense"}).status_code == 200
    assert not LocalDay.objects.exists()


def test_the_services_page_says_when_it_works(adam: Client, people: Cast) -> None:
    page = body(adam.get(reverse("set_up_service", args=[people.team.pk])))
    assert "Mon to Fri 09:00–17:00, public holidays of Scotland, Europe/London" in page


def test_another_agencys_hours_are_not_there(adam: Client, people: Cast) -> None:
    assert adam.get(address(people.agency)).status_code == 404
    assert adam.post(address(people.agency), given(go="save")).status_code == 404
