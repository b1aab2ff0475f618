"""Bringing a file through the pages: looked at, confirmed, put right. No name stands in a temporary file."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frontend.administrator.files import harmless
from safeguarding.people.models import ImportFile, Worker, YoungPerson
from safeguarding.responsibility.imports.looking import look_on_with_files
from safeguarding.responsibility.imports.taking_in import go_on_with_files
from tests.cast import Cast
from tests.frontend.administrator.test_set_up import adam, people

__all__ = ["adam", "people"]

HEADS = "name,born_year,team,named_worker\n"


def bring(client: Client, text: str | bytes, kind: str = "young_people") -> Any:
    data = text.encode() if isinstance(text, str) else text
    form = {"kind": kind, "file": SimpleUploadedFile("people.csv", data)}
    return client.post(reverse("set_up_files"), form)


def test_a_file_is_looked_at_first_and_goes_in_when_confirmed(adam: Client, people: Cast) -> None:
    said = bring(adam, f"{HEADS}Leila,2013,Harbour team,asha@example.org\nTia,2013,Harbor,asha@example.org\n")
    assert said.status_code == 302
    page = adam.get(said["Location"]).content.decode()
    assert "1 of 2 lines is refused" in page
    assert "You have no service called “Harbor”." in page
    assert YoungPerson.objects.count() == 4, "nothing yet"
    page = adam.post(said["Location"], {"go": "confirm"}, follow=True).content.decode()
    assert "1 line went in" in page
    assert YoungPerson.objects.count() == 5
    refused = adam.get(reverse("set_up_file_refused", args=[ImportFile.objects.get().pk])).content.decode()
    assert "Tia" in refused and "Leila" not in refused
    adam.post(said["Location"], {"go": "forget"})
    assert not ImportFile.objects.exists() and YoungPerson.objects.count() == 5


def test_a_long_file_is_finished_by_the_clocks(
    adam: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontend.administrator.files.AT_ONCE", 0.0)
    lines = "".join(f"Child {number},2013,Harbour team,asha@example.org\n" for number in range(150))
    address = bring(adam, HEADS + lines)["Location"]
    page = adam.post(address, {"go": "confirm"}, follow=True).content.decode()
    assert "100 of 150 lines are in" in page and "goes in by itself" in page
    assert adam.post(address, {"go": "forget"}).status_code == 404, "not while it goes in"
    while not ImportFile.objects.get().done_at:
        go_on_with_files(timezone.now())
    assert "150 lines went in" in adam.get(address).content.decode()
    assert "Child 120" in adam.get(f"{address}?from=1").content.decode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty."),
        (b"name,email\nA,a@b.org\n", "There is no column “team”"),
        (b"\xff\xfe\x00\xd8", "letters can’t be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(adam: Client, people: Cast, data: bytes, says: str) -> None:
    page = bring(adam, data)
    assert page.status_code == 422
    assert says in page.content.decode()


def test_no_file_no_import(adam: Client, people: Cast) -> None:
    page = adam.post(reverse("set_up_files"), {"kind": "workers"})
    assert page.status_code == 422 and "Choose a file first" in page.content.decode()


def test_a_large_file_never_stands_on_the_disk(
    adam: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loud(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", loud)
    with pytest.raises(AssertionError, match="temporary"):  # the control
        TemporaryUploadedFile("people.csv", "text/csv", 3_000_000, None)
    lines = "".join(f"{'Child' * 30} {number},2013,Nowhere,asha@example.org\n" for number in range(15_000))
    assert len(lines) > 2_621_440, "as large as what Django would put into a file"
    assert bring(adam, HEADS + lines).status_code == 302


def test_the_form_of_a_file_needs_its_token(people: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.adam)
    assert bring(client, HEADS + "Leila,2013,Harbour team,asha@example.org\n").status_code == 403
    assert not ImportFile.objects.exists()
    page = client.get(reverse("set_up_files")).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    lines = SimpleUploadedFile("people.csv", f"{HEADS}Leila,2013,Harbour team,asha@example.org\n".encode())
    form = {"csrfmiddlewaretoken": token[1], "kind": "young_people", "file": lines}
    # Browsers send "null" from pages without a referrer.
    sent = client.post(reverse("set_up_files"), form, headers={"Origin": "null"})
    assert sent.status_code == 302


def test_an_empty_file_to_fill_in_can_be_got_and_brought_back(adam: Client, people: Cast) -> None:
    for kind in ("services", "workers", "young_people"):
        empty = adam.get(reverse("set_up_file_columns", args=[kind]))
        assert "attachment" in empty["Content-Disposition"]
        assert bring(adam, empty.content, kind).status_code == 302
    assert adam.get(reverse("set_up_file_columns", args=["kings"])).status_code == 404


def test_new_workers_get_their_links_when_asked(adam: Client, people: Cast, smtp: Any) -> None:
    text = "name,email,role,service\nNia Cole,nia@example.org,worker,Harbour team\n"
    address = bring(adam, text, "workers")["Location"]
    adam.post(address, {"go": "confirm"})
    assert Worker.objects.filter(email="nia@example.org").exists() and smtp.messages == []
    for _ in range(2):
        adam.post(address, {"go": "links"})
    assert [message.rcpt_tos for message in smtp.messages] == [["nia@example.org"]]


def test_no_cell_we_hand_out_is_a_formula() -> None:
    assert [harmless(text)[0] for text in ("=1+1", "+44", "-1", "@x")] == ["'"] * 4
    assert harmless("Maya") == "Maya"


def test_a_very_long_file_says_how_far_it_was_looked_at(
    adam: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontend.administrator.files.AT_ONCE", 0.0)
    lines = "".join(f"Child {number},2013,Harbour team,asha@example.org\n" for number in range(2_100))
    address = bring(adam, HEADS + lines)["Location"]
    page = adam.get(address).content.decode()
    assert "2,000 of 2,100 lines are looked at" in page and "looked at by itself" in page
    assert "Take in" not in page
    assert "Being looked at." in adam.get(reverse("set_up_files")).content.decode()
    early = adam.post(address, {"go": "confirm"}, follow=True).content.decode()
    assert "Not all of it has been looked at yet" in early
    assert look_on_with_files(timezone.now()) == 1
    assert "Take in 2100 lines" in adam.get(address).content.decode()
