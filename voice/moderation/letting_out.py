"""Words let out after redaction, or kept back with a reason the young person is told."""

from collections.abc import Sequence
from datetime import datetime

from safeguarding.people.models import Worker
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault.envelope import seal
from voice.contributions.looks import words_of
from voice.contributions.models import Contribution
from voice.contributions.permission import hold
from voice.moderation.errors import AlreadyDecided, NotReadYet, NoYes, WrongPlace
from voice.moderation.models import Marking, Reading, Release
from voice.moderation.permission import contribution_to_moderate
from voice.moderation.types import ReleaseState, WhyKeptBack

Redaction = tuple[int, int, str]  # start, end (code points of the words as typed), what stands there instead
LONGEST_LABEL = 40


def release(
    moderator: Worker,
    contribution: Contribution,
    redactions: Sequence[Redaction],
    quote: tuple[int, int],
    now: datetime,
) -> Release:
    """Let one stretch of the words out, redacted.

    Raises NotAllowed, NotReadYet, NoYes, WrongPlace, AlreadyDecided.
    """
    with change(now):
        row, reading = _to_decide(moderator, contribution, now)
        if not row.quote_ok or row.taken_back_at is not None:
            raise NoYes
        text = redacted(words_of(row), redactions, quote)
        let_out = Release(reading=reading, state=ReleaseState.RELEASED, by=moderator, at=now)
        let_out.redactions = [list(redaction) for redaction in redactions]
        let_out.sealed_quote = seal(row.young_person.data_key, let_out, "sealed_quote", text)
        let_out.save(force_insert=True)
        _forget_marks(row)
        _record(TrailType.RELEASED, moderator, row)
    return let_out


def keep_back(
    moderator: Worker, contribution: Contribution, why: WhyKeptBack, told: str, now: datetime
) -> Release:
    """Nothing of it goes further; the young person is told why (``told`` beside the fixed words).

    Raises NotAllowed, NotReadYet, AlreadyDecided.
    """
    with change(now):
        row, reading = _to_decide(moderator, contribution, now)
        kept = Release(
            reading=reading, state=ReleaseState.KEPT_BACK, why=WhyKeptBack(why), by=moderator, at=now
        )
        if told.strip():
            kept.sealed_why = seal(row.young_person.data_key, kept, "sealed_why", told.strip())
        kept.save(force_insert=True)
        _forget_marks(row)
        _record(TrailType.KEPT_BACK, moderator, row)
    return kept


def pull_back(moderator: Worker, contribution: Contribution, told: str, now: datetime) -> Release:
    """What was let out is let out no longer. Raises NotAllowed, AlreadyDecided when nothing is out."""
    with change(now):
        row = contribution_to_moderate(moderator, contribution.pk, now)
        found = Release.objects.select_for_update(of=("self",)).filter(reading__contribution=row).first()
        if found is None or found.state != ReleaseState.RELEASED:
            raise AlreadyDecided
        found.state, found.by, found.at = ReleaseState.PULLED_BACK, moderator, now
        found.sealed_quote = None
        if told.strip():
            found.sealed_why = seal(row.young_person.data_key, found, "sealed_why", told.strip())
        found.save(update_fields=["state", "by", "at", "sealed_quote", "sealed_why"])
        _record(TrailType.PULLED_BACK, moderator, row)
    return found


def _to_decide(moderator: Worker, contribution: Contribution, now: datetime) -> tuple[Contribution, Reading]:
    hold(contribution.young_person)  # two moderators at once: the second finds the first
    row = contribution_to_moderate(moderator, contribution.pk, now)
    reading = Reading.objects.filter(contribution=row).first()
    if reading is None:
        raise NotReadYet
    if Release.objects.filter(reading=reading).exists():
        raise AlreadyDecided
    return row, reading


def _forget_marks(row: Contribution) -> None:
    """It is decided: what anybody had marked for it is no longer needed."""
    Marking.objects.filter(contribution=row).delete()


def redacted(words: str, redactions: Sequence[Redaction], quote: tuple[int, int]) -> str:
    """The stretch ``quote`` of the words, with each redaction's label in brackets where it covers them.

    Raises WrongPlace when places overlap or lie outside, or the quote cuts one in two or holds nothing.
    """
    start, end = quote
    if not 0 <= start < end <= len(words):
        raise WrongPlace
    text, here, before = "", start, 0
    for begins, ends, label in sorted(redactions):
        if not (before <= begins < ends <= len(words)) or not 0 < len(label.strip()) <= LONGEST_LABEL:
            raise WrongPlace
        before = ends
        if ends <= start or begins >= end:
            continue
        if begins < start or ends > end:
            raise WrongPlace
        text += words[here:begins] + f"[{label.strip()}]"
        here = ends
    text += words[here:end]
    if not text.strip():
        raise WrongPlace
    return text


def _record(type: TrailType, moderator: Worker, row: Contribution) -> None:
    actor = trail.worker(moderator.pk)
    record(type, actor, young_person_id=row.young_person_id, about=("contribution", row.pk))
