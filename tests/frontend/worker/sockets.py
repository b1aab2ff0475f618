"""A socket to the product's own router, without a server: Channels' own helper needs one we do not use."""

from typing import Any

from asgiref.testing import ApplicationCommunicator

from config.asgi import router

HOST = "testserver"


class Socket:
    """Speaks ASGI's websocket to /ws/inbox with a session's cookie."""

    def __init__(self, cookie: str = "", origin: str = f"http://{HOST}") -> None:
        headers = [(b"host", HOST.encode()), (b"origin", origin.encode())]
        if cookie:
            headers.append((b"cookie", f"s={cookie}".encode()))
        scope = {
            "type": "websocket",
            "path": "/ws/inbox",
            "query_string": b"",
            "headers": headers,
            "subprotocols": [],
        }
        make: Any = ApplicationCommunicator  # asgiref's helper has no types
        self.line = make(router, scope)

    async def accepted(self) -> bool:
        """Ask to be let in."""
        await self.line.send_input({"type": "websocket.connect"})
        return bool((await self.next())["type"] == "websocket.accept")

    async def next(self) -> dict[str, Any]:
        """The next message, whatever it is."""
        return dict(await self.line.receive_output(timeout=5))

    async def said(self) -> str:
        """The next text."""
        message = await self.next()
        assert message["type"] == "websocket.send", message
        return str(message["text"])

    async def quiet(self) -> bool:
        """Nothing comes for a while."""
        return bool(await self.line.receive_nothing(timeout=0.3))

    async def say(self, **message: Any) -> None:
        """Something from the page's side."""
        await self.line.send_input({"type": "websocket.receive", **message})

    async def leave(self) -> None:
        """Close from the page's side."""
        await self.line.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.line.wait()
