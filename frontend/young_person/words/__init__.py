"""Every word on a young person's page, by language. Strings, never rules; tests hold reading grades."""

from dataclasses import dataclass

from frontend.young_person.words.ar import AR
from frontend.young_person.words.cy import CY
from frontend.young_person.words.easy import EASY
from frontend.young_person.words.en import EN
from frontend.young_person.words.gd import GD
from voice.questions.languages import language

# Easy English says the same in fewer words; what it does not say anew stands in English.
BY_LANGUAGE: dict[str, dict[str, str]] = {"en": EN, "en-easy": EASY, "cy": CY, "gd": GD, "ar": AR}


@dataclass(frozen=True)
class Words:
    """The strings of one way of reading. ``words["next"]``; ``words.say("of", n=2, all=6)`` fills in."""

    language: str = "en"
    easy: bool = False

    @property
    def code(self) -> str:
        """The language to ask the questions room for."""
        return "en-easy" if self.easy and self.language == "en" else self.language

    @property
    def direction(self) -> str:
        return language(self.language).direction

    def __getitem__(self, key: str) -> str:
        for code in (self.code, self.language):
            if key in BY_LANGUAGE.get(code, {}):
                return BY_LANGUAGE[code][key]
        return EN[key]

    def __contains__(self, key: str) -> bool:
        return key in EN

    def say(self, key: str, **values: object) -> str:
        """The string with its places filled. A missing value is an error, so no page shows a bare brace."""
        return self[key].format(**values)
