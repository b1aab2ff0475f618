"""The order of the pages from the first word to Send. Pure: what is asked of whom, and what comes next."""

from dataclasses import dataclass

from django.urls import reverse

from voice.contributions.types import About
from voice.questions.models import QuestionSet
from voice.questions.types import Tier

# What is asked after the words, where less than everything is.
SHORT = {
    About.GOOD: ("way", "quote"),
    About.TALK: ("with_me", "reach", "secret"),
    About.BEFORE: ("pace", "reach", "way"),
    About.AFTER: ("pace", "way", "quote"),
}
BEFORE = ("who", "must_tell", "leave", "topic")


@dataclass(frozen=True)
class Facts:
    """What decides which pages there are."""

    questions: int = 0  # how many question pages
    to_advocate: bool = False
    named: int = 0  # how many readers the words name
    choose_lock: bool = False
    about: str = ""  # where they began: some ask less
    helped: bool = False  # the youngest answer with somebody beside them: that is asked first


def steps(facts: Facts) -> list[str]:
    """The addresses of every page of a draft, in order."""
    pages = [reverse("question", args=[n]) for n in range(1, facts.questions + 1)]
    if facts.helped:
        pages.insert(0, reverse("with_me"))
    if facts.about == About.TALK:
        pages.append(reverse("talk_to"))
    pages.append(reverse("words"))
    if not facts.to_advocate:
        pages += [reverse("can_see", args=[n]) for n in range(1, facts.named + 1)]
    names = (
        ["pace", "reach", "secret", "way"] if facts.helped else ["with_me", "pace", "reach", "secret", "way"]
    )
    if not facts.to_advocate:
        names.append("quote")
    if facts.about in SHORT:
        names = [*SHORT[About(facts.about)]]
    if facts.choose_lock:
        names.append("lock")
    return pages + [reverse(name) for name in [*names, "once_more"]]


def is_helped(question_set: QuestionSet | None) -> bool:
    """Questions for the youngest: a helper reads them with the child."""
    return question_set is not None and question_set.tier == Tier.FOUR


def first(question_set: QuestionSet | None, about: str = "") -> str:
    """Where a draft begins."""
    if about == About.TALK:
        return reverse("talk_to")
    if question_set is None:
        return reverse("words")
    return reverse("with_me") if is_helped(question_set) else reverse("question", args=[1])


def after(path: str, pages: list[str]) -> str:
    """The page that follows; the last one when ``path`` is none of them."""
    return pages[min(pages.index(path) + 1, len(pages) - 1)] if path in pages else pages[-1]


def before(path: str, pages: list[str]) -> str:
    """The page before; the topics before the first."""
    place = pages.index(path) if path in pages else 0
    return pages[place - 1] if place else reverse("topic")
