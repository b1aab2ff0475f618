"""Coming in with a real browser: an app without a script, and a passkey with a virtual authenticator."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from safeguarding.people.actions import choose_password
from safeguarding.sign_in.actions import codes_to_keep
from safeguarding.sign_in.queries import ways_of
from tests.frontend.staff.door import PASSWORD, shown
from tests.journeys.conftest import Live
from tests.journeys.young_person.checks import TAGS


@pytest.fixture(autouse=True)
def _our_address(live: Live, settings: Any) -> None:
    """Passkeys work at the product's own address only: here it is the test server's."""
    settings.BASE_URL = live.url


def password(page: Page, live: Live, email: str) -> None:
    page.goto(f"{live.url}/sign-in")
    page.get_by_label("Work email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def with_key(page: Page, *, holder: bool = True) -> None:
    """A key in the browser that says yes; ``holder``: it checks who holds it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": holder,
        "isUserVerified": holder,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def look(page: Page) -> None:
    """What every page is held to: nothing for axe to say up to AAA, no scrolling sideways, nothing telling."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], page.url
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0, page.url


def test_a_passkey_is_made_used_as_second_step_and_instead_of_a_password(live: Live) -> None:
    asha = live.cast.asha
    choose_password(asha, PASSWORD, timezone.now())
    page = live.desk()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with_key(page)
    password(page, live, asha.email)
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Keep these ten codes")).to_be_visible()
    page.get_by_role("button", name="I have kept them").click()
    expect(page).to_have_url(f"{live.url}/work/")
    assert [key.name for key in ways_of(asha).passkeys] == ["Chrome on Linux"]

    page.goto(f"{live.url}/me")
    page.get_by_role("button", name="Sign out", exact=True).click()
    password(page, live, asha.email)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page).to_have_url(f"{live.url}/work/")

    page.goto(f"{live.url}/me")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{live.url}/work/")
    assert Authenticator.objects.get(user=asha, type="webauthn").last_used_at is not None
    assert {address.split("/")[2] for address in asked} == {live.url.split("/")[2]}, "nobody else was asked"


def test_a_page_that_copies_ours_gets_no_passkey(live: Live, settings: Any) -> None:
    asha = live.cast.asha
    choose_password(asha, PASSWORD, timezone.now())
    page = live.desk()
    with_key(page)
    password(page, live, asha.email)
    page.get_by_role("link", name="Set up a passkey").click()
    settings.BASE_URL = (
        "http://localhost:1"  # the same name, another address: whoever answers there is not us
    )
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("That did not work.")).to_be_visible()
    assert not ways_of(asha).can_come_in


def test_a_passkey_instead_of_a_password_asks_who_holds_it(live: Live) -> None:
    asha = live.cast.asha
    choose_password(asha, PASSWORD, timezone.now())
    page = live.desk()
    with_key(page, holder=False)
    password(page, live, asha.email)
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("button", name="I have kept them").click()
    page.goto(f"{live.url}/me")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not work on this device.")).to_be_visible()
    password(page, live, asha.email)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page).to_have_url(f"{live.url}/work/")


def test_without_a_script_an_app_and_a_recovery_code_do_it(live: Live) -> None:
    asha = live.cast.asha
    choose_password(asha, PASSWORD, timezone.now())
    page = live.desk(javascript=False)
    password(page, live, asha.email)
    expect(page.get_by_role("heading", name="Set up a second step first")).to_be_visible()
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("p > b").inner_text().replace(" ", "")
    page.get_by_label("The 6 digits it shows").fill(shown(secret, timezone.now()))
    page.get_by_role("button", name="It works").click()
    code = codes_to_keep(asha, timezone.now())[0]
    expect(page.get_by_text(f"{code[:4]} {code[4:]}")).to_be_visible()
    page.get_by_role("button", name="I have kept them").click()
    page.goto(f"{live.url}/me")
    page.get_by_role("button", name="Sign out", exact=True).click()
    password(page, live, asha.email)
    page.get_by_label("6 digits from your app, or a recovery code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(f"{live.url}/work/")


def test_every_page_on_the_way_in_suits_a_phone_and_everybody(live: Live) -> None:
    asha = live.cast.asha
    choose_password(asha, PASSWORD, timezone.now())
    page = live.desk()
    page.set_viewport_size({"width": 360, "height": 740})
    with_key(page)
    page.goto(f"{live.url}/sign-in")
    look(page)
    password(page, live, asha.email)
    look(page)
    page.get_by_role("link", name="Set up an app").click()
    look(page)
    page.goto(f"{live.url}/sign-in/set-up/passkey")
    look(page)
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("heading", name="Keep these ten codes").wait_for()
    look(page)
    page.goto(f"{live.url}/me")
    look(page)
    page.context.clear_cookies()
    password(page, live, asha.email)
    page.get_by_role("heading", name="One more step").wait_for()
    look(page)
