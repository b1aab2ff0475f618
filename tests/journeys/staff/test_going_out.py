"""Out again at the organisation's own sign-in, in a real browser with its policies: there, and back."""

from typing import Any

import pytest
from django.urls import reverse

from config import env
from tests.frontend.staff.organisation import CLIENT, SECRET, organisation
from tests.frontend.staff.test_provider import person
from tests.journeys.conftest import PHONE, Live
from tests.journeys.test_whole_path import axe

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_in_and_out_through_the_organisation(
    live: Live, settings: Any, monkeypatch: pytest.MonkeyPatch, javascript: bool
) -> None:
    settings.BASE_URL = live.url
    with organisation() as theirs:
        for name, value in (
            ("URL", theirs.url),
            ("CLIENT", CLIENT),
            ("SECRET", SECRET),
            ("NAME", "Northshire"),
        ):
            monkeypatch.setenv(f"CORNER_OIDC_{name}", value)
        settings.SOCIALACCOUNT_PROVIDERS = env.provider()
        theirs.person = person(live.cast.asha, amr=["mfa"])
        page = live.desk(javascript=javascript)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a size
        page.goto(f"{live.url}{reverse('sign_in')}")
        page.get_by_role("link", name="Sign in with Northshire").click()
        page.goto(f"{live.url}{reverse('me')}")
        assert "Signed in as Asha" in page.locator("h1").inner_text()
        page.get_by_role("button", name="Sign out", exact=True).click()
        assert "You are signed out here" in page.locator("h1").inner_text()
        if javascript:
            axe(page, "signed out")
        page.get_by_role("link", name="Sign out at Northshire").click()
        page.wait_for_url(f"{live.url}{reverse('sign_in')}")
        assert theirs.ended == ["17-Asha"]
        page.goto(f"{live.url}{reverse('me')}")
        assert page.url.startswith(f"{live.url}{reverse('sign_in')}")
