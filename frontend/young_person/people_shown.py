"""Adults as a young person sees them: name, what they are to them, portrait."""

import uuid
from datetime import timedelta
from typing import Any

from django.urls import reverse

from frontend.young_person.lock_rules import has_lock, lock_asked
from frontend.young_person.sitting import Sitting
from frontend.young_person.tapping import signed
from frontend.young_person.words import Words
from safeguarding.people.access import wishes_asked
from safeguarding.people.models import LeftOut, Worker
from safeguarding.people.queries import portrait_of, product_name_asked
from safeguarding.people.types import Route, WhyLeftOut
from safeguarding.prepared import Asked, Prepared
from safeguarding.promises.later import OnLater, on_later
from safeguarding.promises.pages import Reader
from safeguarding.promises.queries import readers
from safeguarding.promises.types import Climb, RungWho
from voice.contributions.models import Contribution
from voice.contributions.types import About

ROLES = {
    RungWho.NAMED_WORKER: "role_named",
    RungWho.DEPUTY: "role_deputy",
    RungWho.DUTY_ROTA: "role_duty",
    RungWho.LEAD: "role_lead",
    RungWho.MODERATORS: "role_moderator",
    RungWho.ADVOCATES: "role_advocate",
    RungWho.INDEPENDENT_ROTA: "role_independent",
}

LATER = {
    RungWho.DUTY_ROTA: "role_duty_later",
    RungWho.INDEPENDENT_ROTA: "role_independent",
    RungWho.ADVOCATES: "role_advocate",
}
A_DAY = timedelta(days=1)  # whoever comes on within it is named at once; the others on the list behind


OUT = Prepared(
    lambda young_person: (
        LeftOut.objects.filter(young_person=young_person, lifted_at__isnull=True, only_about__isnull=True)
        .select_related("worker")
        .order_by("since")
    )
)


def left_out(here: Sitting) -> list[LeftOut]:
    """Who they wanted left out of everything, and have not let in again."""
    return OUT(young_person=here.young_person.pk)


def climb_for(about: str | None, out: list[LeftOut]) -> Climb:
    """The ladder what they say now would climb, as far as their taps tell."""
    if about == About.ADVOCATE:
        return Climb.ADVOCATE
    return Climb.INDEPENDENT if any(row.why == WhyLeftOut.ABOUT_THEM for row in out) else Climb.USUAL


def readers_now(here: Sitting, about: str | None = None) -> list[Reader]:
    """Everyone who could read what they send now, each once."""
    return readers(here.young_person, here.now, climb=climb_for(about, left_out(here)), staff=here.staff)


def role(reader: Reader, named: Worker | None, words: Words) -> str:
    """What they are to the young person: "helps Asha"."""
    if RungWho(reader.who) is RungWho.DEPUTY and named is None:
        return words["role_deputy_alone"]
    key = ROLES.get(RungWho(reader.who), "role_on_ladder")
    return words.say(key, who=named.known_as if named else "")


def listed(here: Sitting, out: list[LeftOut] | None = None) -> list[LeftOut]:
    """Of ``left_out`` what may be named here: wished in this sitting, or all of it when the lock is open."""
    mine, unlocked = here.session.get("wishes", []), here.unlocked
    return [row for row in (left_out(here) if out is None else out) if unlocked or row.pk in mine]


def asked_by_cards(here: Sitting) -> list[Asked]:
    """What a page with ``cards`` asks: who is left out, who works around them, their lock, and the page's name."""
    young_person = here.young_person
    return [
        OUT.asked(young_person=young_person.pk),
        wishes_asked(young_person.pk),
        *here.staff.asked(),
        lock_asked(here),
        product_name_asked(young_person.service),
    ]


def cards(here: Sitting, about: str | None = None, *, ask_about: bool = True) -> list[dict[str, Any]]:
    """Everyone who could read it and those who can't, as the ``person`` component takes them.

    On a page of a draft, whom what they said keeps out is shown out already, as Send will have it. Each stays where it
    stood when one was tapped; whoever sees it instead stands after that one, and says so.
    """
    everyone_out, words = left_out(here), here.words
    out = listed(here, everyone_out)
    there = readers(here.young_person, here.now, climb=_climb(here, about, everyone_out), staff=here.staff)
    named = next((reader.worker for reader in there if reader.who == RungWho.NAMED_WORKER), None)
    refused = _refused(here, about, everyone_out)
    shown: list[dict[str, Any]] = [
        {
            "id": reader.worker.pk,
            "name": reader.worker.known_as,
            "role": role(reader, named, words),
            "portrait": portrait_of(reader.worker),
            "state": "in",
            "can_leave_out": True,
        }
        for reader in there
        if reader.worker.pk not in refused
    ]
    shown += [_refused_card(worker) for worker in refused.values()]
    shown += [_out_card(here, worker, whys, ask_about) for worker, whys in _by_worker(out).values()]
    return _say_instead(here, _in_place(here, shown))


def _refused(here: Sitting, about: str | None, out: list[LeftOut]) -> dict[uuid.UUID, Worker]:
    """Of those who could have read it, whom what they said keeps out."""
    ids = here.foreseen.out_ids - {row.worker_id for row in out}
    if not ids:
        return {}
    could = readers(here.young_person, here.now, climb=climb_for(about, out), staff=here.staff)
    return {reader.worker.pk: reader.worker for reader in could if reader.worker.pk in ids}


def _climb(here: Sitting, about: str | None, out: list[LeftOut]) -> Climb:
    """The ladder it would climb, by their taps and by what they said on the pages of its draft."""
    outside = here.foreseen.route is Route.INDEPENDENT
    return Climb.INDEPENDENT if outside else climb_for(about, out)


def _refused_card(worker: Worker) -> dict[str, Any]:
    """Changed where it was said: Back leads there, so the card has no undo."""
    portrait = portrait_of(worker)
    return {
        "id": worker.pk,
        "name": worker.known_as,
        "portrait": portrait,
        "state": "out",
        "fixed": True,
        "ask_about": False,
    }


def _in_place(here: Sitting, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    at = here.session.get("at", "")
    place = {key: number for number, key in enumerate(here.session.get("places", []))}
    new = place.get(at, len(place)) + 0.5
    for card in shown:
        card["here"] = card["id"].hex == at
        card["new"] = bool(place) and card["id"].hex not in place
    return sorted(shown, key=lambda card: place.get(card["id"].hex, new))


def _say_instead(here: Sitting, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who reads it in place of somebody who stands above them here."""
    there = [card for card in shown if card["state"] == "in"]
    instead = [card for card in there if card["new"]] if any(card["state"] == "out" for card in shown) else []
    if not instead and shown and shown[0]["state"] == "out":
        instead = there[:1]
    for card in instead:
        card["state"], card["line"] = "instead", here.words.say("instead", who=card["name"])
    return shown


def readers_shown(here: Sitting, people: list[dict[str, Any]], then: str) -> dict[str, Any]:
    """What a page with ``cards`` shows and posts: who is on it, signed, so that a tap is known to be on one."""
    soon, later = on_call_later(here, people)
    ids = [person["id"].hex for person in (*people, *soon, *later)]
    lock = has_lock(here) and not here.unlocked
    return {
        "people": [*people, *soon],
        "later": later,
        "shown": signed(here.young_person, ids),
        "nobody": not any(person["state"] != "out" for person in people),
        "beside": _beside(here, people),
        "lock_link": reverse(f"{then}_all") if lock else "",
    }


def _beside(here: Sitting, people: list[dict[str, Any]]) -> list[str]:
    """It is about one of their team: the others of it do not see it either. Who, why, and who reads instead.

    Only what a tap of this sitting did, or the open lock may name, or what they say on the pages of this draft.
    """
    about = [row.worker for row in listed(here) if row.why == WhyLeftOut.ABOUT_THEM]
    draft = here.page_draft
    if not (about or here.foreseen.in_charge) or (draft is not None and draft.about == About.ADVOCATE):
        return []
    there = {person["id"] for person in people}
    usual = readers(here.young_person, here.now, climb=Climb.USUAL, staff=here.staff)
    others = [reader.worker.known_as for reader in usual if reader.worker.pk not in there]
    if not others:
        return []
    why = (
        here.words.say("beside_why", who=_names([row.known_as for row in about], here.words)) if about else ""
    )
    lines = (here.words.say("not_seen_by", who=_names(others, here.words)), why, here.words["nobody_left"])
    return [line for line in lines if line]


def _names(names: list[str], words: Words) -> str:
    first, last = ", ".join(names[:-1]), names[-1]
    return f"{first} {words['and']} {last}" if first else last


def on_call_later(
    here: Sitting, people: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those who are on call within a day, and those after that, as cards: each could read it, and may be tapped."""
    draft = here.page_draft
    climb = _climb(here, draft.about if draft else None, left_out(here))
    shown = {person["id"] for person in people}
    there = on_later(here.young_person, here.now, climb, but=shown, staff=here.staff)
    refused = here.foreseen.out_ids
    cards = [
        (row.at, _refused_card(row.worker) if row.worker.pk in refused else _later_card(row, here.words))
        for row in there
    ]
    soon = here.now + A_DAY
    return [card for at, card in cards if at < soon], [card for at, card in cards if at >= soon]


def _later_card(row: OnLater, words: Words) -> dict[str, Any]:
    return {
        "id": row.worker.pk,
        "name": row.worker.known_as,
        "role": words[LATER.get(row.who, "role_on_ladder")],
        "portrait": portrait_of(row.worker),
        "state": "in",
        "can_leave_out": True,
    }


def not_named(here: Sitting, contribution: Contribution) -> set[uuid.UUID]:
    """Who was left out before this sitting and not by what was just sent: not to be named without the lock."""
    named = {row.worker_id for row in listed(here)}
    own = LeftOut.objects.filter(young_person=here.young_person, only_about=contribution.pk)
    named |= set(own.values_list("worker_id", flat=True))
    return {row.worker_id for row in left_out(here)} - named


def _by_worker(out: list[LeftOut]) -> dict[Any, tuple[Worker, set[str]]]:
    found: dict[Any, tuple[Worker, set[str]]] = {}
    for row in out:
        found.setdefault(row.worker_id, (row.worker, set()))[1].add(row.why)
    return found


def _out_card(here: Sitting, worker: Worker, whys: set[str], ask_about: bool) -> dict[str, Any]:
    about = "yes" if WhyLeftOut.ABOUT_THEM in whys else ""
    answered = str(worker.pk) in here.session.get("not_about", [])
    return {
        "id": worker.pk,
        "name": worker.known_as,
        "portrait": portrait_of(worker),
        "state": "out",
        "about": about or ("no" if answered else ""),
        "ask_about": ask_about,
        "line": here.words.say("about_them", who=worker.known_as) if about else "",
    }


def photo_of(worker: Worker | None) -> str:
    """The drawn stand-in beside a line about somebody; a team's when it is nobody in particular."""
    return portrait_of(worker) if worker else "team"
