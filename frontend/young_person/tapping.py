"""Taps on somebody's card: only on one of those who stood on the posted page, signed into it."""

import uuid
from datetime import datetime

from django.core import signing
from django.http import HttpRequest

from frontend.young_person.sitting import Sitting
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import WhyLeftOut
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail.types import young_person as as_young_person

SALT = "people on a page"


def signed(young_person: YoungPerson, ids: list[str]) -> str:
    """Everybody on a page of theirs, for its form."""
    return signing.dumps({"y": young_person.pk.hex, "w": ids}, salt=SALT)


def tapped_on(here: Sitting, key: str) -> Worker | None:
    """One of those on the posted page, whatever they are now: a shift may have ended since it was shown."""
    shown = _on_page(here.request, here.young_person, key)
    if shown is None:
        return None
    here.session["places"], here.session["at"] = shown, uuid.UUID(key).hex
    return Worker.objects.filter(pk=key).first()


def _on_page(request: HttpRequest, young_person: YoungPerson, key: str) -> list[str] | None:
    """Everybody on the posted page, if it is theirs and ``key`` stands on it."""
    try:
        told, wanted = signing.loads(request.POST.get("shown", ""), salt=SALT), uuid.UUID(key)
    except (signing.BadSignature, ValueError):
        return None
    mine = told["y"] == young_person.pk.hex and wanted.hex in told["w"]
    return list(told["w"]) if mine else None


def tapped_away(request: HttpRequest, young_person: YoungPerson, now: datetime) -> Worker | None:
    """A tap on "not this person", or "it is about them", from a page whose session has died: it holds all the same.

    Only that way: nobody is let in by a page that may not be theirs any more.
    """
    about, _, said = request.POST.get("about", "").partition(":")
    key = request.POST.get("not", "") or (about if said == "yes" else "")
    if _on_page(request, young_person, key) is None:
        return None
    worker = Worker.objects.filter(pk=key).first()
    if worker is not None:
        why = WhyLeftOut.ABOUT_THEM if said == "yes" else WhyLeftOut.NOT_THIS_PERSON
        leave_out(young_person, worker, why, now, actor=as_young_person(young_person.pk))
    return worker
