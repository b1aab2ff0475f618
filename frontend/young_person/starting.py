"""Where to begin, beside what waits for them and the questions: good news, a talk, a meeting."""

from typing import Any

from frontend.young_person.words import Words
from voice.contributions.types import About, TalkTo

STARTS = {About.GOOD: "sun", About.TALK: "people", About.BEFORE: "calendar", About.AFTER: "meeting"}


def starts(words: Words) -> list[dict[str, Any]]:
    """The buttons of the topic page."""
    return [
        {"value": about, "picture": picture, "label": words[f"made_start_{about}"]}
        for about, picture in STARTS.items()
    ]


def said_by_tap(about: About) -> dict[str, Any]:
    """What beginning there says by itself: who wants to talk is asked to, whatever else they write."""
    return {"talk_to": TalkTo.ASKED} if about is About.TALK else {}
