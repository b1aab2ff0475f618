"""Saying it out loud, and drawing it: kept beside the words, heard or seen again, thrown away."""

import base64
import uuid
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from PIL import Image

from frontend.media import played
from frontend.security import WITH_MICROPHONE
from frontend.uploads import in_memory, too_big
from frontend.young_person.bringing import PAGES, bring
from frontend.young_person.drafting import Drafting, drafting
from frontend.young_person.people_shown import readers_now
from frontend.young_person.sitting import Sitting, unlocked
from frontend.young_person.words import Words
from safeguarding.people.queries import portrait_of
from voice.contributions.board import GROUPS, PICTURES
from voice.contributions.recordings.keeping import drop_recording
from voice.contributions.recordings.queries import draft_recording, of_draft, own_recording
from voice.contributions.recordings.types import MOST_BYTES, Kind, Media, RecordingShown
from voice.contributions.types import About

# What a phone offers to pick from. Photographs: not those that only one maker's phones can open.
ACCEPT = {Kind.SOUND: "audio/*", Kind.DRAWING: "image/jpeg,image/png,image/webp"}
PENS = (
    ("black", "#0f2e2e"),
    ("blue", "#12436d"),
    ("red", "#b3123c"),
    ("green", "#0b6b4f"),
    ("yellow", "#e0a800"),
)
THUMBNAIL, SMALL = 220, 4_500  # pixels a side; bytes of a page that may weigh fourteen thousand


@in_memory(max(MOST_BYTES.values()))
@drafting
def record(drafting: Drafting, kind: Kind) -> HttpResponseBase:
    """One sound, or one drawing. It is kept as soon as it is there, and sent with Send only."""
    here = drafting.here
    if here.request.method == "POST":
        return _do(drafting, kind)
    response = _page(drafting, kind, here.session.pop("made_problem", ""))
    if kind is Kind.SOUND:
        response["Permissions-Policy"] = WITH_MICROPHONE
    return response


def _do(drafting: Drafting, kind: Kind) -> HttpResponse:
    here, go = drafting.here, drafting.here.request.POST.get("go", "")
    if go in ("back", "next"):
        return redirect("words")
    if go == "worker":
        return redirect("my_worker")
    if go == "drop":
        drop_recording(drafting.draft, kind, here.now)
    elif too_big(here.request, max(MOST_BYTES.values())):
        here.session["made_problem"] = "big"
    else:
        here.session["made_problem"] = bring(here.request, drafting.draft, here.now)
    return redirect(PAGES[kind])


def _page(drafting: Drafting, kind: Kind, problem: str) -> HttpResponse:
    words, draft = drafting.here.words, drafting.draft
    kept = of_draft(draft).get(kind)
    first = next(iter(readers_now(drafting.here, draft.about)), None)
    name = first.worker.known_as if first else ""
    only = "_only" if draft.about == About.ADVOCATE else ""
    return drafting.show(
        "record",
        "keep",
        "notice",
        "said",
        "recorder" if kind is Kind.SOUND else "pad",
        step=str(kind),
        title=words[f"made_{kind}"],
        problem=words[f"made_{problem}_{kind}"] if problem else "",
        kept=_kept(words, draft_recording(draft, kept.id), kept) if kept else None,
        reader={"portrait": portrait_of(first.worker)} if first else None,
        reader_line=words.say(f"made_reader{only}_{kind}", who=name),
        must_tell=words["words_must_tell"],
        again_label=words[f"made_again_{kind}"],
        file_label=words[f"made_file_{kind}"],
        file_hint=words[f"made_hint_{kind}"],
        big=words[f"made_big_{kind}"],
        accept=ACCEPT[kind],
        most=MOST_BYTES[kind],
        pens=[{"name": words[f"pen_{name}"], "ink": ink} for name, ink in PENS],
    )


def line(words: Words, row: RecordingShown) -> str:
    """ "Your recording, 0:42." or "Your drawing"."""
    return words.say(f"made_kept_{row.kind}", n=f"{row.seconds // 60}:{row.seconds % 60:02}")


def _kept(words: Words, media: Media, row: RecordingShown) -> dict[str, Any]:
    return {
        "line": line(words, row),
        "href": reverse("heard", args=[row.id]),
        "thumbnail": thumbnail(media.data) if row.kind is Kind.DRAWING else "",
    }


def thumbnail(data: bytes) -> str:
    """A drawing of ours, small enough to stand in the page itself: one request a page."""
    with Image.open(BytesIO(data), formats=("WEBP",)) as image:
        image.thumbnail((THUMBNAIL, THUMBNAIL))
        for quality in (50, 25, 5):
            made = BytesIO()
            image.save(made, "WEBP", quality=quality)
            if made.tell() <= SMALL:
                break
    return f"data:image/webp;base64,{base64.b64encode(made.getvalue()).decode()}"


@drafting
def board(drafting: Drafting) -> HttpResponseBase:
    """Pictures to pick from: a tap adds one, another takes it off."""
    words, chosen = drafting.here.words, drafting.body.pictures
    if drafting.here.request.method == "POST":
        drafting.save()
        return redirect("my_worker" if drafting.here.request.POST.get("go") == "worker" else "words")
    groups = [
        {
            "name": words[f"board_{group}"],
            "options": [
                {
                    "value": code,
                    "label": words[f"board_{code}"],
                    "picture": PICTURES[code],
                    "checked": code in chosen,
                }
                for code in codes
            ],
        }
        for group, codes in GROUPS.items()
    ]
    return drafting.show(
        "board",
        "choice",
        "choices",
        "board",
        step="board",
        title=words["made_board"],
        groups=groups,
        can_skip=False,
    )


def picked(words: Words, codes: Sequence[str]) -> str:
    """ "You picked: I feel sad, school." """
    return words.say("made_picked", n=", ".join(words[f"board_{code}"] for code in codes if code in PICTURES))


@drafting
def heard(drafting: Drafting, recording_id: uuid.UUID) -> HttpResponseBase:
    """What is kept with the open draft, for whoever sits here with it."""
    return _played(drafting.here.request, draft_recording(drafting.draft, recording_id))


@unlocked
def own(here: Sitting, recording_id: uuid.UUID) -> HttpResponseBase:
    """What they sent, behind their picture lock."""
    return _played(here.request, own_recording(here.young_person, recording_id))


def _played(request: HttpRequest, media: Media) -> HttpResponse:
    return played(request, media.data, media.type)
