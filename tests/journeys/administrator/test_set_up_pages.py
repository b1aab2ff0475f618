"""The pages on which a service is set up: no fault that axe knows and nothing too wide, from a phone to a desk."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from frontend.sessions import SessionStore
from frontend.staff.coming_in import ENTERED
from safeguarding.erasure.actions import ask_erasure
from safeguarding.erasure.types import WhyErase
from safeguarding.people.actions import close_on
from safeguarding.people.models import Service
from safeguarding.people.types import ImportKind
from safeguarding.promises.models import Rota
from safeguarding.responsibility.imports.looking import look_at_file
from safeguarding.responsibility.leaving import has_left
from safeguarding.trail.types import CLOCKS
from tests.journeys.conftest import Live
from tests.journeys.test_whole_path import axe

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = ((360, 640), (768, 1024), (1280, 800))
LINES = (
    b"name,born_year,reference,team,named_worker\n"
    b"Leila,2013,A1,Harbour team,asha@example.org\nTia,xx,A2,Nowhere,nobody@example.org\n"
)


@pytest.fixture
def addresses(live: Live, settings: Any, tmp_path: Path) -> dict[str, str]:
    """Each page with something on it: a service that is not open, a file, a request, somebody who has left."""
    settings.ERASURES = str(tmp_path / "elsewhere")
    cast, now = live.cast, timezone.now()
    Service.objects.filter(pk=cast.service.pk).update(live_since=None)
    close_on(cast.team, timezone.localdate() + timedelta(days=9), "Training", now, cast.adam)
    file = look_at_file(LINES, ImportKind.YOUNG_PEOPLE, now, cast.adam)
    asked = ask_erasure(cast.adam, cast.kai, WhyErase.ASKED, now)
    has_left(cast.dylan, now, CLOCKS)
    return {
        "set_up": reverse("set_up"),
        "steps": reverse("set_up_opening", args=[cast.service.pk]),
        "service": reverse("set_up_service", args=[cast.service.pk]),
        "hours": reverse("set_up_hours", args=[cast.team.pk]),
        "workers": reverse("set_up_workers"),
        "worker": reverse("set_up_worker", args=[cast.asha.pk]),
        "young people": reverse("set_up_young_people"),
        "young person": reverse("set_up_young_person", args=[cast.maya.pk]),
        "who has left": reverse("set_up_left"),
        "files": reverse("set_up_files"),
        "file": reverse("set_up_file", args=[file.pk]),
        "rotas": reverse("lead_rotas"),
        "rota": reverse("lead_rota", args=[Rota.objects.get(name="People outside").pk]),
        "new rota": reverse("lead_rota_new"),
        "erasing": reverse("erasures"),
        "erase": reverse("erase", args=[cast.maya.pk]),
        "erasure": reverse("erasure", args=[asked.pk]),
    }


def looked_at(page: Page, live: Live, name: str, path: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        response = page.goto(f"{live.url}{path}")
        assert response is not None and response.status == 200, name
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} at {width}: {wide}"
        axe(page, f"{name} at {width}")


def test_every_set_up_page_is_whole_at_each_width(live: Live, addresses: dict[str, str]) -> None:
    page = live.desk(live.cast.adam)
    for name, path in addresses.items():
        looked_at(page, live, name, path)


def test_the_second_persons_page_too_and_without_a_script_it_erases(
    live: Live, addresses: dict[str, str]
) -> None:
    page = live.desk(live.cast.sam)
    store = SessionStore(session_key=page.context.cookies()[0]["value"])
    store[ENTERED] = timezone.now().isoformat()
    store.save()
    for name in ("erasing", "erasure"):
        looked_at(page, live, name, addresses[name])
    plain = live.desk(live.cast.sam, javascript=False)
    plain.context.add_cookies([{"name": "s", "value": str(store.session_key), "url": live.url}])
    plain.goto(f"{live.url}{addresses['erasure']}")
    plain.get_by_label("I know that nobody can bring it back").check()
    plain.get_by_role("button", name="Erase it for ever").click()
    assert "Everything of one young person was erased" in plain.locator("h1").inner_text()


def test_hours_are_looked_at_and_saved_without_a_script(live: Live, addresses: dict[str, str]) -> None:
    page = live.desk(live.cast.adam, javascript=False)
    page.goto(f"{live.url}{addresses['hours']}")
    page.get_by_label("Its own:").check()
    page.get_by_label("Fri until").first.fill("13:00")
    page.get_by_role("button", name="Show what it means").click()
    assert "With these hours, not saved yet" in page.locator("main").inner_text()
    page.get_by_role("button", name="Save").click()
    assert "Fri 09:00–13:00" in page.locator(".head").inner_text()
