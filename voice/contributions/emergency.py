"""Words opened by somebody without an ordinary way to them, while the glass they broke is open."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from safeguarding.people.access import Act, may
from safeguarding.people.models import BrokenGlass, Worker
from safeguarding.people.types import NotAllowed, Route
from safeguarding.responsibility.breaking_glass import glass_of
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from voice.contributions.looks import page_of_words
from voice.contributions.models import Contribution
from voice.contributions.pages import WordsPage
from voice.contributions.permission import contributions, facts_for
from voice.contributions.recordings.opening import opened
from voice.contributions.recordings.types import Media
from voice.contributions.taking_back import is_hidden

LATELY = timedelta(days=90)


def said_lately(worker: Worker, glass: BrokenGlass, now: datetime) -> list[Contribution]:
    """What may be opened, newest first: nothing sent to an advocate or outside the service's line. No words."""
    rows = contributions().filter(
        young_person=glass.young_person, route=Route.USUAL, sent_at__gte=now - LATELY
    )
    return [row for row in rows.order_by("-sent_at") if _may(worker, row, now)]


def open_in_emergency(worker: Worker, glass_id: UUID, contribution_id: UUID, now: datetime) -> WordsPage:
    """Their words, and a look the young person can see unless that could put someone in danger. Raises NotAllowed.

    It keeps nothing that was promised to anybody.
    """
    with change(now):
        glass = glass_of(worker, glass_id, now)
        row = _through(worker, glass, contribution_id, now)
        record(
            TrailType.GLASS_BROKEN if glass.told else TrailType.GLASS_BROKEN_QUIETLY,
            trail.worker(worker.pk),
            young_person_id=row.young_person_id,
            about=("contribution", row.pk),
        )
        return page_of_words(row, worker)


def hear_in_emergency(
    worker: Worker, glass_id: UUID, contribution_id: UUID, recording_id: UUID, now: datetime
) -> Media:
    """A recording beside those words. That it was heard is told as the words are: not, when that was not safe."""
    with change(now):
        glass = glass_of(worker, glass_id, now)
        row = _through(worker, glass, contribution_id, now)
        return opened(worker, row, recording_id, now, told=glass.told)


def _through(worker: Worker, glass: BrokenGlass, contribution_id: UUID, now: datetime) -> Contribution:
    row = contributions().filter(pk=contribution_id, young_person=glass.young_person).first()
    if row is None or not _may(worker, row, now):
        raise NotAllowed("contribution")
    return row


def _may(worker: Worker, row: Contribution, now: datetime) -> bool:
    facts = replace(facts_for(worker, row, now), broke_glass=True)
    return may(Act.OPEN_IN_EMERGENCY, facts) and not is_hidden(row)
