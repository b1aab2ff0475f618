"""What the gate lets out figures about."""

from decimal import Decimal

from django.db.models import TextChoices

from voice.questions.types import Part

EPSILON = Decimal("1.00")  # what one answer may give away; see docs/decisions/0010-protected-counts.md
SENSITIVITY = 2  # changing one answer moves two of the three counts by one each


class Measure(TextChoices):
    """The six parts as young people see them, and as workers do; who replied; promises kept."""

    TOLD = Part.TOLD.value, "Told"
    ASKED = Part.ASKED.value, "Asked"
    SAID = Part.SAID.value, "Said"
    HEARD = Part.HEARD.value, "Heard"
    COUNTED = Part.COUNTED.value, "Counted"
    BACK = Part.BACK.value, "Back to me"
    WORKERS_TOLD = "w_told", "Told, as workers see it"
    WORKERS_ASKED = "w_asked", "Asked, as workers see it"
    WORKERS_SAID = "w_said", "Said, as workers see it"
    WORKERS_HEARD = "w_heard", "Heard, as workers see it"
    WORKERS_COUNTED = "w_counted", "Counted, as workers see it"
    WORKERS_BACK = "w_back", "Back to me, as workers see it"
    REPLIED = "replied", "Replied"
    READ = "read_kept", "Read in time"
    ANSWERED = "answer_kept", "Answered in time"
    READ_DAY = "read_day", "Read within a day"
    REACHED_DAY = "reached_day", "Read within a day of reaching a worker"
    ANSWER_WEEK = "answer_week", "Answered within a week"
    ANSWER_MONTH = "answer_month", "Answered within four weeks"
    KNEW_BEFORE = "d_told", "Told before the day"
    ASKED_BEFORE = "d_asked", "Asked before it was decided"
    TOLD_WHY = "d_why", "Told what was decided and why"


PARTS = tuple(Measure(part.value) for part in Part)
WORKERS = {part: Measure(f"w_{part.value}") for part in PARTS}  # the other side of the involvement gap
KEPT = (Measure.READ, Measure.ANSWERED)
# How fast: by the young person's clock (since they sent it), and by the worker's (since it reached them).
SPEED = (Measure.READ_DAY, Measure.REACHED_DAY, Measure.ANSWER_WEEK, Measure.ANSWER_MONTH)
DECIDED = (Measure.KNEW_BEFORE, Measure.ASKED_BEFORE, Measure.TOLD_WHY)

# A figure's sentence: "Between 5 and 8 in 10 felt heard."
WHAT = {
    Measure.TOLD: "knew what it was about",
    Measure.ASKED: "were asked",
    Measure.SAID: "could say it their way",
    Measure.HEARD: "felt heard",
    Measure.COUNTED: "felt it made a difference",
    Measure.BACK: "were told what was decided and why",
    Measure.REPLIED: "of those asked replied",
    Measure.READ: "had all they said read in time",
    Measure.ANSWERED: "had all their answers in time",
    Measure.READ_DAY: "had all they said read within a day of sending it",
    Measure.REACHED_DAY: "had all they said read within a day of it reaching a worker",
    Measure.ANSWER_WEEK: "had an answer to all they said within a week",
    Measure.ANSWER_MONTH: "had an answer to all they said within four weeks",
    Measure.KNEW_BEFORE: "were told about every decision before the day",
    Measure.ASKED_BEFORE: "were asked before every decision was made",
    Measure.TOLD_WHY: "were told what was decided and why, every time, within two weeks",
    **{
        theirs: f"of their workers thought the young person {said}"
        for theirs, said in (
            (Measure.WORKERS_TOLD, "knew what it was about"),
            (Measure.WORKERS_ASKED, "was asked"),
            (Measure.WORKERS_SAID, "could say it their way"),
            (Measure.WORKERS_HEARD, "was heard"),
            (Measure.WORKERS_COUNTED, "made a difference"),
            (Measure.WORKERS_BACK, "was told what was decided and why"),
        )
    },
}

# What a part means, beside its name.
MEANS = {
    Measure.TOLD: "I knew what it was about",
    Measure.ASKED: "somebody asked me",
    Measure.SAID: "I could say it my way",
    Measure.HEARD: "the people deciding listened",
    Measure.COUNTED: "it made a difference",
    Measure.BACK: "told what was decided and why",
    Measure.REPLIED: "answered when they were asked",
    Measure.READ: "a named person read it by the time we said",
    Measure.ANSWERED: "an answer came by the time we said",
    Measure.READ_DAY: "read within 24 hours of being sent: the young person's clock",
    Measure.REACHED_DAY: "read within 24 hours of reaching who had it last: the worker's clock",
    Measure.ANSWER_WEEK: "an answer came within seven days of being sent",
    Measure.ANSWER_MONTH: "an answer came within 28 days of being sent",
    Measure.KNEW_BEFORE: "it stood on their page before the day of the meeting",
    Measure.ASKED_BEFORE: "somebody asked them before the decision was written down",
    Measure.TOLD_WHY: "what was decided, and what changed or why not, within two weeks",
}


class PeriodNotOver(ValueError):
    """A period closes only once it has ended."""


class PeriodOutOfOrder(ValueError):
    """Periods close one after the other: what waits must wait for the next one."""
