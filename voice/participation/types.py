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


PARTS = tuple(Measure(part.value) for part in Part)
WORKERS = {part: Measure(f"w_{part.value}") for part in PARTS}  # the other side of the involvement gap

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
}


class PeriodNotOver(ValueError):
    """A period closes only once it has ended."""


class PeriodOutOfOrder(ValueError):
    """Periods close one after the other: what waits must wait for the next one."""
