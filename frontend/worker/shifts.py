"""My shifts to come: ask a colleague to work one, and answer who asked me."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from frontend.guards import WorkerRequest, for_worker
from frontend.staff.desk import say
from safeguarding.people.models import Worker
from safeguarding.promises.actions import answer_offer, offer_shift
from safeguarding.promises.models import Shift, ShiftOffer
from safeguarding.promises.rotas import could_work
from safeguarding.promises.types import AlreadyTaken, CannotHave

AHEAD = 14  # days of shifts that are shown
GONE = {
    "asked": lazy("Somebody has been asked already."),
    "answered": lazy("That was answered already."),
    "no_shift_to_come": lazy("That shift has begun, or is not there any more."),
    "not_of_this_rota": lazy("They can’t work this rota."),
}


def my_shifts(me: Worker, now: datetime) -> dict[str, Any]:
    """The single shifts of the next two weeks, what was asked of me, and what I asked."""
    today = timezone.localtime(now).date()
    rows = list(Shift.objects.filter(worker=me).select_related("rota__service").order_by("starts"))
    open_ = ShiftOffer.objects.filter(answered_at__isnull=True, day__gte=today).select_related(
        "shift__rota", "by", "to"
    )
    asked = {(offer.shift_id, offer.day): offer for offer in open_.filter(by=me)}
    rotas = {row.rota_id: row.rota for row in rows}
    able = {key: list(could_work(rota, now).exclude(pk=me.pk)) for key, rota in rotas.items()}
    days = [today + timedelta(days=ahead) for ahead in range(AHEAD)]
    return {
        "to_come": [
            {"row": row, "day": day, "asked": asked.get((row.pk, day)), "colleagues": able[row.rota_id]}
            for day in days
            for row in rows
            if _begins(row, day)
        ],
        "asked_of_me": open_.filter(to=me).order_by("day"),
    }


def _begins(row: Shift, day: date) -> bool:
    starts = row.from_day is None or row.from_day <= day
    return row.weekday == day.weekday() and starts and (row.until_day is None or day <= row.until_day)


@require_POST
@for_worker
def offer(request: WorkerRequest) -> HttpResponseBase:
    """Ask a colleague: ``shift`` is "id:2026-11-24", ``to`` their id."""
    key, _colon, day = request.POST.get("shift", "").partition(":")
    now = timezone.now()
    mine = Shift.objects.filter(worker=request.user, pk=int(key) if key.isdecimal() else 0)
    shift = get_object_or_404(mine.select_related("rota__service"))
    able = could_work(shift.rota, now)
    to = next((row for row in able if str(row.pk) == request.POST.get("to")), None)
    try:
        if to is None:
            raise CannotHave("not_of_this_rota")
        offer_shift(request.user, shift, date.fromisoformat(day), to, now)
    except (CannotHave, AlreadyTaken) as error:
        say(request, str(GONE[str(error)]), "error")
    except ValueError:
        say(request, str(GONE["no_shift_to_come"]), "error")
    else:
        say(request, _("Asked. It stays yours until they say yes."))
    return redirect("work_cover")


@require_POST
@for_worker
def answer(request: WorkerRequest, offer_id: uuid.UUID) -> HttpResponseBase:
    """Yes or no to who asked me; or take back what I asked."""
    mine = ShiftOffer.objects.filter(to=request.user) | ShiftOffer.objects.filter(by=request.user)
    row = get_object_or_404(mine, pk=offer_id)
    yes = request.POST.get("go") == "yes"
    try:
        answer_offer(request.user, row, yes, timezone.now())
    except (CannotHave, AlreadyTaken) as error:
        say(request, str(GONE[str(error)]), "error")
    else:
        say(request, _("It is your shift now.") if yes else _("Left as it was."))
    return redirect("work_cover")
