"""The words of every option, in every language that has them."""

from dataclasses import dataclass

from voice.questions.languages import falls_back
from voice.questions.types import Beside, Scale


@dataclass(frozen=True)
class Option:
    """One thing to tap. ``level`` is the face's place on five (1 is the saddest); None beside the scale."""

    value: str
    label: str
    level: int | None
    picture: str = ""


# Balanced round the middle. cy, gd and ar are drafts of languages that are off.
SCALES: dict[str, dict[str, tuple[str, ...]]] = {
    Scale.FIVE: {
        "en": ("Not at all", "Not much", "Some", "Quite a lot", "A lot"),
        "cy": ("Dim o gwbl", "Dim llawer", "Rhywfaint", "Eithaf llawer", "Llawer"),
        "gd": ("Cha robh idir", "Cha mhòr", "Beagan", "Gu math", "Gu mòr"),
        "ar": ("أبدًا", "ليس كثيرًا", "بعض الشيء", "كثيرًا نوعًا ما", "كثيرًا جدًا"),
    },
    Scale.THREE: {
        "en": ("No", "A bit", "Yes"),
        "cy": ("Na", "Ychydig", "Do"),
        "gd": ("Cha do rinn", "Beagan", "Rinn"),
        "ar": ("لا", "قليلًا", "نعم"),
    },
}
LEVELS: dict[str, tuple[int, ...]] = {Scale.FIVE: (1, 2, 3, 4, 5), Scale.THREE: (1, 3, 5)}
BESIDE: dict[str, tuple[str, ...]] = {
    "en": ("Not sure", "Skip", "Does not fit"),
    "en-easy": ("I am not sure", "Skip this", "Not about me"),
    "cy": ("Ddim yn siŵr", "Hepgor", "Ddim yn ffitio"),
    "gd": ("Chan eil mi cinnteach", "Leum seachad", "Chan eil e freagarrach"),
    "ar": ("لست متأكدًا", "تخطَّ", "لا ينطبق عليّ"),
}


def scale_options(scale: Scale | str, language: str) -> list[Option]:
    """The points of a scale, lowest first."""
    labels = _in(SCALES[scale], language)
    return [
        Option(str(place), label, level)
        for place, (label, level) in enumerate(zip(labels, LEVELS[scale], strict=True), start=1)
    ]


def beside_options(language: str) -> list[Option]:
    """Not sure, Skip, Does not fit: separate buttons, never points of a scale."""
    return [Option(beside, label, None) for beside, label in zip(Beside, _in(BESIDE, language), strict=True)]


def option(scale: Scale | str, value: str, language: str) -> Option:
    """The option with this value; one that says the value itself if there is none."""
    known = (scale_options(scale, language) if scale in SCALES else []) + beside_options(language)
    return next((found for found in known if found.value == value), Option(value, value, None))


def label(scale: Scale | str, value: str, language: str) -> str:
    """What the option with this value says."""
    return option(scale, value, language).label


def _in(texts: dict[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return next(texts[code] for code in falls_back(language) if code in texts)
