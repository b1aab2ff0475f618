"""Speech as a file that plays on any phone: MP3, one channel, 24 kbit/s, without tags. Needs PyAV."""

import io

RATE = 16_000  # samples a second: enough for speech
BITS = 24_000  # a second: three kilobytes
FRAME = 576  # samples that an MP3 frame of this rate takes


def mp3_of(sound: bytes) -> tuple[bytes, int]:
    """The first sound in a file of ours as MP3, and how many milliseconds it lasts. ValueError without one."""
    import av  # noqa: PLC0415 - large, and only whoever records a reader needs it

    out = io.BytesIO()
    samples = 0
    with av.open(io.BytesIO(sound), "r") as source, av.open(out, "w", format="mp3") as made:
        if not source.streams.audio:
            raise ValueError("there is no sound in it")
        stream = made.add_stream("libmp3lame", rate=RATE)
        stream.bit_rate = BITS
        stream.layout = "mono"
        resampler = av.AudioResampler(format="s16p", layout="mono", rate=RATE, frame_size=FRAME)
        for frame in (*source.decode(audio=0), None):
            for part in resampler.resample(frame):
                samples += part.samples
                made.mux(stream.encode(part))
        made.mux(stream.encode(None))
    if not samples:
        raise ValueError("there is no sound in it")
    return out.getvalue(), samples * 1000 // RATE
