"""A drawing, or a photograph of one, made anew: only what can be seen is left."""

from io import BytesIO

from PIL import Image, ImageOps

from voice.contributions.recordings.apart.child import NotThis, run

SIDE = 1_600  # pixels
MOST_PIXELS = 60_000_000
MOST_BYTES = 400_000  # as it is kept


def drawing(data: bytes) -> tuple[bytes, int]:
    """WebP, at most 1,600 pixels a side: no place, date, name or second picture in it."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as given:
            if given.width * given.height > MOST_PIXELS:
                raise NotThis("strange")
            given.draft("RGB", (SIDE, SIDE))
            turned = ImageOps.exif_transpose(given).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotThis("strange") from error
    turned.thumbnail((SIDE, SIDE))
    flat = Image.new("RGB", turned.size, "white")
    flat.paste(turned, mask=turned.getchannel("A"))
    if all(band.getextrema()[0] == band.getextrema()[1] for band in flat.split()):
        raise NotThis("empty")
    return _small(flat), 0


def _small(picture: Image.Image) -> bytes:
    for quality in (80, 60, 40, 20):
        made = BytesIO()
        picture.save(made, "WEBP", quality=quality)
        if made.tell() <= MOST_BYTES:
            break
    return made.getvalue()


if __name__ == "__main__":
    Image.init()  # every reader, now: once shut in, none can be loaded
    run(drawing)
