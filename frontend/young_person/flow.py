"""The order of the pages from the first word to Send. Pure: what is asked of whom, and what comes next."""

from dataclasses import dataclass

from django.urls import reverse

BEFORE = ("who", "must_tell", "leave", "topic")


@dataclass(frozen=True)
class Facts:
    """What decides which pages there are."""

    questions: int = 0  # how many question pages
    to_advocate: bool = False
    named: int = 0  # how many readers the words name
    choose_lock: bool = False


def steps(facts: Facts) -> list[str]:
    """The addresses of every page of a draft, in order."""
    pages = [reverse("question", args=[n]) for n in range(1, facts.questions + 1)]
    pages.append(reverse("words"))
    if not facts.to_advocate:
        pages += [reverse("can_see", args=[n]) for n in range(1, facts.named + 1)]
    names = ["with_me", "pace", "reach", "secret", "way"]
    if not facts.to_advocate:
        names.append("quote")
    if facts.choose_lock:
        names.append("lock")
    return pages + [reverse(name) for name in [*names, "once_more"]]


def after(path: str, pages: list[str]) -> str:
    """The page that follows; the last one when ``path`` is none of them."""
    return pages[min(pages.index(path) + 1, len(pages) - 1)] if path in pages else pages[-1]


def before(path: str, pages: list[str]) -> str:
    """The page before; the topics before the first."""
    place = pages.index(path) if path in pages else 0
    return pages[place - 1] if place else reverse("topic")
