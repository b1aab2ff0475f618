"""The form a rule is written with. What is wrong with a rule, the room says; this keeps what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.lead.rulebook_words import FAST, MEANS, headings
from safeguarding.people.models import Service
from safeguarding.rulebook.types import Near, Written
from safeguarding.screening.patterns import MOST_WORDS_BETWEEN

PAIRS = 3  # "near each other" lines on the form, and always one more than are filled in
MOST = 20_000
WITHIN = 4
CLASSES = [(letter, text) for letter, text in MEANS.items()]
FASTS = [(urgency.value, text) for urgency, text in FAST.items()]


def _lines(label: Any, help_text: Any, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class RuleForm(forms.Form):
    """One rule. Only what has to be known to keep the draft is asked for here."""

    service = forms.ChoiceField(
        label=_("Whose rule it is"), help_text=_("It holds for everybody below, too.")
    )
    heading = forms.TypedChoiceField(label=_("Heading"), coerce=int)
    statement = forms.CharField(
        label=_("Why somebody should look"),
        help_text=_("One plain sentence. Workers read it beside the words that were found."),
        required=False,
        max_length=300,
    )
    klass = forms.ChoiceField(label=_("What it means"), choices=CLASSES, widget=forms.RadioSelect)
    urgency = forms.ChoiceField(label=_("How fast"), choices=FASTS, widget=forms.RadioSelect)
    terms = _lines(
        _("Words to look for"),
        _("One line for each: a word, or words that stand together. Forms and misspellings are found too."),
    )
    match = _lines(
        _("Sentences it must find"),
        _("One a line. Make them up: never copy what a young person wrote."),
        3,
    )
    no_match = _lines(
        _("Sentences it must leave alone"),
        _("Ordinary sentences with some of the same words. One a line."),
        3,
    )
    source = forms.CharField(
        label=_("Where this comes from"),
        help_text=_("Guidance, research, or what you have seen. No names."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, services: list[Service], pairs: int = PAIRS, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["heading"].choices = headings()  # type: ignore[attr-defined]  # a choice field
        self.fields["service"].choices = [(str(row.pk), row.name) for row in services]  # type: ignore[attr-defined]
        self.pairs = pairs
        for place in range(pairs):
            self.fields[f"first_{place}"] = forms.CharField(
                label=_("Any of"), required=False, max_length=MOST
            )
            self.fields[f"second_{place}"] = forms.CharField(
                label=_("near any of"), required=False, max_length=MOST
            )
            self.fields[f"within_{place}"] = forms.IntegerField(
                label=_("words between"),
                required=False,
                min_value=1,
                max_value=MOST_WORDS_BETWEEN,
                widget=forms.NumberInput(attrs={"placeholder": WITHIN}),
            )

    def near_rows(self) -> list[list[forms.BoundField]]:
        """The three fields of each "near each other" line."""
        return [
            [self[f"{name}_{place}"] for name in ("first", "second", "within")] for place in range(self.pairs)
        ]

    def written(self) -> Written:
        """What was typed, as the room takes it."""
        said = self.cleaned_data
        near = [
            Near(
                _words(said[f"first_{place}"]),
                _words(said[f"second_{place}"]),
                said[f"within_{place}"] or WITHIN,
            )
            for place in range(self.pairs)
        ]
        return Written(
            heading=said["heading"],
            klass=said["klass"],
            urgency=said["urgency"],
            statement=said["statement"],
            source=said["source"],
            terms=tuple(said["terms"].splitlines()),
            near=tuple(pair for pair in near if pair.first or pair.second),
            match=tuple(said["match"].splitlines()),
            no_match=tuple(said["no_match"].splitlines()),
        )


def _words(typed: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in typed.split(",") if word.strip())


def filled(written: Written) -> dict[str, Any]:
    """A rule as the form shows it."""
    start: dict[str, Any] = {
        name: "\n".join(getattr(written, name)) for name in ("terms", "match", "no_match")
    }
    start |= {name: getattr(written, name) for name in ("heading", "klass", "urgency", "statement", "source")}
    for place, near in enumerate(written.near):
        start[f"first_{place}"], start[f"second_{place}"] = ", ".join(near.first), ", ".join(near.second)
        start[f"within_{place}"] = near.within
    return start


def pairs_for(written: Written | None) -> int:
    """Room for those there are, and for one more."""
    return max(PAIRS, len(written.near) + 1) if written else PAIRS
