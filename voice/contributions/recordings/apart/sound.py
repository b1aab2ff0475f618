"""A sound made anew: speech in one channel, with nothing said about it."""

import importlib
import pkgutil
from collections.abc import Iterable
from fractions import Fraction
from io import BytesIO
from typing import Any

import av

from voice.contributions.recordings.apart.child import NotThis, run

RATE, BITS = 16_000, 16_000  # of speech, one channel: 126 kB a minute
MOST_SECONDS = 180 + 5  # a phone's clock stops a little late
LEAST_SECONDS = 0.3
MOST_PACKETS = 60_000  # of three minutes there are 18,000 at the very most
MOST_BAD = 50  # packets that can't be read, before it is no sound at all


def sound(data: bytes) -> tuple[bytes, int]:
    """WebM with Opus, and its seconds: no names, dates, places or pictures beside it."""
    made = BytesIO()
    try:
        with av.open(BytesIO(data), format=_container(data)) as given:
            if not given.streams.audio:
                raise NotThis("strange")
            with av.open(made, "w", format="webm", options={"fflags": "+bitexact"}) as new:
                length = _speech(_frames(given, given.streams.audio[0]), new)
    except (av.error.FFmpegError, ValueError, OverflowError) as error:
        raise NotThis("strange") from error
    if length < LEAST_SECONDS * RATE:
        raise NotThis("empty")
    return made.getvalue(), max(1, round(length / RATE))


def _container(data: bytes) -> str:
    """Which of the three it is, by its first bytes. No other reader is ever tried: some open addresses and files."""
    if data[:4] == b"\x1aE\xdf\xa3":
        return "matroska"
    if data[4:8] == b"ftyp":
        return "mov"
    if data[:4] == b"OggS":
        return "ogg"
    raise NotThis("strange")


def _frames(given: Any, stream: Any) -> Iterable[Any]:
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
    stream = new.add_stream(
        "libopus", rate=RATE, layout="mono", options={"application": "voip", "compression_level": "5"}
    )
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
    if done:
        take(None)
        new.mux(stream.encode(None))
    return done


def load_all() -> None:
    """Every part of the library, now: once shut in, none can be loaded."""
    for part in pkgutil.walk_packages(av.__path__, "av."):
        if part.name not in ("av.__main__", "av.datasets"):
            importlib.import_module(part.name)


if __name__ == "__main__":
    load_all()
    run(sound)
