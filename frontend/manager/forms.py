"""The form a change is written in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from voice.participation.periods import Period
from voice.participation.types import PARTS, Measure

_PARTS = [(part.value, part.label) for part in PARTS]


class ChangeForm(forms.Form):
    """What young people said, what is done about it or why not, by when."""

    measure = forms.ChoiceField(label="What it is about", choices=_PARTS)
    period = forms.ChoiceField(label="Said in")
    said = forms.CharField(label="What young people said, in your own words", max_length=200)
    did = forms.CharField(label="What you do about it, or why you can't", max_length=200)
    label = forms.CharField(label="A few words for the picture", max_length=24)
    cannot = forms.BooleanField(label="We can't", required=False)
    due_on = forms.DateField(label="By when", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, periods: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = self.fields["period"]
        assert isinstance(period, forms.ChoiceField)
        period.choices = [(one.name, one.words) for one in reversed(periods)]

    def told(self) -> dict[str, Any]:
        """The values as the action takes them."""
        return self.cleaned_data | {"measure": Measure(self.cleaned_data["measure"])}
