"""Local ordinary words: they make text readable and mute no rule."""

import uuid
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from frontend.desk.frame import frame
from frontend.guards import WorkerRequest
from frontend.lead.rulebook_words import one_page, tabs
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people.types import NotAllowed, Role
from safeguarding.rulebook import actions, queries
from safeguarding.rulebook.errors import NotAWord
from safeguarding.rulebook.models import LocalWord

A_PAGE = 100
PROBLEMS = {
    "empty": lazy("Write a word first."),
    "letters": lazy("One word at a time: letters only, no spaces or numbers."),
    "long": lazy("That is longer than 40 letters."),
    "known": lazy("The rules know that word already."),
    "there": lazy("That word is on the list already."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.LEAD)
def words(request: WorkerRequest) -> HttpResponseBase:
    """The list, and its buttons."""
    now = timezone.now()
    problem, status = "", 200
    services = {str(row.pk): row for row in queries.services(request.user, now)}
    if request.method == "POST":
        try:
            _do(request, services, now)
            return redirect("lead_rulebook_words")
        except NotAWord as error:
            problem, status = str(PROBLEMS[error.code]), 422
    found = queries.words(request.user, now)
    context = {
        **frame(request, now, "lead_rulebook"),
        "tabs": tabs("lead_rulebook_words"),
        "heading": _finding(len(found)),
        "page": one_page(request, [_row(row, services) for row in found], A_PAGE),
        "services": list(services.values()),
        "typed": request.POST.get("word", ""),
        "wrong": problem,
    }
    return render(request, "lead/rulebook_words.html", context, status=status)


def _do(request: WorkerRequest, services: dict[str, Any], now: Any) -> None:
    if "remove" in request.POST:
        try:
            actions.remove_local_word(request.user, uuid.UUID(request.POST["remove"]), now)
        except ValueError:
            raise NotAllowed("local word") from None
        say(request, _("Removed. It is a strange word again."))
        return
    service = services.get(request.POST.get("service", "")) or next(iter(services.values()), None)
    if service is None:
        raise NotAllowed("local word")
    actions.add_local_word(request.user, service, request.POST.get("word", ""), now)
    say(request, _("Added. It counts from the next thing that is said."))


def _finding(many: int) -> str:
    if not many:
        return _("No local words yet")
    return ngettext("%s word of your own can be read", "%s words of your own can be read", many) % many


def _row(row: LocalWord, services: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "word": row.word,
        "service": row.service.name,
        "by": row.added_by.known_as,
        "at": row.added_at,
        "may_remove": str(row.service_id) in services,
    }
