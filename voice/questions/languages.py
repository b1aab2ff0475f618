"""The languages of the product: what they call themselves, which way they run, and which a service has on.

English and Easy English are always on. Any other is a draft until a person has read every safety string of it
beside the English and signed it off: then a service may switch it on. It goes off by itself when one of those
strings changes.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from safeguarding.people.access import line_of
from safeguarding.people.models import Service
from voice.questions.models_languages import LanguageChoice, SafetySigned


@dataclass(frozen=True)
class Language:
    """``is_on`` is true of what was written by people and signed off before it came with the product."""

    code: str
    own_name: str
    name: str
    direction: Literal["ltr", "rtl"]
    is_on: bool = False


LANGUAGES = (
    Language("en", "English", "English", "ltr", is_on=True),
    Language("en-easy", "Easy English", "Easy English", "ltr", is_on=True),
    Language("cy", "Cymraeg", "Welsh", "ltr"),
    Language("gd", "Gàidhlig", "Scottish Gaelic", "ltr"),
    Language("ar", "العربية", "Arabic", "rtl"),
    Language("ps", "پښتو", "Pashto", "rtl"),
    Language("prs", "دری", "Dari", "rtl"),
    Language("ti", "ትግርኛ", "Tigrinya", "ltr"),
)
DRAFTS = ("cy", "gd", "ar")  # something of them is written; of the others nothing yet
DEFAULT = "en"
_by_code = {language.code: language for language in LANGUAGES}


def language(code: str) -> Language:
    """The language with this code; English for a code nobody knows."""
    return _by_code.get(code, _by_code[DEFAULT])


def is_known(code: str) -> bool:
    """True for every language there is a row for, on or off."""
    return code in _by_code


def falls_back(code: str) -> tuple[str, ...]:
    """The codes to look a text up under, best first."""
    return tuple(dict.fromkeys((language(code).code, code.split("-", maxsplit=1)[0], DEFAULT)))


@dataclass(frozen=True)
class SafetyString:
    """One thing that must not be misunderstood, in English and in a language; empty where that has none."""

    key: str
    english: str
    text: str

    @property
    def digest(self) -> str:
        """Of both texts: whoever signed it off signed exactly these."""
        return hashlib.sha256(f"{self.english}\0{self.text}".encode()).hexdigest()


# The strings stand where pages are made, on the floor above, which says here what they are.
_sources: list[Callable[[str], Iterable[SafetyString]]] = []


def register(source: Callable[[str], Iterable[SafetyString]]) -> None:
    """``source`` gives the safety strings of a language, each with its English."""
    if source not in _sources:
        _sources.append(source)


def safety_strings(code: str) -> list[SafetyString]:
    """All of them, in the order they are read on pages."""
    return [string for source in _sources for string in source(code)]


@dataclass(frozen=True)
class SafetyRow:
    """A safety string and who signed it off, if anybody did and neither text changed since."""

    string: SafetyString
    signed: SafetySigned | None
    lapsed: bool  # somebody had signed it, and then a text changed


def safety_rows(service: Service, code: str) -> list[SafetyRow]:
    """Every safety string of a language, as it stands for a service: signed there or anywhere above."""
    found: dict[str, list[SafetySigned]] = {}
    signed = SafetySigned.objects.filter(service__in=line_of(service), language=code).order_by("at")
    for row in signed:
        found.setdefault(row.key, []).append(row)
    return [_row(string, found.get(string.key, [])) for string in safety_strings(code)]


def _row(string: SafetyString, signed: list[SafetySigned]) -> SafetyRow:
    stands = [row for row in signed if row.digest == string.digest and string.text]
    return SafetyRow(string, stands[-1] if stands else None, lapsed=bool(signed) and not stands)


def unsigned(service: Service, code: str) -> list[SafetyString]:
    """What still has to be translated or signed off before a service may use a language; nothing for English."""
    if language(code).is_on:
        return []
    return [row.string for row in safety_rows(service, code) if row.signed is None]


def is_chosen(service: Service, code: str) -> bool:
    """It was switched on here, or at the nearest service above that chose."""
    line = line_of(service)
    rows = LanguageChoice.objects.filter(service__in=line, language=code)
    nearest = min(rows, key=lambda row: line.index(row.service_id), default=None)
    return nearest is not None and nearest.is_on


def lapsed(service: Service) -> dict[str, list[SafetyString]]:
    """Languages that were switched on and are off again, because a safety string changed: code to what is unsigned."""
    chosen = [row.code for row in LANGUAGES if not row.is_on and is_chosen(service, row.code)]
    return {code: missing for code in chosen if (missing := unsigned(service, code))}


def offered(service: Service) -> list[Language]:
    """Those a young person there can choose: English, and what was switched on and is signed off to this day."""
    codes = {
        row.language
        for row in LanguageChoice.objects.filter(service__in=line_of(service), is_on=True)
        if not language(row.language).is_on
    }
    on = {code for code in codes if is_chosen(service, code) and not unsigned(service, code)}
    return [row for row in LANGUAGES if row.is_on or row.code in on]
