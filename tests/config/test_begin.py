"""``manage.py begin``: a link for the first administrator, who gets in with it and sees an empty agency."""

from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from safeguarding.people.models import Worker

pytestmark = pytest.mark.django_db


def begin(name: str = "Westshire", **options: str) -> str:
    out = StringIO()
    given = {"administrator": "Nia Cole", "email": "nia@example.org", **options}
    call_command("begin", name, stdout=out, **given)
    return out.getvalue()


def test_the_first_administrator_gets_a_link_that_opens(client: Client) -> None:
    link = begin().splitlines()[0]
    assert client.get(urlsplit(link).path).status_code == 200
    nia = Worker.objects.get(email="nia@example.org")
    assert nia.known_as == "Nia"
    client.force_login(nia)
    page = client.get("/set-up/").content.decode()
    assert "Westshire" in page and "1 service" in page


def test_what_can_not_be_is_said_plainly() -> None:
    begin()
    for name, options, says in (
        ("Westshire", {"email": "other@example.org"}, "There is an agency called Westshire."),
        ("Eastshire", {}, "Somebody has the email nia@example.org already."),
        ("Eastshire", {"email": "nonsense"}, "not an email"),
        ("  ", {"email": "other@example.org"}, "need names"),
    ):
        with pytest.raises(CommandError, match=says):
            begin(name, **options)
    assert Worker.objects.count() == 1
