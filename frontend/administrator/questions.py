"""Question sets: which a service offers, and those its administrators write, version and publish."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frontend.administrator.question_forms import (
    AGES,
    Questions,
    SetForm,
    draft_of,
    filled,
    in_words,
)
from frontend.administrator.tabs import frame_of
from frontend.desk.lines import how_many
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, NotNow, Role
from voice.questions import writing
from voice.questions.models import QuestionSet
from voice.questions.queries import in_full, offered_keys, options, questions_of, sets_to_offer, text, title
from voice.questions.reading import grade, page_grade
from voice.questions.types import SAFETY, Tier

NOT_NOW = {
    "published": "It is published: what young people answered must stay as it was asked. Make a new version.",
    "number": "A set has one to six questions; for the youngest, at most three.",
    "twice": "Each kind of safety can be asked about once in a set.",
    "core": "The questions about a decision are always there.",
}


@for_role(Role.ADMINISTRATOR)
@require_GET
def everything(request: WorkerRequest) -> HttpResponse:
    """Every set a service can offer, what is on, and a way to write another."""
    now = timezone.now()
    services = [row for row in queries.services_to_set_up(request.user, now) if row.closed_at is None]
    asked = request.GET.get("at", "")
    service = next((row for row in services if str(row.pk) == asked), services[0] if services else None)
    rows = _by_key(service) if service else []
    on = sum(row["is_on"] for row in rows)
    context = {
        **frame_of(request, "set_up_questions", now),
        "service": service,
        "services": services,
        "rows": rows,
        "heading": f"{how_many(on, 'question set' if on == 1 else 'question sets')} offered"
        if service
        else "No service yet",
    }
    return render(request, "administrator/questions.html", context)


def _by_key(service: Service) -> list[dict[str, Any]]:
    sets: dict[str, list[QuestionSet]] = {}
    for row in sets_to_offer(service):
        sets.setdefault(row.key, []).append(row)
    on = offered_keys(service, {key: rows[0].service_id for key, rows in sets.items()})
    return [
        {
            "key": key,
            "title": title(rows[0], "en"),
            "picture": rows[0].picture,
            "is_own": rows[0].service_id is not None,
            "is_on": key in on and any(row.published_at for row in rows),
            "can_switch": any(row.published_at for row in rows),
            "ages": [{"set": row, "age": AGES[Tier(row.tier)]} for row in rows],
        }
        for key, rows in sets.items()
    ]


@for_role(Role.ADMINISTRATOR)
@require_POST
def switch(request: WorkerRequest, service_id: UUID, key: str) -> HttpResponse:
    """Offer a set here and below, or no longer."""
    now = timezone.now()
    service = queries.service_to_set_up(request.user, service_id, now)
    is_on = request.POST.get("go") == "on"
    try:
        writing.switch_set(service, key, now, request.user, is_on=is_on)
        say(request, "Young people can choose it now." if is_on else "It is no longer offered.")
    except NotNow as refused:
        say(request, NOT_NOW[refused.code], "error")
    return _back(service)


def _back(service: Service | None) -> HttpResponse:
    response = redirect("set_up_questions")
    if service is not None:
        response["Location"] += f"?at={service.pk}"
    return response


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def add(request: WorkerRequest, service_id: UUID) -> HttpResponse:
    """Write a set for a service."""
    service = queries.service_to_set_up(request.user, service_id, timezone.now())
    form, questions = _forms(request, {}, [])
    if request.method == "POST" and form.is_valid() and questions.is_valid():
        try:
            row = writing.write_set(service, draft_of(form, questions), timezone.now(), request.user)
            say(request, "Saved. Young people see it when you publish it.")
            return redirect("set_up_question_set", row.pk)
        except (NotNow, writing.NotReadable) as refused:
            _refuse(form, refused)
    return _page(request, service, form, questions)


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, set_id: UUID) -> HttpResponse:
    """One version: a draft to be changed, tried and published; a published one to be looked at."""
    row = set_to_look_at(request.user, set_id)
    go = request.POST.get("go", "")
    form, questions = _forms(request if go == "save" else None, *filled(row))
    if request.method == "POST" and go == "save" and form.is_valid() and questions.is_valid():
        try:
            writing.change_set(row, draft_of(form, questions), timezone.now(), request.user)
            say(request, "Saved. Young people see it when you publish it.")
            return redirect("set_up_question_set", row.pk)
        except (NotNow, writing.NotReadable) as refused:
            _refuse(form, refused)
    elif request.method == "POST" and go != "save":
        return _did(request, row, go)
    return _page(request, row.service, form, questions, row)


def set_to_look_at(administrator: Worker, set_id: UUID) -> QuestionSet:
    """A version that came with the product, or one of a service they look after. Raises NotAllowed."""
    row = QuestionSet.objects.select_related("service").filter(pk=set_id).first()
    if row is None:
        raise NotAllowed("question set")
    if row.service_id is not None:
        queries.service_to_set_up(administrator, row.service_id, timezone.now())
    return in_full(row)


def _did(request: WorkerRequest, row: QuestionSet, go: str) -> HttpResponse:
    """Publish, stop, throw away, or begin the next version."""
    now, by = timezone.now(), request.user
    try:
        if go == "publish":
            writing.publish(row, now, by)
            say(request, "Published. Switch it on for the services that should offer it.")
        elif go == "stop":
            writing.stop(row, now, by)
            say(request, "Nobody is asked this any more. What was answered stays.")
        elif go == "throw":
            writing.throw_away(row, now, by)
            return _back(row.service)
        elif go == "version" or go in Tier.values:
            draft = writing.new_version(row, now, by, Tier(go) if go in Tier.values else None)
            return redirect("set_up_question_set", draft.pk)
    except writing.NotReadable as refused:
        say(request, " ".join(in_words(found) for found in refused.found), "error")
    except NotNow as refused:
        say(request, NOT_NOW[refused.code], "error")
    return redirect("set_up_question_set", row.pk)


def _forms(request: HttpRequest | None, start: dict[str, Any], questions: list[dict[str, Any]]) -> Any:
    data = request.POST if request is not None and request.method == "POST" else None
    return SetForm(data, initial=start), Questions(data, initial=questions, prefix="q")


def _refuse(form: SetForm, refused: NotNow | writing.NotReadable) -> None:
    """The page again, with every sentence that is too hard named."""
    if isinstance(refused, NotNow):
        form.add_error(None, NOT_NOW[refused.code])
        return
    for found in refused.found:
        form.add_error(None, in_words(found))


def _page(
    request: WorkerRequest,
    service: Service | None,
    form: SetForm,
    questions: Any,
    row: QuestionSet | None = None,
) -> HttpResponse:
    draft = row is None or (row.published_at is None and row.service_id is not None)
    context = {
        **frame_of(request, "set_up_questions", timezone.now()),
        "service": service,
        "set": row,
        "form": form,
        "questions": questions,
        "is_draft": draft,
        "read_at": service or next(iter(queries.services_to_set_up(request.user, timezone.now())), None),
        "grades": _grades(row) if row else [],
        "heading": _heading(row),
        "age": AGES[Tier(row.tier)] if row else "",
        "other_ages": [(tier, age) for tier, age in AGES.items() if row and tier != row.tier],
    }
    status = 422 if form.errors or questions.total_error_count() else 200
    return render(request, "administrator/question_set.html", context, status=status)


def _heading(row: QuestionSet | None) -> str:
    if row is None:
        return "A new question set"
    name = title(row, "en")
    if row.published_at is None:
        return f"{name} is a draft"
    return f"{name} has ended" if row.ended_at else f"{name} is published"


def _grades(row: QuestionSet) -> list[dict[str, Any]]:
    """How hard each question is to read, worst first."""
    found = []
    for number_, question in enumerate(questions_of(row), start=1):
        said = text(question, "en")
        labels = [option.label for option in options(question, row.scale, "en")]
        found.append(
            {
                "number": number_,
                "text": said,
                "picture": question.picture,
                "grade": grade(said),
                "page": page_grade(said, labels),
                "safety": question.code in SAFETY,
            }
        )
    return sorted(found, key=lambda one: -one["page"])
