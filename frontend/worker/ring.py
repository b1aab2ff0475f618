"""Pages on which a worker answers a drill, or writes down a call to an outside team."""

import uuid

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from frontend.desk.frame import frame
from frontend.desk.times import when_exactly
from frontend.guards import WorkerRequest, for_worker
from frontend.staff.desk import say
from safeguarding.people.types import NotAllowed
from safeguarding.promises import calls, drills
from safeguarding.promises.actions import rang
from safeguarding.promises.actions.drills import answer_drill
from safeguarding.promises.types import AlreadyKept, CannotHave

YES_NO = (("yes", lazy("Yes")), ("no", lazy("No, nobody answered")))


class CallForm(forms.Form):
    """Did somebody answer, and who."""

    answered = forms.ChoiceField(label=lazy("Did somebody answer?"), choices=YES_NO, widget=forms.RadioSelect)
    who = forms.CharField(
        label=lazy("Who answered?"),
        max_length=120,
        required=False,
        help_text=lazy("Their name and team, as they gave it."),
    )

    def clean_who(self) -> str:
        """Whoever answered has a name."""
        who = str(self.cleaned_data.get("who", "")).strip()
        if self.cleaned_data.get("answered") == "yes" and not who:
            raise forms.ValidationError(_("Write who answered."))
        return who


@require_http_methods(["GET", "HEAD", "POST"])
@for_worker
def ring(request: WorkerRequest, promise_id: uuid.UUID) -> HttpResponseBase:
    """Which number to ring, and what came of it."""
    now = timezone.now()
    call = calls.to_make(request.user, promise_id, now)
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answered = form.cleaned_data["who"] if form.cleaned_data["answered"] == "yes" else ""
        try:
            rang(call.promise, request.user, answered, now)
        except (AlreadyKept, CannotHave):
            say(request, _("It has moved on meanwhile."), "error")
        else:
            written = _("Written down. It is quiet for 15 minutes; a plan is still needed.")
            say(request, written if answered else _("Written down. It goes on up its ladder."))
        return redirect("inbox")
    made = [(when_exactly(row.rang_at, now), row.rang_by.known_as, row.who) for row in call.made]
    context = {**frame(request, now, "inbox"), "phone": call.phone, "form": form, "made": made}
    return render(request, "worker/ring.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_worker
def drill(request: WorkerRequest, drill_id: uuid.UUID) -> HttpResponseBase:
    """A drill that reached this worker: says so, and one button answers it."""
    now = timezone.now()
    row = drills.one(drill_id)
    if row is None or not drills.reached(row, request.user, now):
        raise NotAllowed("drill")
    if request.method == "POST":
        try:
            answer_drill(request.user, row, now)
        except AlreadyKept:
            say(request, _("Somebody answered it before you."))
        else:
            say(request, _("Answered. That was practice: thank you."))
        return redirect("inbox")
    return render(request, "worker/drill.html", frame(request, now, "inbox"))
