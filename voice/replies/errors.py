"""What can go wrong in the replies room."""


class ReplyError(Exception):
    """Something that was asked for can't be done now. Nothing has changed."""


class AlreadyWaiting(ReplyError):
    """An answer to this waits for a moderator, or to be told."""


class NotWaiting(ReplyError):
    """This answer has been let go, returned or told already."""


class NothingWritten(ReplyError):
    """An answer needs words."""


class OwnReply(ReplyError):
    """Nobody reads their own answer as a moderator."""


class WriterLeftOut(ReplyError):
    """The young person now wants its writer left out: it does not go, and whoever reads it gives it back."""
