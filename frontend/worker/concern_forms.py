"""What a worker fills in about a concern. The rules are the room's: these parse and keep what was typed."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontend.desk.wording import NOTE_KINDS, OUTCOMES
from safeguarding.concerns.shown import ConcernPage
from safeguarding.people.models import Worker
from safeguarding.people.queries import name_of

MOST = 10_000  # characters of a worker's own text
YES_NO = (("yes", _("Yes")), ("no", _("No")))
AGREE = (("yes", _("I agree")), ("no", _("I do not agree")))
FASTER = ("faster_why", "told", "not_told_why")
ADVICE_DAYS = (("1", _("tomorrow")), ("2", _("in 2 days")), ("5", _("in 5 days")), ("10", _("in 10 days")))


def area(rows: int = 2, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


def text(label: Any, rows: int = 2, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A worker's own text, as many lines as they like."""
    return forms.CharField(
        label=label, widget=area(rows), required=required, max_length=MOST, help_text=help_text
    )


class Moment(forms.DateTimeField):
    """A local day and time, typed or picked."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)


class OneOf(forms.ChoiceField):
    """One of these people; the value is the person."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[], **options)
        self.people: dict[str, Worker] = {}

    def offer(self, people: list[Worker], me: Worker | None = None, nobody: str = "") -> None:
        """Set who may be chosen, ``me`` first; ``nobody`` is what to call not choosing anyone."""
        self.people = {str(person.pk): person for person in ([me] if me else []) + people}
        first = [("", nobody)] if nobody else []
        names = [
            (key, _("Me") if me and row.pk == me.pk else row.known_as) for key, row in self.people.items()
        ]
        self.choices = [*first, *names]

    def clean(self, value: Any) -> Any:
        """The person chosen."""
        return self.people.get(super().clean(value))


class PlanForm(forms.Form):
    """Who will do what by when, and when and how the young person is spoken to."""

    what = text(_("Who will do what"))
    by = Moment(label=_("By"))
    doer = OneOf(label=_("Who"))
    speak = forms.CharField(max_length=500)
    faster_why = text(_("Why it can’t wait"), required=False)
    told = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, required=False)
    not_told_why = text(
        _("If no: how could telling put someone in danger?"),
        required=False,
        help_text=_("A second person looks at this."),
    )

    def goes_faster(self) -> bool:
        """Something was filled in about not waiting."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in FASTER)

    def __init__(self, page: ConcernPage, me: Worker, **options: Any) -> None:
        super().__init__(**options)
        name = name_of(page.young_person)
        doer = self.fields["doer"]
        if isinstance(doer, OneOf):
            doer.offer(page.people, me)
        self.fields["speak"].label = _("When and how will you speak with %(name)s?") % {"name": name}
        self.fields["told"].label = _("Will %(name)s be told this?") % {"name": name}
        self.fields["by"].help_text = _("At the latest %(time)s") % {
            "time": timezone.localtime(page.act_by).strftime("%a %H:%M")
        }


class DoneForm(forms.Form):
    """What was done."""

    text = text(_("What did you do?"), help_text=_("A fact: it goes into the notes."))


class NoteForm(forms.Form):
    """A fact, an opinion, or something heard."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=list(NOTE_KINDS.items()), widget=forms.RadioSelect
    )
    text = text(_("Note"), rows=3)
    heard_from = forms.CharField(label=_("If heard: from whom?"), required=False, max_length=120)


class AdviceForm(forms.Form):
    """One question to a specialist."""

    adviser = OneOf(label=_("Whom do you ask?"))
    question = text(_("Your question"))
    chosen = text(
        _("What they need to see"),
        rows=3,
        required=False,
        help_text=_("They see this and your question. Nothing else."),
    )
    basis = forms.CharField(label=_("Why it may be shared with them"), max_length=200)
    ends = forms.ChoiceField(label=_("The question ends"), choices=ADVICE_DAYS, initial="2")

    def __init__(self, page: ConcernPage, **options: Any) -> None:
        super().__init__(**options)
        adviser = self.fields["adviser"]
        if isinstance(adviser, OneOf):
            adviser.offer(page.advisers)

    def ends_at(self, now: datetime) -> datetime:
        """When the adviser can see it no more."""
        return now + timedelta(days=int(self.cleaned_data["ends"]))


class HandOverForm(forms.Form):
    """To somebody who could read it anyway."""

    to = OneOf(label=_("Who takes it?"))

    def __init__(self, page: ConcernPage, **options: Any) -> None:
        super().__init__(**options)
        to = self.fields["to"]
        if isinstance(to, OneOf):
            to.offer(page.people)


class OutcomeForm(forms.Form):
    """How it ends, and why."""

    kind = forms.ChoiceField(label=_("What came of it?"), choices=[("", _("Choose")), *OUTCOMES.items()])
    reason = text(_("Why"), rows=3)
    receiver = forms.CharField(label=_("If passed on: to whom?"), required=False, max_length=120)
    reference = forms.CharField(label=_("Their reference, if there is one"), required=False, max_length=60)
    review_at = Moment(label=_("If asked to wait: look again when?"), required=False)


class SecondForm(forms.Form):
    """A second person's answer."""

    agree = forms.ChoiceField(label=_("Do you agree?"), choices=AGREE, widget=forms.RadioSelect)
    reason = text(_("Why"), required=False, help_text=_("Needed if you do not agree."))


class CheckForm(forms.Form):
    """A second person looks at why a young person was not told."""

    agree = forms.ChoiceField(label=_("Do you agree?"), choices=AGREE, widget=forms.RadioSelect)
    comment = text(
        _("What should happen instead?"), required=False, help_text=_("Needed if you do not agree.")
    )


class ReceiptForm(forms.Form):
    """They have it."""

    reference = forms.CharField(label=_("Their reference"), required=False, max_length=60)
