"""What stands around every page of a worker or a lead: their tabs, and a banner when the clocks are late."""

from datetime import datetime
from typing import Any

from frontend.guards import WorkerRequest
from frontend.staff.desk import Tab
from frontend.staff.desk import frame as desk_frame
from frontend.staff.faces import roles_of
from safeguarding.people.types import Role
from safeguarding.promises import watchdog

INBOX = Tab("inbox", "Inbox", "inbox")
WORKERS = (
    Tab("work_people", "My young people", "people"),
    Tab("work_decisions", "Decisions", "flag"),
    Tab("work_cover", "Cover and leave", "calendar"),
)
LEADS = (
    Tab("lead", "Promises", "list"),
    Tab("lead_concerns", "Concerns", "look"),
    Tab("lead_ladders", "Ladders", "ladder"),
    Tab("lead_rotas", "Rotas", "calendar"),
    Tab("lead_rulebook", "Rulebook", "book"),
    Tab("lead_drills", "Drills", "clock"),
)
SHORT = {"My young people": "People", "Cover and leave": "Cover"}


def frame(
    request: WorkerRequest, now: datetime, current: str, counts: dict[str, int] | None = None
) -> dict[str, Any]:
    """Context every desk page of these faces needs; ``current`` is the URL name of the tab it is under."""
    roles = roles_of(request.user, now)
    tabs = [INBOX, *(LEADS if Role.LEAD in roles else ())]
    tabs += WORKERS if roles & {Role.WORKER, Role.CARER} or Role.LEAD not in roles else WORKERS[2:]
    counted = counts or {}
    tabs = [Tab(tab.url_name, tab.label, tab.icon, counted.get(tab.url_name, 0)) for tab in tabs]
    context = desk_frame(request, tabs, current, now)
    for tab in context["rail"]:
        tab["short"] = SHORT.get(tab["label"], tab["label"])
    context["clocks_late"] = watchdog.clocks_late(now)
    return context
