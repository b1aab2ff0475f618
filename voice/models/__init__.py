"""Gathers the rooms' models for Django. Rooms import from rooms, never from here."""

from voice.contributions import models as contributions
from voice.contributions.recordings import models as own_recordings
from voice.decisions import models as decisions
from voice.moderation import models as moderation
from voice.participation import models as participation
from voice.questions import models as questions
from voice.questions import models_languages as languages
from voice.questions import models_recordings as recordings
from voice.replies import models as replies

__all__ = [
    "contributions",
    "decisions",
    "languages",
    "moderation",
    "own_recordings",
    "participation",
    "questions",
    "recordings",
    "replies",
]
