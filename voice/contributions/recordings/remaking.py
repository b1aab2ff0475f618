"""Has a file made anew by a process that knows nothing and ends in time."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from voice.contributions.recordings.types import MOST_BYTES, Kind, Remade, Unusable

APART = "voice.contributions.recordings.apart"
ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60  # by the clock on the wall; the process has fewer of the processor's own
WAIT = 20  # for a place
_places = threading.BoundedSemaphore(2)  # so many files do not take the server from those who write


def remake(kind: Kind, data: bytes) -> Remade:
    """The same sound or picture in our own format, without anything else that was in the file. Raises Unusable.

    Outside any transaction: it takes a second, and of a hostile file up to a minute.
    """
    if not data:
        raise Unusable("empty")
    if len(data) > MOST_BYTES[kind]:
        raise Unusable("big")
    if not _places.acquire(timeout=WAIT):
        raise Unusable("busy")
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell; the kind is one of two
            [sys.executable, "-P", "-s", "-m", f"{APART}.{kind.value}"],
            input=data, capture_output=True, timeout=SECONDS, env={"PYTHONPATH": str(ROOT)}, cwd="/", check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Unusable("strange") from error
    finally:
        _places.release()
    head, _, media = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head:
        raise Unusable("strange")  # it ended before it could say why: what it read was no honest file
    told = json.loads(head)
    if "problem" in told:
        raise Unusable(told["problem"])
    return Remade(media, int(told["seconds"]))
