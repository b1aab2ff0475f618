"""The six questions about a decision, one a page."""

from typing import Any

from django.http import Http404, HttpResponseBase

from frontend.young_person.drafting import Drafting, drafting
from voice.questions import queries
from voice.questions.types import Scale
from voice.questions.words import scale_options


@drafting
def question(drafting: Drafting, number: int) -> HttpResponseBase:
    """Question ``number``, with faces. Nothing is required."""
    asked = queries.questions_of(drafting.draft.question_set) if drafting.draft.question_set else []
    if not 1 <= number <= len(asked):
        raise Http404
    if drafting.here.request.method == "POST":
        drafting.save()
        return drafting.go_on()
    words, this = drafting.here.words, asked[number - 1]
    easy = this.set.scale == Scale.THREE
    chosen = drafting.body.answers.get(this.code, "")
    parts = ("choice", "choices", "face") + (("tiles",) if easy else ())
    return drafting.show(
        "question",
        *parts,
        step="question",
        code=this.code,
        title=queries.text(this, words.code),
        picture=this.picture,
        big=easy,
        tiles=easy,
        options=_options(this.set.scale, words.code, chosen),
        count=words.say("of", n=number, all=len(asked)),
        can_skip=False,
        beside_chosen=chosen if not chosen.isdigit() else "",
    )


def _options(scale: str, language: str, chosen: str) -> list[dict[str, Any]]:
    """The happiest face first, as they stand in the pictures."""
    return [
        {
            "value": option.value,
            "label": option.label,
            "level": option.level,
            "checked": option.value == chosen,
        }
        for option in reversed(scale_options(scale, language))
    ]
