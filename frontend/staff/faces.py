"""Which face belongs to which role: where a worker lands after signing in, and what their rail links to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from safeguarding.people.access import posts_of
from safeguarding.people.models import Worker
from safeguarding.people.types import Role


@dataclass(frozen=True)
class Face:
    """One of the product's faces for adults."""

    url_name: str
    label: str
    icon: str
    roles: frozenset[Role]


# In this order: somebody with two roles lands where people wait for them.
FACES = (
    Face("inbox", "Inbox", "inbox", frozenset({Role.WORKER, Role.INDEPENDENT})),
    Face("lead", "All promises", "shield", frozenset({Role.LEAD})),
    Face("reading", "To read", "list", frozenset({Role.MODERATOR})),
    Face("advice", "Advice", "unsure", frozenset({Role.ADVISER})),
    Face("advocate_messages", "Messages", "mail", frozenset({Role.ADVOCATE})),
    Face("figures", "Figures", "chart", frozenset({Role.MANAGER})),
    Face("set_up", "Set-up", "settings", frozenset({Role.ADMINISTRATOR})),
)
ROLE_NAMES = {
    Role.WORKER: "worker",
    Role.CARER: "carer",
    Role.LEAD: "safeguarding lead",
    Role.INDEPENDENT: "independent rota",
    Role.MODERATOR: "moderator",
    Role.MANAGER: "manager",
    Role.ADMINISTRATOR: "administrator",
    Role.ADVISER: "specialist adviser",
    Role.ADVOCATE: "advocate",
}


def roles_of(worker: Worker, now: datetime) -> frozenset[Role]:
    """Every role a worker holds now, anywhere."""
    return frozenset(Role(role) for role in posts_of(worker, now).values_list("role", flat=True))


def faces_for(roles: Iterable[Role]) -> list[Face]:
    """The faces those roles have."""
    held = set(roles)
    return [face for face in FACES if face.roles & held]


def home_of(worker: Worker, now: datetime) -> str:
    """The address a worker lands on. Somebody without a face (a carer) lands on their own page."""
    faces = faces_for(roles_of(worker, now))
    return reverse(faces[0].url_name) if faces else reverse("me")
