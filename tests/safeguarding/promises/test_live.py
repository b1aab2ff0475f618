import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from channels.layers import get_channel_layer

from safeguarding.promises import actions, live
from safeguarding.trail.actions import change
from tests.cast import Cast
from tests.safeguarding.promises.helpers import promised

REDIS = "redis://127.0.0.1:6379/5"


class Listener:
    """A server's loop in a thread of its own, with one open inbox on it."""

    def __init__(self, group: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.got: list[tuple[float, dict[str, Any]]] = []
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self.loop.run_until_complete, args=(self._listen(group),))
        self.thread.start()
        self.ready.wait(10)

    async def _listen(self, group: str) -> None:
        layer: Any = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(group, channel)
        self.ready.set()
        while True:
            message = await layer.receive(channel)
            if message["type"] == "stop":
                await layer.group_discard(group, channel)
                if hasattr(layer, "flush"):
                    await layer.flush()
                return
            self.got.append((time.monotonic(), message))

    def wait(self, count: int, seconds: float = 5.0) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(self.got) < count:
            time.sleep(0.005)
        return len(self.got) >= count

    def close(self, group: str) -> None:
        layer: Any = get_channel_layer()
        asyncio.run_coroutine_threadsafe(layer.group_send(group, {"type": "stop"}), self.loop)
        self.thread.join(10)
        self.loop.close()


@pytest.fixture
def listener(cast: Cast) -> Iterator[Listener]:
    group = live.group_of(cast.asha.pk)
    there = Listener(group)
    live.use_loop(there.loop)
    yield there
    live.use_loop(None)
    there.close(group)


def test_an_inbox_hears_of_a_new_promise_at_once_after_the_commit(
    cast: Cast, now: datetime, listener: Listener, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as after_commit:
        promised(cast.maya, now)
    assert listener.got == []  # nothing is said before the row is there
    began = time.monotonic()
    for callback in after_commit:
        callback()
    assert listener.wait(1)
    at, message = listener.got[0]
    assert message == {"type": "inbox.changed"}
    assert at - began < 1.0


def test_whoever_had_it_and_whoever_gets_it_both_hear(
    cast: Cast, now: datetime, listener: Listener, django_capture_on_commit_callbacks: Any
) -> None:
    promise = promised(cast.maya, now)
    with django_capture_on_commit_callbacks(execute=True):
        actions.hand_over(promise, cast.asha, cast.joy, now)
    assert listener.wait(1)
    with django_capture_on_commit_callbacks(execute=True):
        actions.hand_over(promise, cast.joy, cast.asha, now)
    assert listener.wait(2)


def test_without_a_server_in_this_process_nothing_is_said_and_nothing_fails(
    cast: Cast, now: datetime, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        promise = promised(cast.maya, now)
    assert promise.keeper == cast.asha
    assert caplog.records == []


def test_a_layer_that_is_down_takes_nothing_with_it(
    cast: Cast, now: datetime, settings: Any, django_capture_on_commit_callbacks: Any, caplog: Any
) -> None:
    settings.CHANNEL_LAYERS = layer("redis://127.0.0.1:1/0")
    with django_capture_on_commit_callbacks(execute=True):
        promise = promised(cast.maya, now)
    assert promise.keeper == cast.asha
    assert {record.getMessage() for record in caplog.records} == {"nudge failed: ConnectionError"}


def layer(host: str) -> dict[str, Any]:
    backend = "channels_redis.pubsub.RedisPubSubChannelLayer"
    return {"default": {"BACKEND": backend, "CONFIG": {"hosts": [host]}}}


def redis_is_there() -> bool:
    import redis

    try:
        return bool(redis.Redis.from_url(REDIS).ping())
    except redis.RedisError:
        return False


@pytest.mark.skipif(not redis_is_there(), reason="no Redis on this machine")
def test_through_redis_another_process_is_heard(
    cast: Cast, now: datetime, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.CHANNEL_LAYERS = layer(REDIS)
    group = live.group_of(cast.asha.pk)
    there = Listener(group)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            promised(cast.maya, now)  # this thread has no loop, like a web worker or a clock
        assert there.wait(1)
    finally:
        there.close(group)


def test_one_change_says_it_once_to_each_inbox(
    cast: Cast, now: datetime, listener: Listener, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as after_commit, change(now):
        promised(cast.maya, now)
        promised(cast.maya, now)
    assert len(after_commit) == 1
    assert listener.wait(1) and not listener.wait(2, seconds=0.2)


def test_what_failed_inside_a_change_takes_no_nudge_of_the_rest_with_it(
    cast: Cast, now: datetime, listener: Listener, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True), change(now):
        with suppress(ValueError), change(now):
            promised(cast.maya, now)
            raise ValueError
        promised(cast.maya, now)
    assert listener.wait(1)
