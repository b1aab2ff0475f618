"""Who will see it, once more; Send; and the page that says who reads it by when."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from frontend.young_person import page
from frontend.young_person.before import change_readers, early_words
from frontend.young_person.drafting import Drafting, drafting
from frontend.young_person.knots import heading, name, sent_knots
from frontend.young_person.people_shown import asked_by_cards, cards, not_named, readers_shown
from frontend.young_person.sitting import Sitting, sitting
from safeguarding.people.models import LeftOut
from safeguarding.people.types import WhyLeftOut
from safeguarding.prepared import ahead
from safeguarding.promises.queries import ahead as next_people
from safeguarding.promises.queries import of_young_person
from safeguarding.promises.types import PromiseKind
from voice.contributions.actions import submit_contribution
from voice.contributions.errors import NothingSaid
from voice.contributions.models import Contribution
from voice.contributions.pages import PromiseShown, Sent
from voice.contributions.queries import contribution_of, sent
from voice.contributions.types import About


@drafting
def once_more(drafting: Drafting) -> HttpResponseBase:
    """The same people again, right before Send."""
    here, words = drafting.here, drafting.here.words
    if here.request.method == "POST":
        if change_readers(here):
            return redirect(f"{reverse('once_more')}#it")
        if here.request.POST.get("go") == "next":
            return _send(drafting)
        return drafting.go_on()
    with ahead(*asked_by_cards(here)):
        people = cards(here, drafting.draft.about)
        return drafting.show(
            "who",
            "person",
            title=words["once_more"],
            once_more=True,
            can_skip=False,
            next_label=words["send"],
            **readers_shown(here, people, "once_more"),
        )


def _send(drafting: Drafting) -> HttpResponseBase:
    here, hides = drafting.here, bool(drafting.body.must_not_know.strip())
    try:
        contribution = submit_contribution(here.young_person, drafting.draft, here.now)
    except NothingSaid:
        # "Not safe" was sent at once, by itself; nothing else was said.
        return redirect("sent") if here.session.get("sent") else _empty(here)
    remember_sent(here, contribution)
    if hides:
        _remember_hidden(here)
    return redirect("sent")


def _remember_hidden(here: Sitting) -> None:
    """Whom "who must not know" has just left out of everything is named in this sitting, and can be let in again."""
    rows = LeftOut.objects.filter(
        young_person=here.young_person, lifted_at=None, why=WhyLeftOut.MUST_NOT_KNOW, since=here.now
    )
    mine = [*here.session.get("wishes", []), *rows.values_list("pk", flat=True)]
    here.session["wishes"] = list(dict.fromkeys(mine))


def remember_sent(here: Sitting, contribution: Contribution) -> None:
    """What was sent in this sitting may be shown in it, without its words."""
    key = str(contribution.pk)
    here.session["sent"] = key
    here.session["sent_here"] = list({*here.session.get("sent_here", []), key})


def _empty(here: Sitting) -> HttpResponse:
    words = here.words
    return page.message(
        here,
        "pen",
        words["empty"],
        (words["empty_1"], words["empty_2"]),
        page.way(words["empty_write"], reverse("words"), go=True),
        page.way(words["home"], "/"),
    )


def _just_sent(here: Sitting) -> Contribution | None:
    key = here.session.get("sent")
    return contribution_of(here.young_person, key) if key else None


@sitting
def sent_page(here: Sitting) -> HttpResponseBase:
    """Sent: a named person and a time, and who is next if not."""
    contribution = _just_sent(here)
    if contribution is None:
        return redirect("home")
    if here.request.method == "POST":
        return redirect("sent")
    shown = sent(here.young_person, contribution, here.now)
    first = min(
        (row for row in shown.promises if not row.by_moderator),
        key=lambda row: (row.due, row.kind != PromiseKind.READ),
    )
    promise = next(row for row in of_young_person(here.young_person) if row.pk == first.promise_id)
    hidden = not_named(here, contribution)
    context: dict[str, Any] = {
        "title": heading(first, here.now, here.words),
        "start": contribution.sent_at,
        "end": first.due,
        "portrait": first.person.portrait or "team",
        "knots": sent_knots(
            contribution.sent_at,
            first,
            next_people(promise, here.now),
            here.now,
            here.words,
            _readers(shown, first),
        ),
        "not_seen_by": [
            here.words.say("not_seen_by", who=person.known_as)
            for person in shown.left_out
            if person.worker_id not in hidden
        ],
        "long": shown.too_long,
        "danger": here.words["not_safe_1"] if contribution.about == About.HELP_NOW else "",
        "take_back": reverse("take_back", args=[contribution.pk]),
        "who_saw": reverse("seen", args=[contribution.pk]),
        "key_words": early_words(here),
    }
    return page.show(here, "sent", "sent", "dial", "promise_thread", **context)


def _readers(shown: Sent, first: PromiseShown) -> list[PromiseShown]:
    """Who else reads it: they were shown before Send, and stay named after."""
    return [
        row
        for row in shown.promises
        if row.kind == PromiseKind.READ
        and not row.by_moderator
        and row.kept_at is None
        and name(row) != name(first)
    ]


@sitting
def sent_again(here: Sitting) -> HttpResponseBase:
    """Back after Send, or Send from another tab: it is there once, and this page says so."""
    words = here.words
    lines = (words["sent_already_1"],)
    ways = [page.way(words["home"], "/")]
    if here.session.get("sent"):
        ways.insert(0, page.way(words["who_reads_it"], reverse("sent"), go=True))
    return page.message(here, "envelope", words["sent_already"], lines, *ways)
