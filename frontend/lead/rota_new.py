"""A rota where there is none yet: for which service, and what it is for."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from frontend.desk.frame import frame
from frontend.guards import WorkerRequest
from frontend.lead.rotas import KEEPERS
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people.models import Service
from safeguarding.people.types import ServiceKind
from safeguarding.promises.actions import make_rota
from safeguarding.promises.rotas import rotas_kept_by
from safeguarding.promises.types import CannotHave, RotaKind

# What it is for, and what young people may read instead of a person's name.
FOR = {
    RotaKind.DUTY: (lazy("On call for the service"), lazy("Team on call")),
    RotaKind.INDEPENDENT: (lazy("Independent: people outside the service"), lazy("People outside")),
    RotaKind.MODERATORS: (lazy("Reading: moderators"), lazy("Readers")),
    RotaKind.ADVOCATES: (lazy("Advocates"), lazy("Advocates")),
}


class RotaForm(forms.Form):
    """What it is for, where, and what it is called."""

    kind = forms.ChoiceField(
        label=lazy("What it is for"), choices=[(kind, FOR[kind][0]) for kind in RotaKind]
    )
    at = forms.ChoiceField(
        label=lazy("Where (and everything below it)"),
        help_text=lazy(
            "The independent rota stands above the service it is for, so that it is outside its line."
        ),
    )
    name = forms.CharField(
        label=lazy("What young people read, if it is not the usual"), max_length=80, required=False
    )

    def __init__(self, services: list[Service], **options: Any) -> None:
        super().__init__(**options)
        self.services = {str(row.pk): row for row in services}
        where = self.fields["at"]
        if isinstance(where, forms.ChoiceField):
            where.choices = [
                (key, f"{row.name} ({ServiceKind(row.kind).label})") for key, row in self.services.items()
            ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(*KEEPERS)
def new(request: WorkerRequest) -> HttpResponseBase:
    """Made empty; its own page then puts somebody on."""
    now = timezone.now()
    services = rotas_kept_by(request.user, now).filter(closed_at__isnull=True)
    services = services.exclude(kind=ServiceKind.HOME).order_by("path")
    form = RotaForm(list(services), data=request.POST or None, initial={"kind": request.GET.get("for", "")})
    problem = ""
    if form.is_valid():
        given = form.cleaned_data
        kind = RotaKind(given["kind"])
        try:
            name = given["name"] or str(FOR[kind][1])
            rota = make_rota(request.user, form.services[given["at"]], kind, name, now)
        except CannotHave:
            problem = _("There is one of that kind already: change that one.")
        else:
            say(request, _("It is there, with nobody on it yet."))
            return redirect("lead_rota", rota.pk)
    context = {**frame(request, now, "lead_rotas"), "form": form, "problem": problem}
    return render(request, "lead/rota_new.html", context, status=422 if problem or form.errors else 200)
