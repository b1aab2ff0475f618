"""What sealing and the trail cost a Send, and how fast keys are rotated. Run as ``python -m bench.vault``.

Shares are of the CPU of one process that answers the whole of a Send (the page and the form) by Django's own
client; the counters around sealing and the trail add a little to both, so that the shares are rather too high.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench import ready
from bench.load import HIDDEN

SENDS = 60
FIRST = 10  # not counted: templates are read and queries compiled
KEYS = 5_000


class Spent:
    """CPU seconds inside some functions, the outermost call counted once."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.calls = 0
        self._inside = False

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, counted."""

        def counted(*args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return function(*args, **kwargs)
            self._inside, began = True, time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.thread_time() - began
                self.calls += 1
                self._inside = False

        return counted


@contextmanager
def everywhere(spent: Spent, *functions: Callable[..., Any]) -> Iterator[None]:
    """Count these functions wherever a module of ours has them by name."""
    put_back = []
    for function in functions:
        counted = spent.around(function)
        for name, module in list(sys.modules.items()):
            if name.startswith(("safeguarding", "voice", "frontend")):
                for key, value in list(vars(module).items()):
                    if value is function:
                        setattr(module, key, counted)
                        put_back.append((module, key, function))
    try:
        yield
    finally:
        for module, key, function in put_back:
            setattr(module, key, function)


def _send(one: ready.Waiting) -> None:
    from django.test import Client  # noqa: PLC0415 - after set_up

    client = Client(HTTP_HOST="localhost")
    client.cookies["s"] = one.session
    page = client.get("/s/x")
    fields = {name.decode(): value.decode() for name, value in HIDDEN.findall(page.content)}
    sent = client.post("/s/x", {**fields, "go": "next"})
    if (page.status_code, sent.status_code) != (200, 302):
        raise RuntimeError(f"a Send of the bench answered {page.status_code}, {sent.status_code}")


def shares() -> dict[str, Any]:
    """Sealing and opening, and recording and writing the trail, as shares of a Send's CPU."""
    from safeguarding.trail import actions as trail  # noqa: PLC0415 - after set_up
    from safeguarding.vault import digests, envelope  # noqa: PLC0415
    from voice.contributions.models import Contribution  # noqa: PLC0415

    _, waiting = ready.people(SENDS + FIRST)
    for one in waiting[:FIRST]:
        _send(one)
    sealing, chain = Spent(), Spent()
    seals = (envelope.seal, envelope.open_sealed, digests.digests, digests.token_digests)
    with everywhere(sealing, *seals), everywhere(chain, trail.record, trail._write):
        began = time.thread_time()
        for one in waiting[FIRST:]:
            _send(one)
        whole = time.thread_time() - began
    if Contribution.objects.count() != SENDS + FIRST:
        raise RuntimeError("the bench did not send what it counted")
    return {
        "sends": SENDS,
        "send_cpu_ms": round(1_000 * whole / SENDS, 2),
        "sealing_share": round(sealing.seconds / whole, 4),
        "sealed_or_opened_each": round(sealing.calls / SENDS, 1),
        "trail_share": round(chain.seconds / whole, 4),
    }


def rotated() -> dict[str, Any]:
    """Data keys wrapped anew in a second, in batches as the command does it."""
    from django.conf import settings  # noqa: PLC0415 - after set_up
    from django.utils import timezone  # noqa: PLC0415

    from safeguarding.vault import keys, rotation  # noqa: PLC0415

    keys.make_many(KEYS, timezone.now())
    settings.MASTER_KEYS = {"newer": b"n" * 32, **settings.MASTER_KEYS}
    began, done, last = time.perf_counter(), 0, None
    while True:
        batch = rotation.rewrap(last)
        done, last = done + batch.done, batch.last
        if last is None:
            break
    seconds = time.perf_counter() - began
    if rotation.left():
        raise RuntimeError("the bench left keys behind")
    return {"data_keys": done, "rotated_per_second": round(done / seconds)}


def main() -> None:
    """Fill, measure, print."""
    ready.set_up()
    ready.empty_database()
    from django.conf import settings  # noqa: PLC0415 - after set_up

    settings.ALLOWED_HOSTS = ["localhost"]
    ready.note(f"bench: sealing and the trail over {SENDS} sends, then {KEYS} keys")
    print(json.dumps({**shares(), **rotated()}))


if __name__ == "__main__":
    main()
