"""Gathers the rooms' models for Django. Rooms import from rooms, never from here."""

from voice.contributions import models as contributions
from voice.decisions import models as decisions
from voice.moderation import models as moderation
from voice.participation import models as participation
from voice.questions import models as questions
from voice.replies import models as replies

__all__ = ["contributions", "decisions", "moderation", "participation", "questions", "replies"]
