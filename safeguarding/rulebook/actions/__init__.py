"""What people do to a service's own rules and words."""

from safeguarding.rulebook.actions.checking import note_check
from safeguarding.rulebook.actions.drafting import (
    begin_change,
    begin_withdrawal,
    throw_away,
    write_again,
    write_rule,
)
from safeguarding.rulebook.actions.publishing import publish, try_on_past
from safeguarding.rulebook.actions.words import add_local_word, remove_local_word

__all__ = [
    "add_local_word",
    "begin_change",
    "begin_withdrawal",
    "note_check",
    "publish",
    "remove_local_word",
    "throw_away",
    "try_on_past",
    "write_again",
    "write_rule",
]
