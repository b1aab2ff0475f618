"""The languages of the product: which are on, which way they run, and what they call themselves."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Language:
    """``is_on`` becomes true only when a person has translated the safety strings; a draft stays off."""

    code: str
    own_name: str
    direction: Literal["ltr", "rtl"]
    is_on: bool


LANGUAGES = (
    Language("en", "English", "ltr", True),
    Language("en-easy", "Easy English", "ltr", True),
    Language("cy", "Cymraeg", "ltr", False),
    Language("gd", "Gàidhlig", "ltr", False),
    Language("ar", "العربية", "rtl", False),
)
DEFAULT = "en"
_by_code = {language.code: language for language in LANGUAGES}


def offered() -> list[Language]:
    """Those a young person can choose."""
    return [language for language in LANGUAGES if language.is_on]


def language(code: str) -> Language:
    """The language with this code; English for a code nobody knows."""
    return _by_code.get(code, _by_code[DEFAULT])


def is_known(code: str) -> bool:
    """True for every language there is a row for, on or off."""
    return code in _by_code


def falls_back(code: str) -> tuple[str, ...]:
    """The codes to look a text up under, best first."""
    return tuple(dict.fromkeys((language(code).code, code.split("-", maxsplit=1)[0], DEFAULT)))
