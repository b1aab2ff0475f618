"""What can go wrong in the decisions room."""


class DecisionError(Exception):
    """It can't be done; the message is the code of what to put right. Nothing has changed."""
