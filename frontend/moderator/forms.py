"""What a moderator's buttons send."""

from django import forms

from frontend.moderator.rows import WHYS
from voice.moderation.types import Grade

# Short names of the twenty headings, for a moderator who saw what no rule did.
HEADINGS = (
    (1, "Not safe right now"),
    (2, "Someone hurts, frightens or threatens them"),
    (3, "Not looked after"),
    (4, "Where they live does not feel safe"),
    (5, "About a worker, carer or someone in charge"),
    (6, "Hurting themselves, or not wanting to be here"),
    (7, "Pressured about body, pictures or relationships"),
    (8, "Online: strangers, secrets, threats, being paid"),
    (9, "Away from home, staying elsewhere"),
    (10, "Older or controlling people"),
    (11, "Gifts, money, lifts, phones, places to stay"),
    (12, "Owing, carrying, keeping or doing jobs for others"),
    (13, "Moved around, papers or phone held"),
    (14, "Alcohol or drugs"),
    (15, "Cut off from family, friends, school, their worker"),
    (16, "New places, cars, strangers calling"),
    (17, "Told to keep quiet, or took something back"),
    (18, "Missing school, big changes in mood"),
    (19, "Worried about another child"),
    (20, "Wants to talk to someone"),
)


class Finish(forms.Form):
    grade = forms.ChoiceField(choices=Grade.choices)
    # "off" is an answer too, among the 1 in 20 that come with the question.
    rules_missed = forms.TypedChoiceField(
        choices=(("on", ""), ("off", "")),
        coerce=lambda value: value == "on",
        required=False,
        empty_value=None,
    )
    headings = forms.TypedMultipleChoiceField(choices=HEADINGS, coerce=int, required=False)


class KeepBack(forms.Form):
    why = forms.ChoiceField(label="Why", choices=WHYS)
    told = forms.CharField(
        label="What the young person is told",
        max_length=500,
        required=False,
        help_text="Short and plain. They read it beside their words.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PullBack(forms.Form):
    told = forms.CharField(
        label="What the young person is told",
        max_length=500,
        help_text="Short and plain: why it is not shared any more.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Return(forms.Form):
    why = forms.CharField(
        label="What should be different",
        max_length=1_000,
        help_text="The worker reads this beside their answer.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
