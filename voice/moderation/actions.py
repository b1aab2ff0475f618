"""What moderators do: read, mark, grade, let out, keep back, pull back. (Answers: ``replies.actions``.)"""

from voice.moderation.letting_out import Redaction, keep_back, pull_back, release
from voice.moderation.marking import keep_marks
from voice.moderation.reading import finish_reading, open_for_reading

__all__ = [
    "Redaction",
    "finish_reading",
    "keep_back",
    "keep_marks",
    "open_for_reading",
    "pull_back",
    "release",
]
