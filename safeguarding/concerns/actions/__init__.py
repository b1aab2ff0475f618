"""What people do about a concern: one function per change, each one transaction with its permission check."""

from safeguarding.concerns.actions.advice import ask_advice, end_old_advice, give_advice, open_advice
from safeguarding.concerns.actions.closing import confirm_receipt, propose_outcome, second
from safeguarding.concerns.actions.opening import add_reasons, hurry, open_concern
from safeguarding.concerns.actions.planning import acted, check_not_told, make_plan
from safeguarding.concerns.actions.working import hand_over, mark_useful, take, write_note

__all__ = [
    "acted",
    "add_reasons",
    "ask_advice",
    "check_not_told",
    "confirm_receipt",
    "end_old_advice",
    "give_advice",
    "hand_over",
    "hurry",
    "make_plan",
    "mark_useful",
    "open_advice",
    "open_concern",
    "propose_outcome",
    "second",
    "take",
    "write_note",
]
