"""What can be refused here."""

from safeguarding.promises.types import NobodyToHandTo

__all__ = ["NobodyToHandTo"]
