"""The life of such a process: shut in, one file in, one file or one reason out."""

import json
import resource
import sys
from collections.abc import Callable
from contextlib import suppress

CPU_SECONDS, MEMORY = 20, 1_500_000_000


class NotThis(Exception):
    """Why it can't be kept: empty, strange or long."""


def shut_in() -> None:
    """From here on: so much time and memory, and nothing that could be opened, written or reached."""
    limits = [
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
    ]
    for what, most in limits:
        with suppress(ValueError, OSError):  # a system that knows no such limit
            resource.setrlimit(what, (most, most))


def run(make: Callable[[bytes], tuple[bytes, int]]) -> None:
    """Read the file, make it anew, answer: one line of JSON, then the bytes."""
    data = sys.stdin.buffer.read()
    shut_in()
    try:
        if not data:
            raise NotThis("empty")
        media, seconds = make(data)
    except NotThis as why:
        sys.stdout.buffer.write(json.dumps({"problem": str(why)}).encode() + b"\n")
        return
    sys.stdout.buffer.write(json.dumps({"seconds": seconds}).encode() + b"\n" + media)
