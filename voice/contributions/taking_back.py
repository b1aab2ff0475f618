"""Taking something back: what adults no longer see, and what goes on."""

from datetime import datetime

from django.db.models import Q

from safeguarding.concerns.models import Concern
from safeguarding.people.models import YoungPerson
from safeguarding.people.types import NotAllowed
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.types import Climb, PromiseKind
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import CLOCKS, Actor, TrailType
from safeguarding.trail.types import young_person as as_young_person
from voice.contributions.models import Contribution
from voice.contributions.permission import hold

TAKEN_BACK = "taken_back"


def take_back(young_person: YoungPerson, contribution: Contribution, now: datetime) -> Contribution:
    """Hide it from adults once it has been read and no concern is open; until then they see it marked.

    Answers that are in no closed block are deleted at once. Raises NotAllowed.
    """
    with change(now):
        hold(young_person)
        rows = Contribution.objects.select_for_update(of=("self",)).select_related("reading")
        row = rows.filter(pk=contribution.pk, young_person=young_person).first()
        if row is None:
            raise NotAllowed("contribution")
        if row.taken_back_at is not None:
            return row
        row.taken_back_at = now
        row.save(update_fields=["taken_back_at"])
        row.answers.filter(block__isnull=True).delete()
        actor = as_young_person(young_person.pk)
        record(TrailType.TAKEN_BACK, actor, young_person_id=young_person.pk, about=("contribution", row.pk))
        end_if_hidden(row, actor, now)
    return row


def concern_of(contribution: Contribution) -> Concern | None:
    """The one concern it made, open or closed."""
    return Concern.objects.filter(from_kind="contribution", from_id=contribution.pk).first()


def is_hidden(contribution: Contribution) -> bool:
    """Taken back, read by a person, and no concern open: adults see it no longer."""
    if contribution.taken_back_at is None or contribution.reading.kept_at is None:
        return False
    concern = concern_of(contribution)
    return concern is None or concern.closed_at is not None


def end_what_is_hidden(now: datetime) -> int:
    """A chore of the clocks: a concern may close long after its words were taken back. How many were ended."""
    hidden = Contribution.objects.filter(taken_back_at__isnull=False, reading__kept_at__isnull=False)
    of_it = Q(about_kind="contribution") | Q(climb=Climb.REPLIES)
    waiting = Promise.objects.filter(OPEN, of_it, contribution_id__in=hidden.values("pk"))
    rows = hidden.filter(pk__in=list(waiting.values_list("contribution_id", flat=True)))
    ended = 0
    for row in rows.select_related("reading", "young_person"):
        with change(now):
            hold(row.young_person)
            ended += end_if_hidden(row, CLOCKS, now)
    return ended


def end_if_hidden(contribution: Contribution, actor: Actor, now: datetime) -> bool:
    """What was promised about it is promised no longer: nobody may open it to keep it. False if it is open.

    An answer that waits to be read goes no further: it may be why they took it back, and who reads their phone.
    """
    if not is_hidden(contribution):
        return False
    of_it = Q(about_kind="contribution", about_id=contribution.pk)
    its_own = of_it & (Q(kind=PromiseKind.ANSWER) | Q(pk=contribution.moderation_id))
    left = Promise.objects.filter(its_own | Q(contribution_id=contribution.pk, climb=Climb.REPLIES))
    for promise in left.filter(kept_at__isnull=True, ended_at__isnull=True):
        promises.end(promise, actor, now, TAKEN_BACK)
    return True
