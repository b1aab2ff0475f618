"""The sentences of pages that a computer reads aloud: what is asked, and what can be tapped."""

import re
from collections.abc import Iterator

from frontend.young_person.words import BY_LANGUAGE

STEMS = (
    "must_tell", "leave", "topic", "words", "with_me", "with_helper", "pace", "reach", "secret", "way", "quote",
    "lock_new", "take_back_sure", "pick_language", "how_read", "read", "hear", "bigger", "easy", "who", "my_",
    "hello", "help", "about_exit", "worker",
)  # fmt: skip
BESIDE = re.compile(r"_(note|hint|label|\d)$")  # what stands under a button or beside a field has no speaker


def sentences(code: str) -> Iterator[str]:
    """Those of a language that stand as they are; a name or a time to fill in has no sound of its own."""
    for key, text in BY_LANGUAGE.get(code, {}).items():
        if "{" not in text and key.startswith(STEMS) and not BESIDE.search(key):
            yield text
