"""The people the room's models are gathered from: services and workers, and young people."""

from safeguarding.people.models_imports import ImportFile, ImportPart
from safeguarding.people.models_opened import BrokenGlass
from safeguarding.people.models_services import LocalDay, Post, Service, Worker, WorkerLeave, WorkingHours
from safeguarding.people.models_young_people import Card, LeftOut, NamedWorker, PictureLock, YoungPerson

__all__ = [
    "BrokenGlass",
    "Card",
    "ImportFile",
    "ImportPart",
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
