"""One tap: "I am not safe"."""

import uuid
from datetime import datetime, timedelta

from safeguarding.concerns.actions import open_concern
from safeguarding.concerns.types import ReasonGiven, ReasonSource
from safeguarding.people.models import YoungPerson
from safeguarding.people.types import Route
from safeguarding.promises import actions as promises
from safeguarding.promises.staff import staff_of
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.screening.types import Heading
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.trail.types import young_person as as_young_person
from voice.contributions.models import Contribution
from voice.contributions.permission import hold
from voice.contributions.routing import leave_home_out, tapped_about_them
from voice.contributions.submitting import CLIMBS, make_moderation
from voice.contributions.types import About

SAME_CALL = timedelta(minutes=1)
REASON = ReasonGiven(
    rule="help-now",
    rule_version=1,
    heading=int(Heading.NOT_SAFE_NOW),
    klass="N",
    urgency="now",
    source=ReasonSource.HELP_NOW,
    statement="Tapped “I am not safe”. A person speaks with them at once.",
)


def help_now(young_person: YoungPerson, now: datetime) -> Contribution:
    """ "I am not safe": at once, a "now" concern. A second tap within a minute is the same call."""
    with change(now):
        hold(young_person)  # two taps at once come one after the other
        calls = Contribution.objects.filter(young_person=young_person, about=About.HELP_NOW)
        before = calls.filter(sent_at__gt=now - SAME_CALL).order_by("-sent_at").first()
        return before or _call(young_person, now)


def _call(young_person: YoungPerson, now: datetime) -> Contribution:
    key, staff = uuid.uuid4(), staff_of(young_person, now)
    leave_home_out(young_person, key, now)
    route = Route.INDEPENDENT if tapped_about_them(young_person) else Route.USUAL
    row = Contribution(
        pk=key,
        young_person=young_person,
        service=young_person.service,
        about=About.HELP_NOW,
        language=young_person.language,
        route=route,
        sent_at=now,
        draft_id=uuid.uuid4(),
    )
    # The concern's clock is the one that pages; whoever reads for them learns of it in their own time too.
    row.reading = promises.make(
        PromiseKind.READ, Clock.ORDINARY, CLIMBS[route],
        about=("contribution", key), young_person=young_person, now=now, contribution_id=key, staff=staff,
    )  # fmt: skip
    if route is Route.USUAL and row.reading.climb == Climb.INDEPENDENT:
        route = row.route = Route.INDEPENDENT  # nobody is left on the usual ladder
    row.moderation = make_moderation(young_person, key, now, staff)
    row.save(force_insert=True)
    open_concern(
        young_person, ("contribution", key), [REASON], Clock.NOW, "", route, now, key,
        climb=Climb.HELP_NOW if route is Route.USUAL else None, staff=staff,
    )  # fmt: skip
    record(
        TrailType.SENT,
        as_young_person(young_person.pk),
        young_person_id=young_person.pk,
        about=("contribution", key),
        route=route,
    )
    return row
