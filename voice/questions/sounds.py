"""Every sentence as a sound: what a service recorded itself first, a computer's voice that came with us second.

A file is found by the digest of its words: a changed sentence has no sound until it is made again. The computer's
are made with ``manage.py make_audio`` and kept beside this file.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from safeguarding.people.access import line_of
from safeguarding.people.models import Service
from voice.questions.languages import falls_back
from voice.questions.load import DATA, written_in
from voice.questions.models_recordings import Recording
from voice.questions.types import RecordedAs
from voice.questions.words import beside_options, scale_options

SHIPPED = Path(__file__).parent / "shipped_sounds"
LIST = SHIPPED / "list.json"
SPOKEN = ("en", "en-easy")  # what a computer's voice is made of: languages that are not drafts
KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Sound:
    """Where a sentence can be heard, and who says it: nobody's name is a computer's voice."""

    key: str
    speaker: str = ""

    @property
    def is_computer(self) -> bool:
        return not self.speaker


@dataclass(frozen=True)
class Played:
    """What plays when a sound is tapped."""

    content: bytes
    kind: RecordedAs
    text: str
    language: str
    speaker: str


def digest(text: str, language: str) -> str:
    """What a sentence is found by. Easy English is spoken as English is."""
    said = " ".join(text.split())
    return hashlib.blake2s(
        f"{language.split('-', maxsplit=1)[0]}\0{said}".encode(), digest_size=8
    ).hexdigest()


@cache
def shipped() -> dict[str, str]:
    """The sentences that came with a computer's voice, by their digest."""
    return dict(json.loads(LIST.read_text(encoding="utf-8"))) if LIST.exists() else {}


def sounds_of(service: Service, texts: Iterable[str], language: str) -> dict[str, Sound]:
    """Who says each of these sentences; one question to the database for all. A text without a sound is left out."""
    keys = {text: [digest(text, code) for code in falls_back(language)] for text in texts}
    own = _own(service, {key for several in keys.values() for key in several}, RecordedAs.SOUND)
    found: dict[str, Sound] = {}
    for text, several in keys.items():
        for key in dict.fromkeys(several):
            if key in own:
                found[text] = Sound(own[key].pk.hex, own[key].speaker)
                break
            if key in shipped():
                found[text] = Sound(key)
                break
    return found


def computer_says(text: str, language: str) -> str:
    """The key of the computer's voice for exactly this sentence in exactly this language; empty without one."""
    key = digest(text, language)
    return key if key in shipped() else ""


def _own(service: Service, digests: set[str], kind: RecordedAs) -> dict[str, Recording]:
    """What was signed off at the service or above it, the nearest of each."""
    line = line_of(service)
    rows = Recording.objects.filter(
        digest__in=digests, kind=kind, service__in=line, signed_at__isnull=False
    ).defer("content")
    return {row.digest: row for row in sorted(rows, key=lambda row: -line.index(row.service_id))}


def signed_video(service: Service, text: str, language: str) -> Recording | None:
    """The same sentence in sign language, if the service has one; without its content."""
    own = _own(service, {digest(text, code) for code in falls_back(language)}, RecordedAs.SIGN)
    return next(iter(own.values()), None)


def played(key: str) -> Played | None:
    """What plays under this key, or None. Nothing in it is about anybody, so anybody may hear it."""
    if KEY.fullmatch(key) and key in shipped():
        return Played((SHIPPED / f"{key}.mp3").read_bytes(), RecordedAs.SOUND, shipped()[key], "en", "")
    try:
        row = Recording.objects.filter(pk=UUID(hex=key), signed_at__isnull=False).first()
    except ValueError:
        return None
    if row is None:
        return None
    return Played(bytes(row.content), RecordedAs(row.kind), row.text, row.language, row.speaker)


# Texts of pages stand on the floor above, which says here what a computer should read.
_sources: list[Callable[[str], Iterable[str]]] = []


def register(source: Callable[[str], Iterable[str]]) -> None:
    """``source`` gives the sentences of pages in a language, those without places to fill in."""
    if source not in _sources:
        _sources.append(source)


def question_texts(language: str, folder: Path = DATA) -> list[str]:
    """Every question, option and title that comes with the product."""
    said = [option.label for scale in ("five", "three") for option in scale_options(scale, language)]
    said += [option.label for option in beside_options(language)]
    for one in written_in(folder):
        said.append(dict(one.titles).get(language, ""))
        for question in one.questions:
            said.append(dict(question.texts).get(language, ""))
            said += [dict(option.labels).get(language, "") for option in question.options]
    return [text for text in dict.fromkeys(said) if text]


def wanted() -> dict[str, tuple[str, str]]:
    """Every sentence a computer should read: digest to language and text."""
    found: dict[str, tuple[str, str]] = {}
    for language in SPOKEN:
        texts = [*question_texts(language), *(text for source in _sources for text in source(language))]
        found |= {digest(text, language): (language.split("-")[0], text) for text in texts}
    return found


def missing() -> list[str]:
    """The sentences that have no computer's voice: new, or changed since it was made."""
    there = shipped()
    return [text for key, (_, text) in wanted().items() if key not in there]
