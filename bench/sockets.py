"""From a durable row to a worker's socket, beside a bare Channels consumer in the same server and run."""

import asyncio
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import uvicorn
import websockets
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from django.db import transaction
from django.urls import path

from config.asgi import application
from safeguarding.promises import live
from tests.services import free_port


class Bare(AsyncWebsocketConsumer):
    """The floor: joins a group, sends a fixed text."""

    async def connect(self) -> None:
        await self.channel_layer.group_add("bare", self.channel_name)
        await self.accept()

    async def bare_changed(self, event: dict[str, Any]) -> None:
        """Sends."""
        await self.send(text_data='{"type": "changed"}')


_view: Any = Bare.as_asgi()  # Django's `path` takes it, though its types speak of views only
_routes: Any = [path("bare", _view)]
_bare = URLRouter(_routes)


async def _both(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket" and scope["path"] == "/bare":
        await _bare(scope, receive, send)
    else:
        await application(scope, receive, send)


@dataclass
class Waits:
    p50_ms: float
    p99_ms: float


@contextmanager
def _serving() -> Iterator[tuple[int, asyncio.AbstractEventLoop]]:
    port, loops = free_port(), []
    server = uvicorn.Server(uvicorn.Config(_both, host="127.0.0.1", port=port, log_level="error"))

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        await server.serve()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield port, loops[0]
    server.should_exit = True
    thread.join(10)


def _measure(url: str, headers: dict[str, str], write: Callable[[], float], times: int) -> Waits:
    """Write ``times`` times; each waits for its message. ``write`` gives the moment its row was durable."""
    arrived: list[float] = []
    ready, got, stop = threading.Event(), threading.Event(), threading.Event()

    async def listen() -> None:
        async with websockets.connect(url, additional_headers=headers, origin=None) as socket:
            ready.set()
            while not stop.is_set():
                try:
                    await asyncio.wait_for(socket.recv(), 0.5)
                except TimeoutError:
                    continue
                arrived.append(time.perf_counter())
                got.set()

    listener = threading.Thread(target=lambda: asyncio.run(listen()), daemon=True)
    listener.start()
    ready.wait(10)
    time.sleep(0.2)
    waits = []
    for _ in range(times):
        got.clear()
        durable = write()
        if not got.wait(5):
            raise RuntimeError("a message did not arrive in five seconds")
        waits.append(1_000 * (arrived[-1] - durable))
        time.sleep(0.005)
    stop.set()
    listener.join(5)
    return Waits(statistics.median(waits), statistics.quantiles(waits, n=100)[98])


def _durable_then(nudge: Callable[[], None]) -> Callable[[], float]:
    def write() -> float:
        moment: list[float] = []
        with transaction.atomic():
            from safeguarding.promises.models import Heartbeat  # noqa: PLC0415 - apps are loaded by now

            Heartbeat.objects.update_or_create(
                name="bench", defaults={"beat_at": "2026-01-01T00:00Z", "runner": "b"}
            )
            transaction.on_commit(lambda: moment.append(time.perf_counter()))
            transaction.on_commit(nudge)
        return moment[0]

    return write


def measure(worker_id: UUID, session_key: str, times: int = 300) -> dict[str, Waits]:
    """``ours`` is the worker's inbox socket; ``bare`` the floor. Milliseconds."""
    layer: Any = get_channel_layer()
    with _serving() as (port, loop):
        live.use_loop(loop)

        def bare_nudge() -> None:
            sent = layer.group_send("bare", {"type": "bare.changed"})
            asyncio.run_coroutine_threadsafe(sent, loop)

        cookie = {"Cookie": f"s={session_key}", "Origin": f"http://localhost:{port}"}
        bare = _measure(f"ws://localhost:{port}/bare", {}, _durable_then(bare_nudge), times)
        ours = _measure(
            f"ws://localhost:{port}/ws/inbox", cookie, _durable_then(lambda: live.nudge([worker_id])), times
        )
    return {"bare": bare, "ours": ours}
