"""The changes a person would name: a promise is made, kept, taken, handed over, hurried, routed, ended."""

from safeguarding.promises.actions.away import hand_on, move_from, move_to
from safeguarding.promises.actions.keeping import end, keep
from safeguarding.promises.actions.ladders import publish_ladder
from safeguarding.promises.actions.making import make
from safeguarding.promises.actions.moving import hand_over, hurry, reroute, take
from safeguarding.promises.actions.outside import rang
from safeguarding.promises.actions.rotas import answer_offer, make_rota, offer_shift, put_on, take_off

__all__ = [
    "answer_offer",
    "end",
    "hand_on",
    "hand_over",
    "hurry",
    "keep",
    "make",
    "make_rota",
    "move_from",
    "move_to",
    "offer_shift",
    "publish_ladder",
    "put_on",
    "rang",
    "reroute",
    "take",
    "take_off",
]
