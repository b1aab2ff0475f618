"""Before the first word: who will see it, when we must tell, what happens if they leave, what it is about."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from frontend.young_person import flow, page, parse
from frontend.young_person.in_session import opened, put_sealed
from frontend.young_person.lock_rules import has_lock, may_choose, now_own, who_opens
from frontend.young_person.people_shown import cards, listed, readers_shown
from frontend.young_person.sitting import Sitting, sitting
from frontend.young_person.starting import STARTS, said_by_tap, starts
from frontend.young_person.tapping import tapped_on
from safeguarding.people.actions import make_return_key
from safeguarding.people.models import Worker
from safeguarding.people.types import WhyLeftOut
from safeguarding.responsibility.actions import leave_out, let_in
from safeguarding.trail.types import young_person as as_young_person
from voice.contributions import drafts
from voice.contributions.types import About, IfLeave
from voice.decisions.queries import title, to_ask_about
from voice.questions import queries as questions
from voice.questions.models import QuestionSet

LEAVE_PICTURES = {IfLeave.SEND: "envelope", IfLeave.KEEP: "lock", IfLeave.THROW: "door"}


@sitting
def who(here: Sitting) -> HttpResponseBase:
    """Everyone who could read it, with "not this person" and "is it about them?"."""
    if here.request.method == "POST":
        if change_readers(here):
            return redirect(f"{reverse('who')}#it")
        return redirect({"back": "language"}.get(here.request.POST.get("go", ""), "must_tell"))
    people = cards(here)
    return page.show(
        here,
        "who",
        "person",
        title=here.words["who"],
        can_go_back=True,
        **readers_shown(here, people, "who"),
    )


def change_readers(here: Sitting) -> bool:
    """Do what a tap on somebody's card asks. False when no card was tapped."""
    post = here.request.POST
    tapped = next((name for name in ("not", "back_in", "about") if post.get(name)), "")
    key, _, said = post.get(tapped, "").partition(":")
    worker = tapped_on(here, key)
    if worker is None:
        return False
    if tapped == "not":
        _wish(here, worker, WhyLeftOut.NOT_THIS_PERSON)
    elif tapped == "back_in":
        _let_in(here, worker, list(WhyLeftOut))
    elif said == "yes":
        _wish(here, worker, WhyLeftOut.ABOUT_THEM)
    elif _let_in(here, worker, [WhyLeftOut.ABOUT_THEM]):
        _wish(here, worker, WhyLeftOut.NOT_THIS_PERSON)  # it isn't about them, and they stay out
    _answered(here, worker, said == "no")
    return True


def _wish(here: Sitting, worker: Worker, why: WhyLeftOut) -> None:
    """Leave them out. The sitting keeps which wishes are its own: those it may show, and undo."""
    row = leave_out(here.young_person, worker, why, here.now, actor=as_young_person(here.young_person.pk))
    if row.since >= here.now:
        here.session["wishes"] = [*here.session.get("wishes", []), row.pk]


def _let_in(here: Sitting, worker: Worker, whys: list[WhyLeftOut]) -> int:
    """Undo what this page may name. What was wished before it takes the lock."""
    among = [row.pk for row in listed(here) if row.worker_id == worker.pk and row.why in whys]
    actor = as_young_person(here.young_person.pk)
    return let_in(here.young_person, worker, here.now, actor, about_them=True, among=among)


def _answered(here: Sitting, worker: Worker, not_about: bool) -> None:
    kept = [key for key in here.session.get("not_about", []) if key != str(worker.pk)]
    here.session["not_about"] = [*kept, str(worker.pk)] if not_about else kept


@sitting
def show_all(here: Sitting, then: str) -> HttpResponseBase:
    """Behind the lock "who will see it" names everybody who was ever left out."""
    if not here.unlocked:
        here.session["after_lock"] = reverse(then)
        return redirect("unlock")
    return redirect(then)


@sitting
def must_tell(here: Sitting) -> HttpResponseBase:
    """The one page that must be understood: when we must tell somebody, with three examples."""
    if here.request.method == "POST":
        here.session["understood"] = True
        return redirect({"back": "who"}.get(here.request.POST.get("go", ""), "leave_choice"))
    words = here.words
    examples = [
        {"picture": "hurt", "text": words["must_tell_a"]},
        {"picture": "heart", "text": words["must_tell_b"]},
        {"picture": "people", "text": words["must_tell_c"]},
    ]
    return page.show(
        here,
        "must_tell",
        title=words["must_tell"],
        examples=examples,
        can_go_back=True,
        next_label=words["understood"],
    )


@sitting
def leave_choice(here: Sitting) -> HttpResponseBase:
    """What happens to their words if they leave before the end."""
    if here.request.method == "POST":
        if here.request.POST.get("go") == "back":
            return redirect("must_tell")
        here.session["if_leave"] = parse.if_leave(here.request.POST)
        return redirect("topic")
    words, chosen = here.words, here.session.get("if_leave")
    keep, way = _way_back(here)
    options = [
        {
            "value": value,
            "label": words[f"leave_{value}"],
            "hint": keep if value == IfLeave.KEEP else words[f"leave_{value}_hint"],
            "picture": LEAVE_PICTURES[value],
            "checked": value == chosen,
        }
        for value in IfLeave
    ]
    return page.show(
        here,
        "choose",
        "choice",
        "choices",
        title=words["leave"],
        field="if_leave",
        options=options,
        note=words["leave_note"],
        way=way,
        can_go_back=True,
    )


def _way_back(here: Sitting) -> tuple[str, dict[str, Any]]:
    """What "keep it for me" can truly promise, and what to do first so that they can come back to it."""
    words = here.words
    if has_lock(here):
        return words["leave_keep_hint"], {}
    if here.young_person.is_drop_in:
        if here.session.get("key_shown") or here.session.get("by_key"):
            return words["leave_keep_hint"], {}
        return words["leave_keep_key"], page.way(words["leave_get_key"], reverse("early_key"))
    if may_choose(here):
        return words["leave_keep_lock"], page.way(words["leave_get_lock"], reverse("lock_early"))
    return words.say("leave_keep_ask", who=who_opens(here)), {}


@sitting
def early_key(here: Sitting) -> HttpResponseBase:
    """A drop-in's four words before the first one, for whoever wants to leave and come back."""
    key, words = early_words(here), here.words
    if not key:
        return redirect("leave_choice")
    lines = (words["leave_key_1"], words["key_new_2"])
    onward = page.way(words["i_see"], reverse("leave_choice"), go=True)
    return page.message(here, "key", words["key_new"], lines, onward, key_words=key)


def early_words(here: Sitting) -> str:
    """Four words, made once for this sitting; empty when a card is the way back, or they came in with theirs.

    The same again until Exit: a page that never arrived must not have been the only way back.
    """
    if not here.young_person.is_drop_in or here.session.get("by_key"):
        return ""
    if here.session.get("key_shown"):
        return opened(here, "four_words")
    here.session["key_shown"] = True
    now_own(here)
    four = " ".join(make_return_key(here.young_person, here.now))
    put_sealed(here, "four_words", four)
    return four


@sitting
def topic(here: Sitting) -> HttpResponseBase:
    """A decision that waits for them, or anything else. A tap begins the draft."""
    if not here.session.get("understood"):
        return redirect("who")
    post = here.request.POST
    if here.request.method == "POST":
        if post.get("go") == "back":
            return redirect("leave_choice")
        if post.get("about") in (About.DECISION, About.FREE, *STARTS):
            return start(here, About(post["about"]))
        chosen = questions.topic(here.young_person, post.get("set", ""), timezone.localtime(here.now).date())
        if chosen is not None:
            return start(here, About.TOPIC, chosen)
    return page.show(
        here,
        "topic",
        title=here.words["topic"],
        topics=_topics(here),
        starts=starts(here.words),
        sets=_sets(here),
    )


def start(here: Sitting, about: About, chosen: QuestionSet | None = None) -> HttpResponse:
    """Begin the draft and go to its first page. ``chosen``: the questions they picked."""
    decision = to_ask_about(here.young_person) if about is About.DECISION else None
    about = About.FREE if about is About.DECISION and decision is None else about
    draft = drafts.begin(here.young_person, about, here.now, decision, here.key, topic=chosen)
    if_leave = here.session.get("if_leave", IfLeave.KEEP)
    begun = {"if_leave": if_leave, "reading_help": here.session.get("reading_help", ""), **said_by_tap(about)}
    drafts.save(draft, begun, here.now)
    here.session["about"], here.session["named"] = about, []
    here.session.pop("sent", None)
    return redirect(flow.first(draft.question_set, draft.about))


def _topics(here: Sitting) -> list[dict[str, Any]]:
    words, decision = here.words, to_ask_about(here.young_person)
    free = {
        "value": About.FREE,
        "picture": "talk",
        "label": words["topic_free"],
        "hint": words["topic_free_hint"],
    }
    if decision is None:
        return [free]
    about_it = {"value": About.DECISION, "picture": "calendar", "label": title(decision)}
    return [about_it | {"hint": words["topic_decision_hint"]}, free]


def _sets(here: Sitting) -> list[dict[str, Any]]:
    """The questions their service offers to their age."""
    rows = questions.topics_for(here.young_person, timezone.localtime(here.now).date())
    return [
        {"value": row.key, "picture": row.picture, "label": questions.title(row, here.words.code)}
        for row in rows
    ]
