"""A moderator opens what was said, and finishes reading it. A grade can only shorten a clock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from safeguarding.concerns import actions as concerns
from safeguarding.concerns.types import ReasonGiven, ReasonSource
from safeguarding.people.models import Worker
from safeguarding.people.queries import age_band
from safeguarding.people.types import NotAllowed, Route
from safeguarding.promises import actions as promises
from safeguarding.promises.types import AlreadyKept
from safeguarding.screening.types import Heading
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault.envelope import open_sealed
from voice.contributions.looks import answers_shown, pictures_of, pieces, reasons_of, words_of
from voice.contributions.missed import note_missed
from voice.contributions.models import Contribution
from voice.contributions.outside import send_outside
from voice.contributions.permission import hold
from voice.contributions.recordings.queries import not_opened_by, of_contribution
from voice.contributions.taking_back import concern_of, is_hidden
from voice.moderation.errors import AlreadyRead, NotHeardYet
from voice.moderation.models import Reading, Release
from voice.moderation.pages import ReadingPage
from voice.moderation.permission import contribution_to_moderate
from voice.moderation.types import Grade

URGENCIES = {Grade.SHOULD_LOOK: "soon", Grade.TODAY: "today", Grade.NOW: "now"}
STATEMENT = "A moderator who read this asks for a look."
CLASSES: dict[int, str] = {int(heading): heading.classes for heading in Heading}
NO_HEADING = 0  # the moderator chose none: the words say it


def open_for_reading(moderator: Worker, contribution_id: UUID | str, now: datetime) -> ReadingPage:
    """The words, without whose they are; the trail says so. Raises NotAllowed."""
    with change(now):
        row = contribution_to_moderate(moderator, contribution_id, now)
        if is_hidden(row):
            raise NotAllowed("contribution")
        record(
            TrailType.MODERATED,
            trail.worker(moderator.pk),
            young_person_id=row.young_person_id,
            about=("contribution", row.pk),
        )
    return _page(row, now)


def _page(row: Contribution, now: datetime) -> ReadingPage:
    words, concern = words_of(row), concern_of(row)
    reasons = reasons_of(concern)
    reading: Reading | None = getattr(row, "moderator_reading", None)
    release: Release | None = getattr(reading, "release", None)
    return ReadingPage(
        contribution=row,
        team=row.service.name,
        age_band=age_band(row.young_person, timezone.localtime(now).date()),
        words=words,
        pieces=pieces(words, reasons),
        answers=answers_shown(row, "en"),
        reasons=reasons,
        urgency=concern.urgency if concern else "",
        due=row.moderation.due_at if row.moderation else row.sent_at,
        quote_ok=row.quote_ok,
        check_rules=row.rules_checked,
        reading=reading,
        release=release,
        quote=open_sealed(release, "sealed_quote") if release else "",
        recordings=of_contribution(row),
        pictures=pictures_of(row),
    )


def finish_reading(
    moderator: Worker,
    contribution: Contribution,
    grade: Grade,
    rules_missed: bool | None,
    now: datetime,
    headings: Sequence[int] = (),
) -> Reading:
    """Keep the moderator's promise; a grade above "fine" opens a concern or hurries the one there is.

    ``headings`` are those the moderator chose: with 5 (someone in charge) it goes outside the service's line.
    ``rules_missed`` None: not said; among the 1 in 20, a look that only the moderator asks for says it.
    Raises NotAllowed, AlreadyRead; NotHeardYet when a recording of it was not heard or seen by this moderator.
    """
    with change(now):
        hold(contribution.young_person)
        row = contribution_to_moderate(moderator, contribution.pk, now)
        if Reading.objects.filter(contribution=row).exists() or row.moderation is None:
            raise AlreadyRead
        if not_opened_by(moderator, row):
            raise NotHeardYet
        reading = Reading.objects.create(
            contribution=row, moderator=moderator, grade=grade, rules_missed=bool(rules_missed), at=now
        )
        try:
            promises.keep(row.moderation, moderator, now)
        except AlreadyKept as error:
            raise AlreadyRead from error
        if grade != Grade.FINE:
            _ask_for_a_look(row, moderator, Grade(grade), headings, now)
        # Last: only now is it known whether it went outside the service's line.
        missed = grade != Grade.FINE if rules_missed is None and row.rules_checked else bool(rules_missed)
        if missed or row.rules_checked:
            note_missed(moderator, row, missed, headings, now, sampled=row.rules_checked)
    return reading


def _ask_for_a_look(
    row: Contribution, moderator: Worker, grade: Grade, headings: Sequence[int], now: datetime
) -> None:
    actor = trail.worker(moderator.pk)
    reasons = [_reason(heading, grade) for heading in headings] or [_reason(NO_HEADING, grade)]
    concern = concern_of(row)
    if Heading.SOMEONE_IN_CHARGE in headings and row.route == Route.USUAL:
        send_outside(row, concern, words_of(row), actor, now)
    if concern is not None:
        concerns.hurry(concern, reasons, URGENCIES[grade], now, actor)
        return
    concerns.open_concern(
        row.young_person,
        ("contribution", row.pk),
        reasons,
        URGENCIES[grade],
        row.pace,
        row.route,
        now,
        row.pk,
        actor=actor,
    )


def _reason(heading: int, grade: Grade) -> ReasonGiven:
    by_heading = "N" if heading != NO_HEADING and "N" in CLASSES[heading] else "W"
    return ReasonGiven(
        rule="moderator",
        rule_version=1,
        heading=heading,
        klass="N" if heading == NO_HEADING and grade != Grade.SHOULD_LOOK else by_heading,
        urgency=URGENCIES[grade],
        source=ReasonSource.PERSON,
        statement=STATEMENT,
    )
