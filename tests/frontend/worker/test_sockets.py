"""A socket says "changed" to whoever may know it, and nothing else to anybody."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import pytest
import websockets
from asgiref.sync import sync_to_async
from channels.layers import channel_layers
from django.test import Client
from websockets.asyncio.client import connect

from frontend.sockets import SIGNED_OUT, Inbox
from safeguarding.people.models import Worker
from safeguarding.promises import live
from tests.cast import Cast, make_cast
from tests.frontend.worker.sockets import Socket
from tests.live import serving
from tests.voice.contributions.said import send

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = 1.0


@pytest.fixture
def now() -> datetime:
    """The real clock: sockets, sessions and the server's threads read it too."""
    from django.utils import timezone

    return timezone.now()


@pytest.fixture(autouse=True)
def hands() -> None:
    """Nothing is moved here."""


@pytest.fixture(autouse=True)
def _one_layer_a_test() -> Iterator[None]:
    channel_layers.backends.clear()
    yield
    channel_layers.backends.clear()
    live.use_loop(None)


@pytest.fixture
def people(transactional_db: None, now: datetime) -> Cast:
    return make_cast(now)


def cookie_of(worker: Worker) -> str:
    client = Client()
    client.force_login(worker)
    return client.cookies["s"].value


@asynccontextmanager
async def open_inbox(cookie: str) -> AsyncIterator[Socket]:
    socket = Socket(cookie)
    assert await socket.accepted()
    live.use_loop(asyncio.get_running_loop())
    yield socket
    await socket.leave()


def run(case: Any) -> Any:
    return asyncio.run(case)


def test_only_the_signed_in_get_one(people: Cast) -> None:
    asha = cookie_of(people.asha)

    async def case() -> None:
        assert not await Socket().accepted()
        assert not await Socket("not-a-session").accepted()
        assert not await Socket(asha, origin="https://elsewhere.example").accepted()
        async with open_inbox(asha):
            pass  # the same session does get one

    run(case())


def test_inactive_people_and_people_without_a_post_get_none(people: Cast) -> None:
    asha, joy = cookie_of(people.asha), cookie_of(people.joy)
    Worker.objects.filter(pk=people.asha.pk).update(is_active=False)
    people.joy.posts.all().delete()

    async def case() -> None:
        assert not await Socket(asha).accepted()
        assert not await Socket(joy).accepted()

    run(case())


def test_it_says_changed_and_nothing_else(people: Cast, now: datetime) -> None:
    asha, joy = cookie_of(people.asha), cookie_of(people.joy)

    async def case() -> None:
        async with open_inbox(asha) as hers, open_inbox(joy) as other:
            await sync_to_async(send)(people.maya, now, "we had pizza on friday")
            assert json.loads(await hers.said()) == {"type": "changed"}
            assert await other.quiet()

    run(case())


def test_a_page_has_nothing_to_say(people: Cast) -> None:
    asha = cookie_of(people.asha)

    async def case() -> None:
        async with open_inbox(asha) as socket:
            await socket.say(text="not even json")
            await socket.say(bytes=b"\x00")
            assert await socket.quiet()

    run(case())


@pytest.mark.parametrize("ended", ["signed out", "inactive", "no post"])
def test_it_closes_when_they_may_not_have_it_any_more(
    people: Cast, monkeypatch: pytest.MonkeyPatch, ended: str
) -> None:
    monkeypatch.setattr(Inbox, "recheck_seconds", 0.05)
    client = Client()
    client.force_login(people.asha)
    cookie = client.cookies["s"].value

    def end() -> None:
        if ended == "signed out":
            client.logout()
        elif ended == "inactive":
            Worker.objects.filter(pk=people.asha.pk).update(is_active=False)
        else:
            people.asha.posts.all().delete()

    async def case() -> None:
        async with open_inbox(cookie) as socket:
            assert await socket.quiet()  # still hers after several looks
            await sync_to_async(end)()
            closed = await socket.next()
            assert (closed["type"], closed["code"]) == ("websocket.close", SIGNED_OUT)

    run(case())


def test_a_real_server_tells_a_real_socket_within_a_second(people: Cast, now: datetime) -> None:
    asha = cookie_of(people.asha)

    async def case(address: str) -> None:
        url = address.replace("http://", "ws://") + "/ws/inbox"
        headers = {"Cookie": f"s={asha}"}
        async with connect(url, origin=websockets.Origin(address), additional_headers=headers) as socket:
            await sync_to_async(send)(people.maya, now, "we had pizza on friday")
            assert json.loads(await asyncio.wait_for(socket.recv(), SECOND)) == {"type": "changed"}
        with pytest.raises(websockets.InvalidStatus) as error:
            async with connect(url, origin=websockets.Origin(address)):
                pass
        assert error.value.response.status_code == 403

    with serving() as address:
        run(case(address))
