"""What this floor forgets of a young person who is erased. What is sealed needs nothing: its key is gone."""

from safeguarding.people.models import YoungPerson
from voice.contributions.models import Answer, Draft
from voice.contributions.recordings.models import OwnRecording
from voice.decisions.models import Asked


def forget(young_person: YoungPerson) -> None:
    """Their taps, what they were asked, and what nobody can open now. Closed figures stay as they were."""
    Answer.objects.filter(young_person=young_person).delete()
    Asked.objects.filter(young_person=young_person, in_block__isnull=True).delete()
    OwnRecording.objects.filter(young_person=young_person).delete()
    Draft.objects.filter(young_person=young_person).delete()
