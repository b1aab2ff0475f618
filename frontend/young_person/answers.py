"""Answers that came: the list, one answer beside their own words, and whether it was a good one."""

import uuid
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from frontend.young_person import page
from frontend.young_person.reading import when
from frontend.young_person.sitting import Sitting, unlocked
from safeguarding.people.types import NotAllowed
from safeguarding.promises.types import PromiseKind
from voice.contributions.pages import Mine
from voice.contributions.queries import for_young_person
from voice.replies.actions import open_answer, rate
from voice.replies.pages import AnswerForMe
from voice.replies.queries import answers_for
from voice.replies.types import Helped

LEVELS = ((Helped.YES, 5, "yes"), (Helped.A_BIT, 3, "a_bit"), (Helped.NO, 1, "no"))


@unlocked
def answers(here: Sitting) -> HttpResponseBase:
    """Newest first."""
    words = here.words
    rows = []
    for row in answers_for(here.young_person):
        new = f"{words['answer_new']}. " if row.opened_at is None else ""
        hint = f"{new}{when(row.delivered_at, here.now, words)}"
        label = words.say("answer_from", who=row.by.known_as)
        rows.append(
            {
                "href": reverse("answer", args=[row.reply_id]),
                "label": label,
                "hint": hint,
                "portrait": row.by.portrait,
            }
        )
    return page.show(
        here,
        "rows",
        title=words["my_answers"],
        rows=rows,
        nothing=f"{words['answers_none']}. {words['answers_none_1']}",
    )


@unlocked
def answer(here: Sitting, reply_id: uuid.UUID) -> HttpResponseBase:
    """Opening it is a line in their own trail. Rating it can be done again."""
    words = here.words
    if here.request.method == "POST":
        if here.request.POST.get("helped") in Helped.values:
            rate(here.young_person, reply_id, Helped(here.request.POST["helped"]), here.now)
        return redirect(f"{reverse('answer', args=[reply_id])}#rated")  # where the thank-you stands
    open_answer(here.young_person, reply_id, here.now)
    shown = next((row for row in answers_for(here.young_person) if row.reply_id == reply_id), None)
    if shown is None:
        raise NotAllowed("answer")
    about = next(
        (
            row
            for row in for_young_person(here.young_person, here.now)
            if row.contribution_id == shown.contribution_id
        ),
        None,
    )
    return page.show(
        here,
        "answer",
        "said",
        "story",
        "reply",
        "face",
        "notice",
        title=words["happened"],
        said=(about.words or about.decision_title) if about else "",
        steps=_steps(here, about),
        name=words.say("who_said", who=shown.by.known_as),
        portrait=shown.by.portrait,
        text=shown.text,
        options=_options(here, shown),
        rated=words.say("rated", who=shown.by.known_as) if shown.helped else "",
    )


def _steps(here: Sitting, about: Mine | None) -> list[dict[str, Any]]:
    """What was kept on the way to the answer, in order: who read it, who did what the plan said."""
    words = here.words
    pictures = {PromiseKind.READ: "book", PromiseKind.LOOK: "ear", PromiseKind.ACT: "hands"}
    kept = [
        row
        for row in (about.promises if about else ())
        if row.kept_at and row.kind in pictures and row.kept_by
    ]
    return [
        {
            "picture": pictures[row.kind],
            "text": words.say("promise_kept", who=row.kept_by.known_as, did=words[f"did_{row.kind}"]),
            "strong": words["promise_was_late"] if row.missed else "",
        }
        for row in sorted(kept, key=lambda row: row.kept_at or here.now)
        if row.kept_by and not row.by_moderator
    ]


def _options(here: Sitting, shown: AnswerForMe) -> list[dict[str, Any]]:
    return [
        {"value": value, "level": level, "label": here.words[label], "checked": shown.helped == value}
        for value, level, label in LEVELS
    ]
