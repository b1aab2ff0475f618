"""What every desk page's frame needs: the rail, who is signed in, and a line said after a redirect."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from frontend.guards import WorkerRequest
from frontend.staff.faces import ROLE_NAMES, faces_for, home_of, roles_of

SAID = "said"  # session key


@dataclass(frozen=True)
class Tab:
    """One line of the rail."""

    url_name: str
    label: str
    icon: str
    count: int = 0


@dataclass(frozen=True)
class Line:
    """Something the page says once: ``tags`` is "success", "error" or empty."""

    text: str
    tags: str = ""

    def __str__(self) -> str:
        return self.text


def say(request: WorkerRequest, text: str, tags: str = "success") -> None:
    """Show ``text`` on the next page. Never words of a young person: it waits in the session."""
    request.session[SAID] = [*request.session.get(SAID, []), [text, tags]]


def said(request: HttpRequest) -> list[Line]:
    """What waits to be said: once."""
    return [Line(text, tags) for text, tags in request.session.pop(SAID, [])]


def frame(request: WorkerRequest, tabs: list[Tab], current: str, now: datetime) -> dict[str, Any]:
    """Context of a desk page: this face's tabs, then the other faces the worker has."""
    worker = request.user
    roles = roles_of(worker, now)
    own = {tab.url_name for tab in tabs}
    others = [
        Tab(face.url_name, face.label, face.icon) for face in faces_for(roles) if face.url_name not in own
    ]
    rail = [
        {
            "href": reverse(tab.url_name),
            "label": tab.label,
            "icon": tab.icon,
            "count": tab.count,
            "current": tab.url_name == current,
        }
        for tab in [*tabs, *others]
    ]
    line = ", ".join(sorted(ROLE_NAMES[role] for role in roles))
    return {
        "rail": rail,
        "me": {"name": worker.known_as, "line": line, "portrait": worker.portrait, "href": reverse("me")},
        "home_url": home_of(worker, now),
        "product_name": settings.PRODUCT_NAME,
        "messages": said(request),
    }
