"""Their own words, and then: may somebody the words name see them?"""

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from frontend.young_person.drafting import Drafting, drafting, remember_named
from frontend.young_person.people_shown import readers_now, role
from frontend.young_person.recordings import line, picked
from frontend.young_person.starting import STARTS
from safeguarding.people.models import Worker
from safeguarding.people.queries import portrait_of
from voice.contributions.recordings.queries import of_draft
from voice.contributions.types import About

OTHER_WAYS = {"sound": "voice", "drawing": "draw", "board": "add"}  # the page for each, and its icon
LONG = 20_000  # characters; longer is kept whole, and they are told so


@drafting
def words(drafting: Drafting) -> HttpResponseBase:
    """ "Anything else?" in their own words, with who reads it beside them."""
    here, texts = drafting.here, drafting.here.words
    if here.request.method == "POST":
        drafting.save()
        remember_named(here, drafting.draft, drafting.body)
        go = here.request.POST.get("go")
        return redirect(go) if go in OTHER_WAYS else drafting.go_on()
    about = drafting.draft.about
    first = next(iter(readers_now(here, about)), None)
    name = first.worker.known_as if first else ""
    title = {
        About.ADVOCATE: texts.say("words_advocate", who=name or "us"),
        About.FREE: texts["words_free"],
        **{start: texts[f"made_words_{start}"] for start in STARTS},
    }.get(About(about), texts["words"])
    return drafting.show(
        "say",
        "words",
        "ways",
        step="words",
        title=title,
        value=drafting.body.words,
        can_skip=about != About.ADVOCATE,
        reader={"portrait": portrait_of(first.worker)} if first else None,
        reader_line=_reader_line(drafting, name),
        must_tell=texts["words_must_tell"],
        notice=texts["words_long"] if len(drafting.body.words) > LONG else "",
        other_ways=[
            {"label": texts[f"made_way_{way}"], "value": way, "icon": OTHER_WAYS[way]} for way in OTHER_WAYS
        ],
        kept=_kept(drafting),
    )


def _kept(drafting: Drafting) -> list[str]:
    """What there is beside the words, in a line each."""
    texts, said = drafting.here.words, drafting.body
    lines = [line(texts, row) for row in of_draft(drafting.draft).values()] if said.recordings else []
    return lines + ([picked(texts, said.pictures)] if said.pictures else [])


def _reader_line(drafting: Drafting, name: str) -> str:
    texts = drafting.here.words
    if drafting.draft.about == About.ADVOCATE:
        return texts.say("words_advocate_only", who=name)
    return texts.say("words_reader_first", who=name)


@drafting
def can_see(drafting: Drafting, number: int) -> HttpResponseBase:
    """ "Can Asha see this?" No answer means no."""
    here = drafting.here
    named = here.session.get("named", [])
    if not 1 <= number <= len(named):
        raise Http404
    if here.request.method == "POST":
        drafting.save()
        return drafting.go_on()
    readers = readers_now(here, drafting.draft.about)
    reader = next((row for row in readers if str(row.worker.pk) == named[number - 1]), None)
    if reader is None:  # left out since
        return redirect("with_me")
    named_worker = next((row.worker for row in readers if row.who == "named_worker"), None)
    person = {
        "id": reader.worker.pk,
        "name": reader.worker.known_as,
        "portrait": portrait_of(reader.worker),
        "role": role(reader, named_worker, here.words),
        "state": "in",
    }
    return _ask(drafting, reader.worker, person)


def _ask(drafting: Drafting, worker: Worker, person: dict[str, object]) -> HttpResponseBase:
    texts, said = drafting.here.words, drafting.body.let_read.get(str(worker.pk))
    options = [
        {
            "value": "yes",
            "label": texts.say("can_see_yes", who=worker.known_as),
            "icon": "look",
            "checked": said is True,
        },
        {
            "value": "no",
            "label": texts.say("can_see_no", who=worker.known_as),
            "icon": "not_this_person",
            "checked": said is False,
        },
    ]
    return drafting.show(
        "can_see",
        "choice",
        "choices",
        "person",
        step="can_see",
        title=texts.say("can_see", who=worker.known_as),
        about_worker=worker.pk,
        person=person,
        options=options,
        note=" ".join(texts.say(key, who=worker.known_as) for key in ("can_see_note", "can_see_skip")),
    )
