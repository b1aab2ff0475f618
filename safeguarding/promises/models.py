"""The tables of the promises room: what is promised, by which ladder, on which rota, and what was sent."""

from safeguarding.promises.models_ladders import Ladder, Rota, Rung, Shift, ShiftOffer
from safeguarding.promises.models_outside import Drill, Handover
from safeguarding.promises.models_promises import Heartbeat, Notice, Promise, PromiseStep

__all__ = [
    "Drill",
    "Handover",
    "Heartbeat",
    "Ladder",
    "Notice",
    "Promise",
    "PromiseStep",
    "Rota",
    "Rung",
    "Shift",
    "ShiftOffer",
]
