"""Questions asked of concerns. Each takes the person asking and returns only what they may see."""

from safeguarding.concerns.queries.advice import advice_for, advisers_for, ended_for, question_for
from safeguarding.concerns.queries.board import open_concerns, outcomes_waiting
from safeguarding.concerns.queries.links import (
    asked_about,
    concern_of,
    concerns_behind,
    read_through,
    told_faster,
)
from safeguarding.concerns.queries.newer import came_so_far, new_reasons_since, overtaken
from safeguarding.concerns.queries.page import concern_for, people_for, stands, waiting_outcome
from safeguarding.concerns.queries.promises_board import OnBoard, promises_board

__all__ = [
    "OnBoard",
    "advice_for",
    "advisers_for",
    "asked_about",
    "came_so_far",
    "concern_for",
    "concern_of",
    "concerns_behind",
    "ended_for",
    "new_reasons_since",
    "open_concerns",
    "outcomes_waiting",
    "overtaken",
    "people_for",
    "promises_board",
    "question_for",
    "read_through",
    "stands",
    "told_faster",
    "waiting_outcome",
]
