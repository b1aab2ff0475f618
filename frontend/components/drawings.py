"""The line drawings of the product, read from our own files.

Each set (`icon/icons.svg`, `picture/pictures.svg`, ...) holds one `<symbol>` per drawing. The markup put on a
page comes only from these files and from numbers worked out here, so it is safe to mark as such.
"""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
SYMBOL = re.compile(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>', re.DOTALL)


class UnknownDrawingError(LookupError):
    """A template asked for a drawing that is not in the set."""


@cache
def drawings(set_name: str) -> dict[str, str]:
    """Every drawing of a set, by name, as the markup inside its `<svg>`. `set_name` as in "icon"."""
    text = (HERE / set_name / f"{set_name}s.svg").read_text(encoding="utf-8")
    return dict(SYMBOL.findall(text))


def drawing(set_name: str, name: str) -> str:
    """The markup inside one drawing's `<svg>`; raises UnknownDrawingError when there is none."""
    try:
        return drawings(set_name)[name]
    except KeyError:
        known = ", ".join(sorted(drawings(set_name)))
        raise UnknownDrawingError(f"no {set_name} named {name!r}; there are: {known}") from None
