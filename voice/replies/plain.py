"""Is an answer easy to read? A warning beside the text, never a block."""

import re

LONGEST = 15  # words in a sentence; the young person's own pages are held to the same
ENDS = re.compile(r"(?<=[.!?…])\s+|\n+")


def long_sentences(text: str, most: int = LONGEST) -> list[str]:
    """The sentences with more than ``most`` words, in order."""
    return [sentence for sentence in ENDS.split(text) if len(sentence.split()) > most]
