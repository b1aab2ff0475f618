"""What a moderator has marked and not yet decided. Sealed: what stands instead of a name can tell who it is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from safeguarding.people.models import Worker
from safeguarding.trail.actions import change
from safeguarding.vault.envelope import open_sealed, seal
from voice.contributions.models import Contribution
from voice.contributions.permission import hold
from voice.moderation.errors import AlreadyDecided
from voice.moderation.letting_out import Redaction
from voice.moderation.models import Marking, Release
from voice.moderation.permission import contribution_to_moderate


@dataclass(frozen=True)
class KeptMarks:
    """As they were left."""

    redactions: tuple[Redaction, ...] = ()
    quote: tuple[int, int] | None = None


def keep_marks(
    moderator: Worker,
    contribution: Contribution,
    redactions: Sequence[Redaction],
    quote: tuple[int, int] | None,
    now: datetime,
) -> None:
    """Keep this moderator's marks as they are now, in place of those before; none are kept as none.

    Raises NotAllowed, AlreadyDecided.
    """
    with change(now):
        hold(contribution.young_person)
        row = contribution_to_moderate(moderator, contribution.pk, now)
        if Release.objects.filter(reading__contribution=row).exists():
            raise AlreadyDecided
        mine = Marking.objects.filter(contribution=row, moderator=moderator)
        if not redactions and quote is None:
            mine.delete()
            return
        marking = mine.first() or Marking(contribution=row, moderator=moderator)
        text = json.dumps({"redactions": [list(place) for place in redactions], "quote": quote})
        marking.sealed_marks = seal(row.young_person.data_key, marking, "sealed_marks", text)
        marking.saved_at = now
        marking.save()


def marks_kept(moderator: Worker, contribution: Contribution) -> KeptMarks:
    """What this moderator had marked. The caller has checked that they may read it."""
    row = Marking.objects.filter(contribution=contribution, moderator=moderator).first()
    if row is None:
        return KeptMarks()
    kept = json.loads(open_sealed(row, "sealed_marks"))
    start_end = kept["quote"]
    return KeptMarks(
        tuple((int(start), int(end), str(label)) for start, end, label in kept["redactions"]),
        (int(start_end[0]), int(start_end[1])) if start_end else None,
    )
