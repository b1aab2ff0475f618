"""A question as a young person sees it, for whoever writes it. Nothing tapped here is kept."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frontend.administrator.questions import set_to_look_at
from frontend.components import inline
from frontend.guards import WorkerRequest
from frontend.staff.roles import for_role
from safeguarding.people.types import Role
from voice.questions.queries import options, questions_of, text
from voice.questions.types import Scale
from voice.questions.words import beside_options


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def preview(request: WorkerRequest, set_id: UUID, number: int) -> HttpResponse:
    """Question ``number``. Next and Back walk the set; Exit goes back to writing it."""
    row = set_to_look_at(request.user, set_id)
    asked = questions_of(row)
    if not 1 <= number <= len(asked):
        raise Http404
    if request.method == "POST":
        onward = number + (-1 if request.POST.get("go") == "back" else 1)
        if not 1 <= onward <= len(asked):
            return redirect("set_up_question_set", row.pk)
        return redirect("set_up_question_preview", row.pk, onward)
    this = asked[number - 1]
    faces = not this.options
    easy = row.scale == Scale.THREE and faces
    found = options(this, row.scale, "en")
    parts = ("choice", "choices", "stack") + (("face",) if faces else ()) + (("tiles",) if easy else ())
    not_sure, skip, _ = beside_options("en")
    context = {
        "parts": parts,
        "product_name": settings.PRODUCT_NAME,
        "exit_url": reverse("set_up_question_set", args=[row.pk]),
        "title": text(this, "en"),
        "picture": this.picture,
        "easy": easy,
        "options": list(reversed(found)) if faces else found,
        "not_sure": not_sure.label,
        "skip": skip.label,
        "count": f"{number} of {len(asked)}",
        "now": timezone.now(),
    }
    response = render(request, "administrator/question_preview.html", context)
    response["Content-Security-Policy"] = inline.content_security_policy(parts)
    return response
