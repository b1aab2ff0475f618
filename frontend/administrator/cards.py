"""Cards and posters to print. A token is shown once, on the page asked for; only its digest is kept."""

from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.actions import make_cards, make_poster
from safeguarding.people.cards import mark
from safeguarding.people.types import Role

INK = "#0f2e2e"
MOST = 200  # cards in one batch


def qr(path: str) -> SafeString:
    """The QR code of one of our addresses, as an SVG of one colour, sized by what it stands in."""
    code = segno.make(f"{settings.BASE_URL}{path}", error="q", micro=False, boost_error=False)
    drawn = code.svg_inline(border=0, omitsize=True, dark=INK, svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - segno draws it from an address of ours


@for_role(Role.ADMINISTRATOR)
@require_POST
def sheet(request: WorkerRequest) -> HttpResponse:
    """New cards for those who were ticked: one on an A6 page, or four on A4. Their old cards stop working."""
    now = timezone.now()
    asked = "without" if request.POST.get("go") == "without" else "who"
    try:
        ids = [UUID(text) for text in request.POST.getlist(asked)][:MOST]
    except ValueError:
        ids = []
    chosen = [queries.young_person_to_set_up(request.user, key, now) for key in ids]
    if not chosen:
        say(request, "Tick who gets a new card first.", "error")
        return redirect("set_up_young_people")
    made = make_cards(chosen, now, request.user)
    cards = [
        {"qr": qr(reverse("card", args=[token])), "mark": mark(token), "name": queries.name_of(young_person)}
        for young_person, token in made
    ]
    context = {
        "cards": cards,
        "size": "a4" if len(cards) > 1 else "a6",
        "back": reverse("set_up_young_people"),
    }
    return render(request, "administrator/cards.html", context)


@for_role(Role.ADMINISTRATOR)
@require_POST
def poster(request: WorkerRequest, service_id: UUID) -> HttpResponse:
    """A new drop-in poster for a service, on A4. An older one stops working."""
    now = timezone.now()
    service = queries.service_to_set_up(request.user, service_id, now)
    token = make_poster(service, now, request.user)
    context = {
        "qr": qr(reverse("poster", args=[token])),
        "mark": mark(token),
        "service": service,
        "back": reverse("set_up_service", args=[service.pk]),
    }
    return render(request, "administrator/poster.html", context)
