"""Something said, for tests: through the same actions the pages use."""

from datetime import datetime
from typing import Any

from safeguarding.people.models import YoungPerson
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.models import Contribution, Draft
from voice.contributions.types import About
from voice.decisions.models import Decision
from voice.questions.load import load

SESSION = "the session that wrote it"
ORDINARY = "we had pizza on friday and it was good"
WORRIED = "i am not safe here please help me now"
ANSWERS = {"told": "2", "asked": "4", "said": "skip", "heard": "1", "counted": "not_sure", "back": "5"}


def begun(
    young_person: YoungPerson,
    now: datetime,
    about: About = About.FREE,
    decision: Decision | None = None,
    **said: Any,
) -> Draft:
    """A draft with these fields."""
    if about == About.DECISION:
        load(now)
    draft = drafts.begin(young_person, about, now, decision, SESSION)
    return drafts.save(draft, said, now) if said else draft


def send(
    young_person: YoungPerson, now: datetime, words: str = ORDINARY, about: About = About.FREE, **said: Any
) -> Contribution:
    """A contribution, begun and sent in the same moment."""
    return submit_contribution(young_person, begun(young_person, now, about, words=words, **said), now)
