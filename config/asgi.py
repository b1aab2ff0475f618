"""The ASGI way in: pages and sockets, and (embedded) the clocks in threads of their own."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()  # loads the apps: what follows imports models

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from config.warm import warm
from frontend.sockets import websocket_urlpatterns
from safeguarding import checks
from safeguarding.promises import live, runner

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

routes: Any = websocket_urlpatterns  # Django's own patterns: Channels' types ask for a private kind of them
router = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(routes))),
    }
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Channels' router refuses ``lifespan``: it is answered here, and starts and stops the clocks."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    # The router's signature names the ASGI types of another package.
    route: Any = router
    await route(scope, receive, send)


def _begin() -> None:
    try:
        checks.at_start()
    finally:
        connections.close_all()  # this thread asks the database nothing more
    warm()


async def _lifespan(receive: Receive, send: Send) -> None:
    stop = threading.Event()
    clocks: threading.Thread | None = None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            live.use_loop(asyncio.get_running_loop())
            try:
                await asyncio.to_thread(_begin)
            except ImproperlyConfigured as error:
                await send({"type": "lifespan.startup.failed", "message": str(error)})
                return
            if settings.CLOCKS_INSIDE:
                clocks = threading.Thread(target=runner.run_inside, args=(stop,), name="clocks", daemon=True)
                clocks.start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            stop.set()
            if clocks is not None:
                await asyncio.to_thread(clocks.join, 5)
            await send({"type": "lifespan.shutdown.complete"})
            return
