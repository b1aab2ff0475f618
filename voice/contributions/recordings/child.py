"""Makes one file anew: a process of its own that reads it, may open nothing else, and ends by itself.

Whoever sends a file may have made it to harm whatever opens it. So it is opened here, without the server's keys,
settings or connections: ``python -I child.py sound < file``. The answer is one line of JSON, then the bytes.
This file imports nothing of ours, so that it starts fast and has nothing to give away.
"""

import importlib
import json
import pkgutil
import resource
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from fractions import Fraction
from io import BytesIO
from typing import Any

RATE, BITS = 16_000, 16_000  # of speech, one channel: 126 kB a minute
MOST_SECONDS = 180 + 5  # a phone's clock stops a little late
LEAST_SECONDS = 0.3
MOST_PACKETS = 60_000  # of three minutes there are 18,000 at the very most
MOST_BAD = 50  # packets that can't be read, before it is no sound at all
SIDE = 1_600  # pixels
MOST_PIXELS = 60_000_000
MOST_PICTURE = 400_000  # bytes, as it is kept
CPU_SECONDS, MEMORY = 20, 1_500_000_000


class NotThis(Exception):
    """Why it can't be kept: empty, strange or long."""


def container_of(data: bytes) -> str:
    """Which of the three it is, by its first bytes. No other reader is ever tried: some open addresses and files."""
    if data[:4] == b"\x1aE\xdf\xa3":
        return "matroska"
    if data[4:8] == b"ftyp":
        return "mov"
    if data[:4] == b"OggS":
        return "ogg"
    raise NotThis("strange")


def sound(data: bytes) -> tuple[bytes, int]:
    """Speech in one channel, with nothing said about it: no names, dates, places or pictures beside it."""
    import av

    made = BytesIO()
    try:
        with av.open(BytesIO(data), format=container_of(data)) as given:
            if not given.streams.audio:
                raise NotThis("strange")
            with av.open(made, "w", format="webm", options={"fflags": "+bitexact"}) as new:
                length = _speech(_frames(given, given.streams.audio[0]), new)
    except (av.error.FFmpegError, ValueError) as error:
        raise NotThis("strange") from error
    if length < LEAST_SECONDS * RATE:
        raise NotThis("empty")
    return made.getvalue(), max(1, round(length / RATE))


def _frames(given: Any, stream: Any) -> Iterable[Any]:
    import av

    bad = 0
    stream.thread_count = 1
    for number, packet in enumerate(given.demux(stream)):
        if number > MOST_PACKETS:
            raise NotThis("strange")
        try:
            yield from packet.decode()
        except av.error.InvalidDataError as error:
            bad += 1
            if bad > MOST_BAD:
                raise NotThis("strange") from error


def _speech(frames: Iterable[Any], new: Any) -> int:
    """Encode them; how many samples there were."""
    import av

    stream = new.add_stream("libopus", rate=RATE, layout="mono", options={"application": "voip"})
    stream.bit_rate = BITS
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    done = 0

    def take(frame: Any) -> None:
        nonlocal done
        for piece in resampler.resample(frame):
            piece.pts, piece.time_base = done, Fraction(1, RATE)
            done += piece.samples
            if done > MOST_SECONDS * RATE:
                raise NotThis("long")
            new.mux(stream.encode(piece))

    for frame in frames:
        take(frame)
    take(None)
    new.mux(stream.encode(None))
    return done


def drawing(data: bytes) -> tuple[bytes, int]:
    """A picture in which only what can be seen is left."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as given:
            if given.width * given.height > MOST_PIXELS:
                raise NotThis("strange")
            given.draft("RGB", (SIDE, SIDE))
            turned = ImageOps.exif_transpose(given).convert("RGBA")
            turned.thumbnail((SIDE, SIDE))
            flat = Image.new("RGB", turned.size, "white")
            flat.paste(turned, mask=turned.getchannel("A"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotThis("strange") from error
    if all(low == high for low, high in _extremes(flat)):
        raise NotThis("empty")
    for quality in (80, 60, 40, 20):
        made = BytesIO()
        flat.save(made, "WEBP", quality=quality)
        if made.tell() <= MOST_PICTURE:
            break
    return made.getvalue(), 0


def _extremes(picture: Any) -> list[tuple[int, int]]:
    return [band.getextrema() for band in picture.split()]


KINDS: dict[str, Callable[[bytes], tuple[bytes, int]]] = {"sound": sound, "drawing": drawing}


def shut_in(kind: str) -> None:
    """From here on: so much time and memory, and nothing that could be opened, written or reached."""
    if kind == "sound":
        import av

        # All of it: nothing can be loaded afterwards.
        for part in pkgutil.walk_packages(av.__path__, "av."):
            if part.name not in ("av.__main__", "av.datasets"):
                importlib.import_module(part.name)
    else:
        import PIL.ImageOps
        from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401

        Image.init()
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


def main() -> None:
    """One file in, one file or one reason out."""
    kind = sys.argv[1]
    data = sys.stdin.buffer.read()
    shut_in(kind)
    try:
        if not data:
            raise NotThis("empty")
        media, seconds = KINDS[kind](data)
    except NotThis as why:
        sys.stdout.buffer.write(json.dumps({"problem": str(why)}).encode() + b"\n")
        return
    sys.stdout.buffer.write(json.dumps({"seconds": seconds}).encode() + b"\n" + media)


if __name__ == "__main__":
    main()
