"""Live inboxes. A message says only that something changed; the page fetches what, with its own checks."""

import asyncio
import contextlib
from importlib import import_module
from typing import Any, ClassVar

from channels.auth import get_user
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings
from django.urls import path
from django.utils import timezone

from safeguarding.people.access import posts_of
from safeguarding.people.models import Worker

SIGNED_OUT = 4401  # the page then reloads itself, and is asked to sign in


class Inbox(AsyncJsonWebsocketConsumer):
    """Tells one worker's open pages that their inbox changed, for as long as they may have one."""

    recheck_seconds: ClassVar[float] = 45

    async def connect(self) -> None:
        """Only signed-in, active workers with a post; the group is their own."""
        self.group = ""
        self.watch: asyncio.Task[None] | None = None
        worker = await self._worker()
        if worker is None:
            await self.close(code=SIGNED_OUT)
            return
        self.group = f"inbox.{worker.pk.hex}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        self.watch = asyncio.create_task(self._keep_checking())

    async def disconnect(self, code: int) -> None:
        """Leave the group, stop checking."""
        if self.watch is not None and self.watch is not asyncio.current_task():
            self.watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self.watch
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any
    ) -> None:
        """The page has nothing to say here."""

    async def inbox_changed(self, event: dict[str, Any]) -> None:
        """Something in this worker's inbox changed: what, is not said."""
        await self.send_json({"type": "changed"})

    async def _keep_checking(self) -> None:
        while True:
            await asyncio.sleep(self.recheck_seconds)
            if await self._worker() is None:
                await self.close(code=SIGNED_OUT)
                return

    async def _worker(self) -> Worker | None:
        """Who the session says it is at this moment, read again from the database."""
        key = self.scope["session"].session_key
        if not key:
            return None
        store = import_module(settings.SESSION_ENGINE).SessionStore(key)
        user = await get_user({**self.scope, "session": store})
        if isinstance(user, Worker) and user.is_active and await _has_post(user):
            return user
        return None


@database_sync_to_async
def _has_post(worker: Worker) -> bool:
    return posts_of(worker, timezone.now()).exists()


# Channels routes with Django's path(), whose types know of pages only.
_inbox: Any = Inbox.as_asgi()
websocket_urlpatterns = [path("ws/inbox", _inbox)]
