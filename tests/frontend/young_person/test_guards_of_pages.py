"""Form tokens, headers, compression, and the plain pages of other faces when something goes wrong."""

import gzip
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from config import urls
from frontend.errors import DESKS, not_found, nothing_lost, server_error
from frontend.staff import urls as staff_urls
from safeguarding.people.types import NotAllowed
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, to_topics


@pytest.mark.parametrize(
    ("site", "origin", "status"),
    [
        ("same-origin", "null", 302),  # our own form, from a page that sends no referrer
        (None, "null", 302),  # an old phone does not say
        ("cross-site", "null", 403),
        ("same-site", "null", 403),
        ("same-origin", "https://elsewhere.example", 403),
    ],
)
def test_a_form_of_ours_is_taken_and_a_strangers_is_not(
    phone: Phone, site: str | None, origin: str, status: int
) -> None:
    headers = {"Origin": origin} | ({"Sec-Fetch-Site": site} if site else {})
    fields = dict(phone.page.fields) | {"go": "next"}
    response = phone.client.post("/s/w", fields, headers=headers)
    assert response.status_code == status


def test_a_form_without_its_token_is_refused(phone: Phone) -> None:
    response = phone.client.post("/s/w", {"go": "next"}, headers={"Origin": "null"})
    assert response.status_code == 403


def test_a_page_comes_compressed_to_a_browser_that_takes_it(phone: Phone) -> None:
    plain = phone.client.get("/s/w")
    small = phone.client.get("/s/w", headers={"Accept-Encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip" and "Accept-Encoding" in small["Vary"]
    assert len(small.content) < 14 * 1024 < len(plain.content)
    assert b"Who will see it?" in gzip.decompress(small.content)


def test_ten_pages_weigh_less_than_a_hundred_and_fifty_kilobytes(phone: Phone) -> None:
    to_topics(phone).press("free", name="about")
    pages = ("/s/w", "/s/t", "/s/e", "/s/c", "/s/a", "/s/m", "/s/p", "/s/r", "/s/k", "/s/x")
    sizes = [len(phone.client.get(page, headers={"Accept-Encoding": "gzip"}).content) for page in pages]
    assert max(sizes) <= 14 * 1024 and sum(sizes) <= 150 * 1024, sizes


def test_no_page_keeps_anything_on_the_phone(phone: Phone) -> None:
    response = phone.client.get("/s/w")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert list(phone.client.cookies) == ["s"]
    cookie = phone.client.cookies["s"]
    assert cookie["httponly"] and not cookie["expires"] and not cookie["max-age"]


def test_a_door_leaves_no_cookie(client: Client, db: None) -> None:
    for address in ("/", "/h", "/c/never", "/nothing-here"):
        assert not client.get(address).cookies, address


@pytest.mark.parametrize("path", ["/work/x", "/figures/x", "/set-up/x"])
def test_other_faces_get_a_plain_page(path: str) -> None:
    request = RequestFactory().get(path)
    for response in (not_found(request, LookupError()), server_error(request)):
        assert response.status_code in (404, 500)
        assert "Childline" not in response.content.decode()


def test_the_api_gets_json() -> None:
    assert not_found(RequestFactory().get("/api/x"), LookupError())["Content-Type"] == "application/json"


def hook(path: str, error: Exception) -> Any:
    middleware: Any = nothing_lost(lambda _request: HttpResponse())
    return middleware.process_exception(RequestFactory().get(path), error)


def test_what_may_not_be_done_looks_as_if_it_were_not_there() -> None:
    assert hook("/work/x", NotAllowed("x")).status_code == 404
    assert hook("/a/w", NotAllowed("x")).status_code == 404
    assert hook("/a/w", ValueError()) is None


def test_a_busy_database_says_when_to_try_again() -> None:
    for path in ("/work/x", "/s/a"):
        response = hook(path, OperationalError("locked"))
        assert response.status_code == 503 and response["Retry-After"]


def test_every_other_face_is_known_by_the_first_part_of_its_address() -> None:
    patterns: list[Any] = [*urls.urlpatterns, *staff_urls.urlpatterns]
    first = {str(row.pattern).split("/")[0] for row in patterns}
    assert first - {""} <= DESKS


@override_settings(PRODUCT_NAME="Nook")
def test_the_title_is_the_products_name_and_nothing_else(people: Cast, client: Client) -> None:
    people.authority.product_name = "Harbour"
    people.authority.save()
    assert "<title>Nook</title>" in client.get("/").content.decode()
