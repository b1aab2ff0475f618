"""The tables of the promises room: what is promised, by which ladder, on which rota, and what was sent."""

from safeguarding.promises.models_ladders import Ladder, Rota, Rung, Shift
from safeguarding.promises.models_promises import Heartbeat, Notice, Promise, PromiseStep

__all__ = ["Heartbeat", "Ladder", "Notice", "Promise", "PromiseStep", "Rota", "Rung", "Shift"]
