"""What stands around every desk page: the tabs of whose it is, and a banner when the clocks are late."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from frontend.guards import WorkerRequest
from frontend.staff.desk import Tab
from frontend.staff.desk import frame as desk_frame
from frontend.staff.faces import roles_of
from safeguarding.erasure.queries import waiting
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
ERASING = Tab("erasures", "Erasing", "remove")
ADMINISTRATORS = (
    Tab("set_up", "Services", "home"),
    Tab("set_up_workers", "Workers", "people"),
    Tab("set_up_young_people", "Young people", "person"),
    Tab("set_up_files", "Files", "file"),
    Tab("lead_rotas", "Rotas", "calendar"),
    Tab("set_up_questions", "Questions", "list"),
    Tab("set_up_languages", "Languages", "languages"),
    ERASING,
)
SET_UP = frozenset(tab.url_name for tab in ADMINISTRATORS)
SHORT = {"My young people": "People", "Cover and leave": "Cover"}


def frame(
    request: WorkerRequest, now: datetime, current: str, counts: dict[str, int] | None = None
) -> dict[str, Any]:
    """Context every desk page of these faces needs; ``current`` is the URL name of the tab it is under."""
    roles = roles_of(request.user, now)
    tabs = _tabs(request, roles, current, now)
    counted = counts or {}
    tabs = [Tab(tab.url_name, tab.label, tab.icon, counted.get(tab.url_name, tab.count)) for tab in tabs]
    context = desk_frame(request, tabs, current, now)
    for tab in context["rail"]:
        tab["short"] = SHORT.get(tab["label"], tab["label"])
    context["clocks_late"] = watchdog.clocks_late(now)
    return context


def set_up_tabs(request: WorkerRequest, now: datetime) -> list[Tab]:
    """An administrator's, with how many erasures wait for them as the second person."""
    return [
        replace(tab, count=waiting(request.user, now).count()) if tab == ERASING else tab
        for tab in ADMINISTRATORS
    ]


def _tabs(request: WorkerRequest, roles: frozenset[Role], current: str, now: datetime) -> list[Tab]:
    if Role.LEAD not in roles and Role.ADMINISTRATOR in roles and current in SET_UP:
        return set_up_tabs(request, now)
    tabs = [INBOX, *(LEADS if Role.LEAD in roles else ())]
    if Role.LEAD in roles and ((count := waiting(request.user, now).count()) or current == ERASING.url_name):
        tabs.append(replace(ERASING, count=count))
    return tabs + list(
        WORKERS if roles & {Role.WORKER, Role.CARER} or Role.LEAD not in roles else WORKERS[2:]
    )
