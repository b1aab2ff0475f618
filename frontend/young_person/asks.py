"""The short questions after their words: who is there, pace, reach, how to answer, may we quote."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase

from frontend.young_person import flow, parse
from frontend.young_person.drafting import Drafting, drafting
from safeguarding.concerns.types import Pace
from voice.contributions.types import AnswerWay, TalkTo, WithMe, reach_parts


@dataclass(frozen=True)
class Ask:
    """One question with a few things to tap: ``choices`` are (value, picture)."""

    field: str
    title: str
    choices: tuple[tuple[str, str], ...]
    note: str = ""

    def label(self, value: str) -> str:
        return f"{self.title}_{value.replace('someone_', '')}"


ASKS = {
    "with_me": Ask(
        "with_me",
        "with_me",
        ((WithMe.NOBODY, "worker"), (WithMe.SOMEONE_OK, "people"), (WithMe.SOMEONE_NOT_OK, "door")),
    ),
    "pace": Ask(
        "pace",
        "pace",
        (
            (Pace.JUST_TELL, "book"),
            (Pace.TALK_FIRST, "talk"),
            (Pace.NOT_YET, "clock"),
            (Pace.DO_SOMETHING, "hands"),
        ),
        note="pace_note",
    ),
    "way": Ask("answer_way", "way", ((AnswerWay.HERE, "phone"), (AnswerWay.IN_PERSON, "talk"))),
    "talk": Ask(
        "talk_to",
        "talk_to",
        ((TalkTo.WORKER, "worker"), (TalkTo.ANOTHER, "people"), (TalkTo.SOMEONE, "talk")),
        note="talk_to_note",
    ),
    "quote": Ask("quote_ok", "quote", (("yes", "say"), ("no", "lock")), note="quote_note"),
}


def _said(drafting: Drafting, ask: Ask) -> str:
    value = getattr(drafting.body, ask.field)
    return {True: "yes", False: ""}[value] if isinstance(value, bool) else value


@drafting
def ask(drafting: Drafting, name: str) -> HttpResponseBase:
    """One of ``ASKS``."""
    if drafting.here.request.method == "POST":
        drafting.save()
        return drafting.go_on()
    asked, words, said = ASKS[name], drafting.here.words, _said(drafting, ASKS[name])
    options = [
        {"value": value, "label": words[asked.label(value)], "picture": picture, "checked": value == said}
        for value, picture in asked.choices
    ]
    return drafting.show(
        "choose",
        "choice",
        "choices",
        step=name,
        title=words[asked.title],
        field=asked.field,
        options=options,
        note=_note(drafting, asked),
    )


def _note(drafting: Drafting, asked: Ask) -> str:
    words = drafting.here.words
    if asked.field == "with_me" and flow.is_helped(drafting.draft.question_set):
        return words["with_helper"]
    return words[asked.note] if asked.note else ""


@drafting
def reach(drafting: Drafting) -> HttpResponseBase:
    """How and when it is safe to talk to them."""
    if drafting.here.request.method == "POST":
        drafting.save()
        return drafting.go_on()
    words = drafting.here.words
    tapped, when = reach_parts(drafting.body.reach)
    pictures = {"school": "school", "home": "house", "phone": "phone", "visit": "talk"}
    options: list[dict[str, Any]] = [
        {"value": way, "label": words[f"reach_{way}"], "picture": pictures[way], "checked": way in tapped}
        for way in parse.REACH_BY
    ]
    return drafting.show(
        "text",
        "choice",
        "choices",
        "words",
        step="reach",
        title=words["reach"],
        options=options,
        field="reach",
        value=when,
        note=words["reach_words"],
        label=words["reach_words"],
    )


@drafting
def secret(drafting: Drafting) -> HttpResponseBase:
    """Who must not know. Readers named here are left out like those tapped away."""
    if drafting.here.request.method == "POST":
        drafting.save()
        return drafting.go_on()
    words = drafting.here.words
    return drafting.show(
        "text",
        "words",
        step="secret",
        title=words["secret"],
        field="must_not_know",
        note=words["secret_note"],
        value=drafting.body.must_not_know,
        label=words["secret_label"],
    )
