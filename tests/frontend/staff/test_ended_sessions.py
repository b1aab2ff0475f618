"""A session that is ended elsewhere loses its pages at once and its socket within a minute."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import channel_layers
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from frontend.sockets import SIGNED_OUT, Inbox
from frontend.staff.coming_in import ENTERED, is_fresh
from safeguarding.responsibility.actions import deactivate
from safeguarding.sign_in import actions
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.staff.door import code, come_in, password
from tests.frontend.worker.sockets import Socket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("how", ["ended from another computer", "they left", "begun again"])
def test_its_socket_closes(cast: Cast, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    assert Inbox.recheck_seconds < 60
    monkeypatch.setattr(Inbox, "recheck_seconds", 0.05)
    channel_layers.backends.clear()
    there, here = Client(), Client()
    come_in(there, cast.ravi)
    password(here, cast.ravi.email)
    code(here, actions.codes_to_keep(cast.ravi, timezone.now())[0])

    def end() -> Any:
        if how == "they left":
            return deactivate(cast.ravi, timezone.now(), CLOCKS)
        if how == "begun again":
            return actions.begin_again(cast.ravi, timezone.now(), CLOCKS)
        return here.post(reverse("me"), {"go": "end_others"})

    async def case() -> None:
        socket = Socket(there.cookies["s"].value)
        assert await socket.accepted()
        assert await socket.quiet(), "the control: it stays while they are signed in"
        await sync_to_async(end)()
        closed = await socket.next()
        while closed["type"] == "websocket.send":  # what was nudged before the end: no name and no word
            closed = await socket.next()
        assert (closed["type"], closed["code"]) == ("websocket.close", SIGNED_OUT)

    asyncio.run(case())
    assert there.get(reverse("inbox")).status_code == 302
    assert (here.get(reverse("inbox")).status_code == 200) is (how == "ended from another computer")


def test_a_clock_put_back_makes_no_old_sign_in_fresh_again(now: datetime) -> None:
    request = RequestFactory().get("/")
    for entered, fresh in (
        (now - timedelta(minutes=14), True),
        (now - timedelta(minutes=16), False),
        (now + timedelta(seconds=20), True),
        (now + timedelta(hours=1), False),
    ):
        request.session = {ENTERED: entered.isoformat()}  # type: ignore[assignment]  # as a session
        assert is_fresh(request, now) is fresh
