"""The questions of a set, one a page."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from frontend.young_person.drafting import Drafting, drafting
from frontend.young_person.knots import heading
from frontend.young_person.send import remember_sent
from voice.contributions.not_safe import send_not_safe
from voice.contributions.queries import sent
from voice.questions import queries, sounds
from voice.questions.models import Question
from voice.questions.types import LOWEST, SAFETY, Scale, says_not_safe
from voice.questions.words import Option


@drafting
def question(drafting: Drafting, number: int) -> HttpResponseBase:
    """Question ``number``, with faces or with pictures of its own. Nothing is required."""
    chosen_set = drafting.draft.question_set
    asked = queries.questions_of(chosen_set) if chosen_set else []
    if chosen_set is None or not 1 <= number <= len(asked):
        raise Http404
    this = asked[number - 1]
    if drafting.here.request.method == "POST":
        if _says_not_safe(drafting, this):
            return _at_once(drafting, this)
        drafting.save()
        return drafting.go_on()
    words = drafting.here.words
    faces = not this.options
    easy = chosen_set.scale == Scale.THREE and faces
    found = queries.options(this, chosen_set.scale, words.code)
    heard = _heard(drafting, [queries.text(this, words.code), *(option.label for option in found)])
    parts = ("choice", "choices") + (("face",) if faces else ()) + (("tiles",) if easy else ())
    at_once = this.code in SAFETY
    return drafting.show(
        "question",
        *parts,
        step="question",
        code=this.code,
        title=queries.text(this, words.code),
        picture=this.picture,
        big=easy,
        tiles=easy,
        options=_options(found, drafting.body.answers.get(this.code, ""), heard, faces=faces),
        audio=heard.get(queries.text(this, words.code)),
        computer_voice=any(one["computer"] for one in heard.values()),
        sign=_signs(drafting, queries.text(this, words.code)),
        count=words.say("of", n=number, all=len(asked)),
        can_skip=False,
        saved_text=_goes_at_once(drafting, found) if at_once else drafting.not_sent_short,
    )


def _heard(drafting: Drafting, texts: list[str]) -> dict[str, dict[str, Any]]:
    """Where each sentence of the page can be heard. Tapped without a script, the sound's page leads back here."""
    here = drafting.here
    found = sounds.sounds_of(here.young_person.service, texts, here.words.code)
    return {
        text: {"href": f"{reverse('spoken', args=[one.key])}?p={drafting.path}", "computer": one.is_computer}
        for text, one in found.items()
    }


def _signs(drafting: Drafting, text: str) -> dict[str, str]:
    """The question in sign language, if their service has it: how large it is said first, and nothing is loaded."""
    here = drafting.here
    video = sounds.signed_video(here.young_person.service, text, here.words.code)
    if video is None:
        return {}
    size = f"{max(video.size, 100_000) / 1_000_000:.1f}"
    href = f"{reverse('spoken', args=[video.pk.hex])}?p={drafting.path}"
    return {"href": href, "label": here.words.say("watch_signs", size=size)}


def _options(
    found: list[Option], chosen: str, heard: dict[str, dict[str, Any]], *, faces: bool
) -> list[dict[str, Any]]:
    """The happiest face first, as they stand in the pictures; pictures in the order they were written."""
    return [
        {
            "value": option.value,
            "label": option.label,
            "level": option.level,
            "picture": option.picture,
            "audio": heard.get(option.label),
            "checked": option.value == chosen,
        }
        for option in (reversed(found) if faces else found)
    ]


def _goes_at_once(drafting: Drafting, found: list[Option]) -> str:
    low = next(option.label for option in found if option.value == LOWEST)
    return drafting.here.words.say("not_safe_goes", low=low)


def _says_not_safe(drafting: Drafting, this: Question) -> bool:
    """The page was sent on with the lowest answer about safety; Back and Skip say something else."""
    post = drafting.here.request.POST
    return (
        post.get("go", "next") == "next"
        and post.get("question") == this.code
        and says_not_safe(this.code, post.get("answer", ""))
    )


def _at_once(drafting: Drafting, this: Question) -> HttpResponseBase:
    """Sent now, by itself, and the next page says who looks and when. The rest is theirs to go on with."""
    here = drafting.here
    contribution = send_not_safe(drafting.draft, this.code, LOWEST, here.now)
    remember_sent(here, contribution)
    shown = sent(here.young_person, contribution, here.now)
    first = min((row for row in shown.promises if not row.by_moderator), key=lambda row: row.due)
    here.session["sent_now"] = heading(first, here.now, here.words)
    return drafting.leave_unsaved()
