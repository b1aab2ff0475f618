"""What Send does with recordings: no rule reads them, and they go with the words."""

from dataclasses import replace

from safeguarding.screening.types import ScreeningResult, Urgency, most_urgent
from voice.contributions.models import Contribution, Draft
from voice.contributions.recordings.models import OwnRecording
from voice.contributions.types import DraftBody


def with_recordings(result: ScreeningResult, said: DraftBody) -> ScreeningResult:
    """What was said aloud or drawn no rule can read: somebody has to listen or look, today."""
    if not said.recordings:
        return result
    return replace(
        result,
        urgency=most_urgent([result.urgency, Urgency.TODAY]),
        readable=False,
        unreadable_because=result.unreadable_because or max(said.recordings),
    )


def send_along(draft: Draft, said: DraftBody, contribution: Contribution) -> None:
    """Inside the transaction of Send. What it is sealed by and bound to stays as it is."""
    if said.recordings:
        OwnRecording.objects.filter(draft=draft).update(contribution=contribution)
