"""What can go wrong in the moderation room."""


class ModerationError(Exception):
    """Something that was asked for can't be done now. Nothing has changed."""


class AlreadyRead(ModerationError):
    """Another moderator has finished reading it."""


class NotHeardYet(ModerationError):
    """A sound is heard and a drawing is seen, as words are read, before somebody says that they have read it."""


class NotReadYet(ModerationError):
    """Only what a moderator has read can be let out or kept back."""


class NoYes(ModerationError):
    """The young person did not say yes to their words being used, or has taken them back."""


class WrongPlace(ModerationError):
    """A redaction or the quote's beginning and end don't fit the words."""


class AlreadyDecided(ModerationError):
    """It has been let out or kept back already."""
