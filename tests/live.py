"""The product served for real, for journeys: an ASGI server in a thread, on the test database."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from django.db import connections

from config.asgi import application
from tests.services import free_port


@contextmanager
def serving() -> Iterator[str]:
    """Serve the product; gives its address. The clocks do not run: a journey ticks them itself."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(application, host="127.0.0.1", port=port, log_level="error", access_log=False)
    )
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), name="live", daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > until or not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.02)
    try:
        yield f"http://localhost:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        connections.close_all()
