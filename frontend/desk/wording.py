"""What a worker's pages call things."""

from django.utils.translation import gettext_lazy as _

from safeguarding.concerns.types import NoteKind, OutcomeKind, Pace
from safeguarding.promises.types import PromiseKind
from safeguarding.screening import notes
from safeguarding.screening.types import Heading
from voice.contributions.types import WithMe
from voice.questions.types import Part

PACES = {
    Pace.JUST_TELL: _("Just tell"),
    Pace.TALK_FIRST: _("Talk with me first"),
    Pace.NOT_YET: _("Not yet"),
    Pace.DO_SOMETHING: _("Please do something"),
}
WITH_ME = {
    WithMe.NOBODY: _("No one is with me"),
    WithMe.SOMEONE_OK: _("Someone is with me, that is OK"),
    WithMe.SOMEONE_NOT_OK: _("Someone is with me, that is not OK"),
}
CLOCKS = {"now": _("Now"), "today": _("Today"), "soon": _("Soon"), "ordinary": _("Usual")}
CLOCK_CHIPS = {"now": _("Now clock"), "today": _("Today clock"), "soon": _("Soon clock")}

# (kind of promise, what it is about): the verb of its line
TASKS = {
    (PromiseKind.READ, "contribution"): _("Read"),
    (PromiseKind.READ, "reply"): _("Read an answer"),
    (PromiseKind.LOOK, "concern"): _("Look"),
    (PromiseKind.ACT, "plan"): _("Act on your plan"),
    (PromiseKind.ACT, "concern"): _("Check that it arrived"),
    (PromiseKind.ANSWER, "contribution"): _("Answer"),
    (PromiseKind.ADVISE, "advice_question"): _("Give advice"),
    (PromiseKind.REVIEW, "outcome"): _("Second look at an outcome"),
    (PromiseKind.REVIEW, "plan"): _("Second look: not told"),
    (PromiseKind.REVIEW, "glass"): _("Second look: opened in an emergency"),
}
KINDS = {
    PromiseKind.READ: _("Read"),
    PromiseKind.LOOK: _("Look"),
    PromiseKind.ACT: _("Act"),
    PromiseKind.ANSWER: _("Answer"),
    PromiseKind.ADVISE: _("Advise"),
    PromiseKind.REVIEW: _("Review"),
}
NOTE_KINDS = {
    NoteKind.FACT: _("Fact: I saw or did it"),
    NoteKind.OPINION: _("Opinion: what I think"),
    NoteKind.HEARD: _("Heard from somebody"),
}
NOTE_TITLES = {NoteKind.FACT: _("Fact"), NoteKind.OPINION: _("Opinion"), NoteKind.HEARD: _("Heard")}
OUTCOMES = {
    OutcomeKind.SPOKE: _("Spoke with the young person, no worry now"),
    OutcomeKind.KNOWN: _("Already known and in hand"),
    OutcomeKind.SUPPORT: _("Support agreed"),
    OutcomeKind.PLAN_CHANGED: _("Where they live or their plan changed"),
    OutcomeKind.CHILD_PROTECTION: _("Passed to child protection"),
    OutcomeKind.POLICE: _("Passed to police"),
    OutcomeKind.DESIGNATED_OFFICER: _("About staff: passed to the designated officer"),
    OutcomeKind.COMPLAINT: _("Complaint started"),
    OutcomeKind.TRAFFICKING: _("Trafficking referral"),
    OutcomeKind.RETURN_INTERVIEW: _("Missing or return interview"),
    OutcomeKind.ADULT_PROTECTION: _("Adult protection"),
    OutcomeKind.SHARED: _("Shared as information"),
    OutcomeKind.ASKED_TO_WAIT: _("The young person asked to wait"),
    OutcomeKind.ANOTHER_CHILD: _("About another child"),
    OutcomeKind.MEANT_ELSE: _("The words meant something else"),
    OutcomeKind.NOT_FOUND_OUT: _("Could not find out"),
}
PARTS = {
    Part.TOLD: _("Told: somebody told them what it was about"),
    Part.ASKED: _("Asked: somebody asked what they wanted"),
    Part.SAID: _("Said: they could say it their way"),
    Part.HEARD: _("Heard: people listened"),
    Part.COUNTED: _("Counted: it made a difference"),
    Part.BACK: _("Back to me: somebody told them what was decided and why"),
}
FIVE = {
    "5": _("Yes, a lot"),
    "4": _("Yes, a bit"),
    "3": _("In the middle"),
    "2": _("No, not much"),
    "1": _("No, not at all"),
}
HEADINGS = {
    Heading.NOT_SAFE_NOW: _("Not safe now"),
    Heading.HURT_OR_THREATENED: _("Hurt or threatened"),
    Heading.NOT_LOOKED_AFTER: _("Not looked after"),
    Heading.HOME_NOT_SAFE: _("Where they live"),
    Heading.SOMEONE_IN_CHARGE: _("Someone in charge"),
    Heading.HURTING_MYSELF: _("Hurting themselves"),
    Heading.PRESSURED: _("Pressure"),
    Heading.ONLINE: _("Online"),
    Heading.AWAY: _("Away from home"),
    Heading.CONTROLLING: _("Older or controlling people"),
    Heading.GIFTS: _("Gifts"),
    Heading.JOBS_FOR_OTHERS: _("Jobs for others"),
    Heading.MOVED_AROUND: _("Moved around, not free"),
    Heading.ALCOHOL_OR_DRUGS: _("Alcohol or drugs"),
    Heading.CUT_OFF: _("Cut off"),
    Heading.NEW_PEOPLE: _("New people and places"),
    Heading.KEPT_QUIET: _("Told to keep quiet"),
    Heading.SCHOOL_OR_MOOD: _("School or mood"),
    Heading.ANOTHER_CHILD: _("Another child"),
    Heading.WANTS_TO_TALK: _("Wants to talk"),
}
# What screening noted about a reason, in plain words. A note explains; it never makes a reason go away.
NOTES = {
    notes.NEGATED: _("There is a “not” nearby."),
    notes.PAST: _("It may be about the past."),
    notes.SOMEONE_ELSE: _("It may be about someone else."),
    notes.QUOTED: _("It may be somebody else’s words."),
    notes.JOKE: _("It may be said as a joke."),
    notes.GUESSED: _("A spelling was guessed."),
}
WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
