"""Tells open inboxes that something changed: after the commit, and best effort. The row is the truth."""

import asyncio
import logging
import os
import threading
import uuid
from collections.abc import Iterable

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import transaction

from safeguarding.trail.actions import memory

log = logging.getLogger(__name__)
CHANGED = {"type": "inbox.changed"}

PATIENCE = 2.0  # seconds that whoever wrote something waits for the layer to take it

_loop: asyncio.AbstractEventLoop | None = None
_own: tuple[int, asyncio.AbstractEventLoop] | None = None
_making = threading.Lock()


def use_loop(loop: asyncio.AbstractEventLoop | None) -> None:
    """The server's own loop. An in-memory layer that is written to from another thread is seconds late."""
    global _loop  # noqa: PLW0603 - one server in a process, and it says so once, at its start
    _loop = loop


def group_of(worker_id: uuid.UUID) -> str:
    """The channel group of a worker's open inboxes."""
    return f"inbox.{worker_id.hex}"


def nudge(worker_ids: Iterable[uuid.UUID]) -> None:
    """After the commit, say to these workers' inboxes that something changed. Never raises."""
    groups = {group_of(worker_id) for worker_id in worker_ids}
    if not groups:
        return
    open_change = memory()
    waiting: set[str] | None = open_change.get("nudge")
    if waiting is not None:
        waiting |= groups  # one message for each inbox, however much changes
        return
    open_change["nudge"] = groups
    transaction.on_commit(lambda: _send_now(sorted(groups)), robust=True)


def _send_now(groups: list[str]) -> None:
    try:
        layer = get_channel_layer()
        loop = _loop
        if layer is None:
            return
        if loop is not None and loop.is_running():
            asyncio.run_coroutine_threadsafe(_send(groups), loop)
        elif not isinstance(layer, InMemoryChannelLayer):  # a layer in memory reaches nobody from out here
            asyncio.run_coroutine_threadsafe(_send(groups), _own_loop()).result(PATIENCE)
    except Exception as error:
        log.warning("nudge failed: %s", type(error).__name__)


def _own_loop() -> asyncio.AbstractEventLoop:
    """A loop for a process whose server has none: kept, and with it the connection to the layer."""
    global _own  # noqa: PLW0603 - one for the process
    with _making:
        if _own is None or _own[0] != os.getpid():  # a forked process has no threads of its parent's
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="nudges", daemon=True).start()
            _own = os.getpid(), loop
        return _own[1]


async def _send(groups: list[str]) -> None:
    layer = get_channel_layer()
    if layer is None:
        return
    for group in groups:
        try:
            await layer.group_send(group, CHANGED)
        except Exception as error:  # one inbox that can't be told must not keep the next from being told
            log.warning("nudge failed: %s", type(error).__name__)
