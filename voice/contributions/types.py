"""Words of the contributions room."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices


class IfLeave(TextChoices):
    """What happens to a draft if the young person leaves: their choice before the first word."""

    SEND = "send"
    KEEP = "keep"
    THROW = "throw"


class About(TextChoices):
    """What a contribution is about, or what it is."""

    DECISION = "decision"
    TOPIC = "topic"  # a set of questions they chose
    FREE = "free"
    HELP_NOW = "help_now"
    ADVOCATE = "advocate"
    GOOD = "good"  # good news
    TALK = "talk"  # they want to talk to somebody: a person is asked to
    BEFORE = "before"  # a meeting
    AFTER = "after"  # a meeting


class WithMe(TextChoices):
    """Is someone with you?"""

    NOBODY = "nobody"
    SOMEONE_OK = "someone_ok"
    SOMEONE_NOT_OK = "someone_not_ok"
    NOT_SAID = ""


class AnswerWay(TextChoices):
    """How the answer should reach them."""

    HERE = "here"  # they come back with their card
    IN_PERSON = "in_person"


class TalkTo(TextChoices):
    """Whom they want to talk to."""

    WORKER = "worker"
    ANOTHER = "another"
    SOMEONE = "someone"  # anybody who can
    ASKED = "asked"  # they did not say whom


# As those who read it see it, above how and when it is safe to reach them.
TALK_SAID = {
    TalkTo.WORKER: "Wants to talk to: their worker",
    TalkTo.ANOTHER: "Wants to talk to: somebody else than their worker",
    TalkTo.SOMEONE: "Wants to talk to: anybody who can",
    TalkTo.ASKED: "Wants to talk to: they did not say whom",
}


# How they may be reached: each way to tap, and what is kept of it, before their own words.
REACH_SAID = {
    "school": "At school",
    "home": "Where I live",
    "phone": "On the phone",
    "visit": "When you visit me",
}


def reach_parts(reach: str) -> tuple[list[str], str]:
    """The ways that were tapped, and what was written."""
    first, _, rest = reach.partition("\n")
    said = {text: way for way, text in REACH_SAID.items()}
    tapped = first.split(", ") if first else []
    if tapped and all(text in said for text in tapped):
        return [said[text] for text in tapped], rest
    return [], reach


@dataclass(frozen=True, slots=True)
class DraftBody:
    """Everything a sitting has said so far. Kept sealed as JSON; only these fields are kept."""

    language: str = "en"
    reading_help: str = ""
    answers: dict[str, str] = field(default_factory=dict)  # question code -> value
    words: str = ""
    recordings: dict[str, str] = field(default_factory=dict)  # kind -> id of what is kept beside the draft
    pictures: list[str] = field(default_factory=list)  # codes chosen from the board, in their order
    talk_to: str = ""  # whom they want to talk to, when that is what they ask for
    pace: str = ""
    with_me: str = ""
    reach: str = ""  # how and when it is safe to reach them
    must_not_know: str = ""
    answer_way: str = ""
    let_read: dict[str, bool] = field(default_factory=dict)  # worker id -> "Can Asha see this?"
    quote_ok: bool = False
    if_leave: str = ""

    @property
    def reach_said(self) -> str:
        """How to reach them as it is kept, with whom they asked for on top."""
        asked = TALK_SAID[TalkTo(self.talk_to)] if self.talk_to in TalkTo.values else ""
        return "\n".join(filter(None, (asked, self.reach)))

    @property
    def says_something(self) -> bool:
        """An answer that is not a skip, a recording, a picture from the board, or anything written anywhere."""
        answered = any(value and value != SKIP for value in self.answers.values())
        return bool(self.written or self.recordings or self.pictures or self.talk_to or answered)

    @property
    def written(self) -> str:
        """What they wrote, on whichever page: somebody may dare to say it only under "who must not know"."""
        own = reach_parts(self.reach)[1]
        return "\n".join(filter(None, (self.words.strip(), self.must_not_know.strip(), own.strip())))

    def merged(self, changes: dict[str, Any]) -> "DraftBody":
        """With one page's changes: maps are added to, the rest is replaced, what has no field dropped."""
        now: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        for name, value in changes.items():
            if name in ("answers", "let_read"):
                now[name] = now[name] | dict(value)
            elif name in now:
                now[name] = value
        return DraftBody(**now)


SKIP = "skip"
