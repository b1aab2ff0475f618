"""What a reader types while they listen. It is screened: it may bring a person sooner, never later."""

from datetime import datetime
from uuid import UUID

from safeguarding.concerns import actions as concerns
from safeguarding.concerns.models import Concern
from safeguarding.concerns.types import ReasonGiven, from_screening
from safeguarding.people.access import Act
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed, Route
from safeguarding.screening.types import Heading, ScreeningResult, Urgency, most_urgent
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault import envelope
from voice.contributions.around import people_around
from voice.contributions.hearing import given_for, without_places
from voice.contributions.in_charge import hear_whole
from voice.contributions.looks import reasons_of
from voice.contributions.models import Contribution
from voice.contributions.outside import send_outside
from voice.contributions.permission import contributions, hold, must
from voice.contributions.recordings.models import OwnRecording, Transcript
from voice.contributions.recordings.queries import not_opened_by
from voice.contributions.recordings.types import NotOpenedYet
from voice.contributions.routing import names_in
from voice.contributions.taking_back import concern_of, is_hidden
from voice.contributions.types import DraftBody

LONGEST = 10_000


def write_transcript(
    worker: Worker, contribution_id: UUID, recording_id: UUID, text: str, now: datetime
) -> Transcript | None:
    """By somebody who may read the words beside it, and has listened. Raises NotAllowed, NotOpenedYet."""
    row = must(Act.READ_WORDS, worker, contribution_id, now)
    return typed(worker, row, recording_id, text, now)


def typed(
    worker: Worker, row: Contribution, recording_id: UUID, text: str, now: datetime
) -> Transcript | None:
    """The same, by whoever the caller has let to it; None when nothing was typed.

    The young person can see it, and who typed it.
    """
    if not OwnRecording.objects.filter(pk=recording_id, contribution=row).exists() or is_hidden(row):
        raise NotAllowed("recording")
    text = text.strip()[:LONGEST]
    if not text:
        return None
    if not_opened_by(worker, row):
        raise NotOpenedYet
    result = _screened(row, text, now)
    with change(now):
        hold(row.young_person)
        transcript = Transcript(recording_id=recording_id, by=worker, written_at=now)
        key = row.young_person.data_key
        transcript.sealed_text = envelope.seal(key, transcript, "sealed_text", text)
        transcript.save(force_insert=True)
        record(
            TrailType.TRANSCRIPT_WRITTEN,
            trail.worker(worker.pk),
            young_person_id=row.young_person_id,
            about=("contribution", row.pk),
            recording=recording_id,
        )
        _sooner(contributions().get(pk=row.pk), worker, text, result, now)
    return transcript


def _screened(row: Contribution, text: str, now: datetime) -> ScreeningResult:
    """As their own words would be, outside any transaction. That it can't be read says nothing: a person wrote it."""
    said = DraftBody(language=row.language, words=text)
    people = people_around(row.young_person, now)
    given, named = given_for(row.young_person, said, people, now), names_in(said, people)
    return hear_whole(given, named.places)


def _sooner(row: Contribution, worker: Worker, text: str, result: ScreeningResult, now: datetime) -> None:
    """A concern with these reasons, or more reasons for the one there is. An advocate's stays the advocate's."""
    if row.route == Route.ADVOCATE:
        return
    concern, actor = concern_of(row), trail.worker(worker.pk)
    reasons = _new(result, concern)
    if not reasons:
        return
    if Heading.SOMEONE_IN_CHARGE in {reason.heading for reason in reasons} and row.route == Route.USUAL:
        send_outside(row, concern, text, actor, now)
    urgency = most_urgent(Urgency(reason.urgency) for reason in reasons).value
    if concern is not None:
        concerns.hurry(concern, reasons, urgency, now, actor)
        return
    concerns.open_concern(
        row.young_person,
        ("contribution", row.pk),
        reasons,
        urgency,
        row.pace,
        row.route,
        now,
        row.pk,
        actor=actor,
    )


def _new(result: ScreeningResult, concern: Concern | None) -> list[ReasonGiven]:
    """Reasons with a clock of their own that are not there yet: without a place, for they stand in nobody's words."""
    there = {reason.rule for reason in reasons_of(concern)}
    found = {reason.rule: reason for reason in reversed(result.reasons) if reason.urgency is not Urgency.NONE}
    return [from_screening(without_places(reason)) for rule, reason in found.items() if rule not in there]
