"""What can go wrong when a young person says something. Nothing they wrote is ever lost by it."""


class ContributionError(Exception):
    """Something that was asked for can't be done now. Nothing has changed."""


class NothingSaid(ContributionError):
    """No answer and no word yet: the page offers to go on. The draft stays as it is."""


class DraftGone(ContributionError):
    """The draft was thrown away in another tab or sitting."""


class AlreadySent(ContributionError):
    """The draft has been sent: it can't be changed."""
