"""The people the room's models are gathered from: services and workers, and young people."""

from safeguarding.people.models_services import LocalDay, Post, Service, Worker, WorkerLeave, WorkingHours
from safeguarding.people.models_young_people import Card, LeftOut, NamedWorker, PictureLock, YoungPerson

__all__ = [
    "Card",
    "LeftOut",
    "LocalDay",
    "NamedWorker",
    "PictureLock",
    "Post",
    "Service",
    "Worker",
    "WorkerLeave",
    "WorkingHours",
    "YoungPerson",
]
