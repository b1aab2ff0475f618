"""The form of a question set: its name, its age, and up to six questions."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet

from frontend.components.drawings import drawings
from voice.questions.models import QuestionSet
from voice.questions.queries import questions_of
from voice.questions.reading import MOST_PAGE, MOST_STRING, MOST_WORDS, TooHard
from voice.questions.types import SAFETY, Tier
from voice.questions.writing import MOST, AskedHere, Draft

AGES = {Tier.FOUR: "4 to 7", Tier.EIGHT: "8 to 10", Tier.ELEVEN: "11 to 17", Tier.EIGHTEEN: "18 and over"}
MEASURES = {
    "words": "it has {value:.0f} words, and {words} is the most",
    "sentence": "its reading grade is {value:.1f}, and {string:.1f} is the most",
    "page": "with its answers the page’s reading grade is {value:.1f}, and {page:.1f} is the most",
}


def pictures() -> list[tuple[str, str]]:
    """Every drawing a question can have, by name."""
    return [("", "Choose"), *((name, name.replace("_", " ")) for name in sorted(drawings("picture")))]


class SetForm(forms.Form):
    title = forms.CharField(label="What young people see it called", max_length=60)
    picture = forms.ChoiceField(label="Its picture")
    tier = forms.ChoiceField(label="For which age", choices=[(tier, AGES[tier]) for tier in Tier])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "picture", pictures())


class QuestionForm(forms.Form):
    text = forms.CharField(label="The question", max_length=120, required=False)
    easy = forms.CharField(label="The same in fewer words, if you can", max_length=120, required=False)
    picture = forms.ChoiceField(label="Picture", required=False)
    safety = forms.ChoiceField(label="Is it about safety?", required=False)
    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "picture", pictures())
        about = [(code, f"Yes: feeling safe {where}") for code, where in SAFETY.items()]
        _choices(self, "safety", [("", "No"), *about])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("text") and not data.get("picture"):
            self.add_error("picture", "Choose a picture: not everybody reads.")
        return data


Questions = forms.formset_factory(QuestionForm, extra=MOST, max_num=MOST, validate_max=True)


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def draft_of(form: SetForm, questions: "BaseFormSet[QuestionForm]") -> Draft:
    """What was written on the page."""
    asked = tuple(
        AskedHere(row["text"], row["picture"], row["easy"], row["safety"], row["code"])
        for row in (one.cleaned_data for one in questions)
        if row.get("text")
    )
    data = form.cleaned_data
    return Draft(data["title"], data["picture"], Tier(data["tier"]), asked)


def filled(row: QuestionSet) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the page starts with for a set that is there."""
    questions = []
    for question in questions_of(row):
        texts = {text.language: text.text for text in question.texts.all()}
        questions.append(
            {
                "text": texts.get("en", ""),
                "easy": texts.get("en-easy", ""),
                "picture": question.picture,
                "safety": question.code if question.code in SAFETY else "",
                "code": question.code,
            }
        )
    return {"title": row.titles.get("en", ""), "picture": row.picture, "tier": row.tier}, questions


def in_words(found: TooHard) -> str:
    """Which sentence is too hard, and by how much."""
    measure = MEASURES[found.measure].format(
        value=found.value, words=MOST_WORDS, string=MOST_STRING, page=MOST_PAGE
    )
    return f"“{found.text}” is too hard: {measure}."
