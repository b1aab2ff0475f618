"""What the tests of concerns begin with: a concern with the reasons and urgency a test asks for."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from safeguarding.concerns.actions import make_plan, open_concern
from safeguarding.concerns.models import Concern, Plan
from safeguarding.concerns.types import ReasonGiven, ReasonSource
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, PromiseKind

GIFTS = ReasonGiven("gifts.phone", 1, 11, "W", "soon", ReasonSource.WORDS, "A gift from someone new.", 3, 8)
HURT = ReasonGiven(
    "hurt.hits", 2, 2, "N", "today", ReasonSource.WORDS, "Somebody hurts them.", 10, 16, ("past",)
)


def a_concern(young_person: YoungPerson, now: datetime, **given: Any) -> Concern:
    """A "soon" concern of class W at the usual pace, unless told otherwise."""
    contribution = given.pop("contribution_id", uuid.uuid4())
    asked: dict[str, Any] = {"reasons": [GIFTS], "urgency": "soon", "pace": "just_tell", "route": "usual"}
    return open_concern(
        young_person,
        from_=("contribution", contribution),
        now=now,
        contribution_id=contribution,
        **asked | given,
    )


def urgent(young_person: YoungPerson, now: datetime, **given: Any) -> Concern:
    """A "now" concern of class N, on the ladder of "I am not safe"."""
    reason = replace(HURT, urgency="now", heading=1)
    return a_concern(
        young_person, now, **{"reasons": [reason], "urgency": "now", "climb": Climb.HELP_NOW} | given
    )


def a_plan(worker: Worker, concern: Concern, now: datetime, **given: Any) -> Plan:
    """See them at school within the hour."""
    asked: dict[str, Any] = {"what": "I will see them at school.", "speak": "After class, in person."}
    asked |= {"by": now + timedelta(hours=1), "doer": worker}
    return make_plan(worker, concern, now=now, **asked | given)


def looked_at_again(concern: Concern) -> Promise:
    """The later promise that somebody looks at it again, beside the first look."""
    rows = Promise.objects.filter(about_kind="concern", about_id=concern.pk, kind=PromiseKind.LOOK)
    return rows.exclude(pk=concern.look_id).get()
