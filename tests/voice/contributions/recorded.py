"""Sounds and drawings for tests, made here: a tone that somebody's phone might have recorded, a line on paper."""

import array
import math
from functools import cache
from io import BytesIO
from typing import Any

import av
from PIL import Image, ImageDraw

RATE = 48_000
AT_ONCE = 960
CODECS = {"webm": "libopus", "ogg": "libopus", "mp4": "aac"}


@cache
def sound(
    seconds: float = 1, format: str = "webm", title: str = "", pitch: int = 440, loud: int = 8_000
) -> bytes:
    """A tone in one of the three containers. ``title`` is written into the file, as phones do with names and places."""
    made = BytesIO()
    with av.open(made, "w", format=format) as file:
        if title:
            file.metadata["title"] = title
        stream: Any = file.add_stream(CODECS[format], rate=RATE, layout="mono")
        resampler = av.AudioResampler(format=stream.codec_context.format.name, layout="mono", rate=RATE)
        for first in range(0, int(seconds * RATE), AT_ONCE):
            for piece in resampler.resample(_tone(first, pitch, loud)):
                file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return made.getvalue()


def _tone(first: int, pitch: int, loud: int) -> av.AudioFrame:
    frame = av.AudioFrame(format="s16", layout="mono", samples=AT_ONCE)
    around = pitch * 2 * math.pi / RATE
    wave = [int(loud * math.sin((first + n) * around)) for n in range(AT_ONCE)] if loud else [0] * AT_ONCE
    frame.planes[0].update(array.array("h", wave).tobytes())
    frame.sample_rate, frame.pts = RATE, first
    return frame


@cache
def picture(
    format: str = "PNG", size: tuple[int, int] = (320, 320), title: str = "", blank: bool = False
) -> bytes:
    """A drawing of a line. ``title`` is written into what a camera says of its photograph."""
    made, image = BytesIO(), Image.new("RGB", size, "white")
    if not blank:
        ImageDraw.Draw(image).line((10, 10, size[0] - 10, size[1] - 40), fill="black", width=8)
    about = image.getexif()
    if title:
        about[0x010E] = title
    image.save(made, format, exif=about)
    return made.getvalue()
