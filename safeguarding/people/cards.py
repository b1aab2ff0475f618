"""What lets a young person in without typing a name: tokens of cards and posters, words of return keys."""

import base64
import secrets
from functools import cache
from pathlib import Path

from safeguarding.vault import digests

# Purposes of the keyed digests, so that one kind of token never opens what another does.
CARD = "card"
POSTER = "poster"
RETURN_KEY = "return_key"
NAME = "young_person_name"
REFERENCE = "young_person_reference"
LONGEST_TOKEN = 64

WORDS = Path(__file__).parent / "words" / "return_words.txt"


def new_token() -> str:
    """192 random bits that fit in an address."""
    return secrets.token_urlsafe(24)


def mark(token: str) -> str:
    """Four letters printed on a card, to tell cards apart. It opens nothing and says nothing about the token."""
    return base64.b32encode(digests.token_digest("card_mark", token))[:4].decode()


@cache
def return_words() -> tuple[str, ...]:
    """2,048 plain words for things that can be pictured and that tell nothing: 11 bits each."""
    words = tuple(WORDS.read_text().split())
    if len(words) != 2_048 or len(set(words)) != 2_048:
        raise ValueError(f"{WORDS.name} must hold 2,048 different words")
    return words


def as_typed(text: str) -> str:
    """A return key however it was typed: capitals, commas and double spaces don't matter."""
    return " ".join(text.casefold().replace(",", " ").replace("-", " ").split())
