"""What a file becomes before it is kept, and what a strange or hostile one becomes: a reason in one word."""

import os
import struct
import subprocess
import sys
import time
import zlib
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from tests.voice.contributions.recorded import picture, sound
from voice.contributions.recordings import remaking
from voice.contributions.recordings.remaking import remake
from voice.contributions.recordings.types import MOST_BYTES, Kind, Unusable

# The processes it starts are given neither an address nor a key: no database is in their reach.
pytestmark = pytest.mark.pure
WHERE = "Maya's phone, 3 Elm Road"


def why_not(kind: Kind, data: bytes) -> str:
    with pytest.raises(Unusable) as caught:
        remake(kind, data)
    return caught.value.code


@pytest.mark.parametrize("container", ["webm", "ogg", "mp4"])
def test_a_sound_becomes_speech_in_one_channel_without_its_tags(container: str) -> None:
    given = sound(2, container, title=WHERE)
    assert WHERE.encode() in given, "the control: it was there"
    made = remake(Kind.SOUND, given)
    assert made.seconds == 2 and WHERE.encode() not in made.media
    with av.open(BytesIO(made.media)) as file:
        stream = file.streams.audio[0]
        assert (file.format.name, stream.codec_context.name) == ("matroska,webm", "opus")
        assert stream.codec_context.layout.name == "mono"
        assert len(made.media) * 8 / made.seconds <= 24_000


def test_what_is_heard_is_what_was_said() -> None:
    made = remake(Kind.SOUND, sound(2, pitch=440))
    with av.open(BytesIO(made.media), "r") as file:
        to_numbers = av.AudioResampler(format="s16", layout="mono", rate=16_000)
        samples: list[int] = []
        for frame in file.decode(audio=0):
            for piece in to_numbers.resample(frame):
                samples += memoryview(bytes(piece.planes[0]))[: piece.samples * 2].cast("h").tolist()
    middle = samples[8_000:24_000]  # one second of it
    turns = sum(1 for one, two in pairwise(middle) if one < 0 <= two)
    assert 430 <= turns <= 450, "a tone of 440 a second went in"


def test_a_picture_loses_what_the_camera_said_of_it() -> None:
    given = picture("JPEG", (3_000, 2_000), title=WHERE)
    assert WHERE.encode() in given, "the control: it was there"
    made = remake(Kind.DRAWING, given)
    assert WHERE.encode() not in made.media
    with Image.open(BytesIO(made.media)) as image:
        assert (image.format, image.size) == ("WEBP", (1_600, 1_067))
        assert not image.getexif() and "exif" not in image.info


def test_a_drawing_on_nothing_is_drawn_on_white() -> None:
    made, given = BytesIO(), Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    given.putpixel((50, 50), (0, 0, 0, 255))
    given.save(made, "PNG")
    with Image.open(BytesIO(remake(Kind.DRAWING, made.getvalue()).media)) as image:
        assert image.convert("L").getpixel((5, 5)) == 255


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (b"", "empty"),
        (b"not a sound at all", "strange"),
        (b"RIFF....WAVEfmt " + bytes(2_000), "strange"),
        (b"\x1aE\xdf\xa3" + os.urandom(20_000), "strange"),
        (b"OggS" + os.urandom(20_000), "strange"),
        (bytes(4) + b"ftypM4A " + os.urandom(20_000), "strange"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "strange"),
        (sound(1)[:400], "strange"),
        (picture(), "strange"),
        (bytes(MOST_BYTES[Kind.SOUND] + 1), "big"),
    ],
)
def test_what_is_no_sound_is_not_kept(given: bytes, why: str) -> None:
    assert why_not(Kind.SOUND, given) == why


def test_a_sound_that_breaks_off_is_kept_as_far_as_it_goes() -> None:
    whole = sound(4)
    assert 1 <= remake(Kind.SOUND, whole[: len(whole) // 2]).seconds < 4


def test_a_tap_by_mistake_is_empty() -> None:
    assert why_not(Kind.SOUND, sound(0.1)) == "empty"


def test_a_sound_longer_than_three_minutes_is_told_so_however_small_it_is() -> None:
    long = sound(200, loud=0)
    assert len(long) < MOST_BYTES[Kind.SOUND]
    assert why_not(Kind.SOUND, long) == "long"


def test_a_film_without_sound_is_no_sound() -> None:
    made = BytesIO()
    with av.open(made, "w", format="mp4") as file:
        stream = file.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            file.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        file.mux(stream.encode(None))
    assert why_not(Kind.SOUND, made.getvalue()) == "strange"


def bomb(side: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that says it has billions of pixels."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(bytes(1_000_000)))
        + part(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "strange"),
        (b"GIF89a" + bytes(200), "strange"),
        (picture("JPEG")[:2_000], "strange"),
        (sound(), "strange"),
        (picture(blank=True), "empty"),
        (bomb(), "strange"),
        (bytes(MOST_BYTES[Kind.DRAWING] + 1), "big"),
    ],
)
def test_what_is_no_drawing_is_not_kept(given: bytes, why: str) -> None:
    assert why_not(Kind.DRAWING, given) == why


def test_whoever_opens_the_file_has_none_of_our_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    run = subprocess.run

    def seen(*args: Any, **options: Any) -> Any:
        given.update(options)
        return run(*args, **options)

    monkeypatch.setattr(subprocess, "run", seen)
    monkeypatch.setenv("CORNER_MASTER_KEYS", "not for this")
    remake(Kind.SOUND, sound())
    assert set(given["env"]) == {"PYTHONPATH"}


def test_a_file_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remaking, "SECONDS", 0.01)
    began = time.monotonic()
    assert why_not(Kind.SOUND, sound()) == "strange"
    assert time.monotonic() - began < 5


def test_two_at_once_and_the_next_one_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remaking, "WAIT", 0.05)
    with remaking._places, remaking._places:
        assert why_not(Kind.SOUND, sound()) == "busy"
    assert remake(Kind.SOUND, sound()).seconds == 1


def test_the_process_can_open_nothing() -> None:
    """What stands between a reader with a hole in it and everything else here."""
    code = (
        "import socket\nfrom voice.contributions.recordings.apart.child import shut_in\nshut_in()\n"
        "for there in (lambda: open('/etc/hostname'), lambda: socket.socket()):\n"
        "    try:\n        there()\n    except OSError as error:\n        print(error.errno)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=remaking.ROOT
    )
    assert done.stdout.split() == ["24", "24"], done.stderr
    assert Path("/etc/hostname").read_text(), "the control: it can be opened from here"
