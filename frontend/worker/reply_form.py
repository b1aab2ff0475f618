"""An answer to a young person, with a hint about long sentences. A hint never stops anybody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from voice.contributions.types import AnswerWay
from voice.replies.plain import long_sentences

WAYS = (
    (AnswerWay.HERE, _("Here, in writing")),
    (AnswerWay.IN_PERSON, _("In person")),
)


class ReplyForm(forms.Form):
    """The words and the way they go."""

    text = forms.CharField(
        label=_("Your answer, in plain words"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4, "data-plain": "15"}),
        help_text=_("Short sentences. Who will do what, by when. If no: why."),
    )
    way = forms.ChoiceField(label=_("How it reaches them"), choices=WAYS)

    def too_long(self) -> list[str]:
        """The sentences that are hard to read."""
        return long_sentences(self.cleaned_data.get("text", ""))
