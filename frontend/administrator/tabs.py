"""The administrators' rail."""

from datetime import datetime
from typing import Any

from frontend.desk.frame import set_up_tabs
from frontend.guards import WorkerRequest
from frontend.staff.desk import frame


def frame_of(request: WorkerRequest, current: str, now: datetime) -> dict[str, Any]:
    """Context of a set-up page; ``current`` is the URL name of the tab it is under."""
    return frame(request, set_up_tabs(request, now), current, now)
