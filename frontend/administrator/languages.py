"""Languages: which are on, and each safety string beside the English until a person has signed it off."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from frontend.administrator.tabs import frame_of
from frontend.desk.lines import number
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.models import Service
from safeguarding.people.types import NotNow, Role
from voice.questions.languages import (
    LANGUAGES,
    Language,
    SafetyRow,
    is_chosen,
    is_known,
    language,
    safety_rows,
)
from voice.questions.signing import sign_off, switch_language

NOT_NOW = {
    "unsigned": "{about} safety strings are not signed off yet. It stays off until a person has read each of them.",
    "always": "English is always on.",
    "name": "Say who read them: nothing was signed off.",
}


@for_role(Role.ADMINISTRATOR)
@require_GET
def languages(request: WorkerRequest) -> HttpResponse:
    """Every language of the product for one service: on, off, or what still stands in the way."""
    now = timezone.now()
    services = queries.services_to_set_up(request.user, now)
    service = _chosen(request, services)
    rows = [_shown(service, row) for row in LANGUAGES] if service else []
    wrong = sum(row["state"] == "lapsed" for row in rows)
    context = {
        **frame_of(request, "set_up_languages", now),
        "service": service,
        "services": [row for row in services if row.closed_at is None],
        "rows": rows,
        "heading": _heading(rows, wrong),
    }
    return render(request, "administrator/languages.html", context)


def _chosen(request: WorkerRequest, services: list[Service]) -> Service | None:
    """The one asked for, among the administrator's own; else the one on top."""
    asked = request.GET.get("at", "")
    return next((row for row in services if str(row.pk) == asked), services[0] if services else None)


def _heading(rows: list[dict[str, Any]], wrong: int) -> str:
    if wrong:
        return f"{number(wrong)} language{'' if wrong == 1 else 's'} went off: safety strings changed"
    on = sum(row["state"] == "on" for row in rows)
    return f"{number(on)} language{'' if on == 1 else 's'} on"


def _shown(service: Service, row: Language) -> dict[str, Any]:
    shown = {
        "language": row,
        "href": reverse("set_up_language", args=[service.pk, row.code]),
        "always": row.is_on,
    }
    if row.is_on:
        return shown | {"state": "on"}
    strings = safety_rows(service, row.code)
    left = sum(one.signed is None for one in strings)
    chosen = is_chosen(service, row.code)
    state = ("lapsed" if left else "on") if chosen else "off"
    missing = sum(not one.string.text for one in strings)
    return shown | {"state": state, "left": left, "missing": missing, "all": len(strings)}


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, service_id: UUID, code: str) -> HttpResponse:
    """One language at one service: its safety strings beside the English, who signed them, and the switch."""
    now = timezone.now()
    service = queries.service_to_set_up(request.user, service_id, now)
    if not is_known(code) or language(code).is_on:
        raise Http404
    if request.method == "POST":
        _did(request, service, code)
        return redirect("set_up_language", service.pk, code)
    rows = safety_rows(service, code)
    context = {
        **frame_of(request, "set_up_languages", now),
        "service": service,
        "tongue": language(code),
        "rows": sorted(rows, key=lambda row: (row.signed is not None, not row.string.text)),
        "left": sum(row.signed is None for row in rows),
        "missing": sum(not row.string.text for row in rows),
        "to_sign": any(row.string.text and row.signed is None for row in rows),
        "is_on": is_chosen(service, code),
        "heading": _one_heading(language(code), rows, is_on=is_chosen(service, code)),
    }
    return render(request, "administrator/language.html", context)


def _one_heading(row: Language, rows: list[SafetyRow], *, is_on: bool) -> str:
    left = sum(one.signed is None for one in rows)
    if left:
        strings = f"{number(left)} safety string{'' if left == 1 else 's'}"
        return f"{row.name} is off: {strings.lower()} to go"
    return f"{row.name} is on" if is_on else f"{row.name} can be switched on"


def _did(request: WorkerRequest, service: Service, code: str) -> None:
    """Sign off what was ticked, or switch the language on or off."""
    now, post = timezone.now(), request.POST
    try:
        if post.get("go") == "sign":
            seen = dict(row.split(" ", maxsplit=1)[::-1] for row in post.getlist("seen") if " " in row)
            signed = sign_off(service, code, seen, post.get("name", "")[:120], now, request.user)
            word = "string is" if signed == 1 else "strings are"
            say(request, f"{number(signed)} {word} signed off.")
        elif post.get("go") in ("on", "off"):
            switch_language(service, code, now, request.user, is_on=post["go"] == "on")
            say(request, f"{language(code).name} is {post['go']}.")
    except NotNow as refused:
        say(request, NOT_NOW[refused.code].format(about=refused.about), "error")
