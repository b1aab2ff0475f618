"""The administrators' rail."""

from datetime import datetime
from typing import Any

from frontend.guards import WorkerRequest
from frontend.staff.desk import Tab, frame

TABS = [
    Tab("set_up", "Services", "home"),
    Tab("set_up_workers", "Workers", "people"),
    Tab("set_up_young_people", "Young people", "person"),
    Tab("set_up_files", "Files", "file"),
]


def frame_of(request: WorkerRequest, current: str, now: datetime) -> dict[str, Any]:
    return frame(request, TABS, current, now)
