"""Managers' pages and the closing of a period at real size, beside a group-by over the answers themselves.

Run as ``python -m bench.reporting``; REPORT_ANSWERS (a list) says how many answers to make up.
"""

import json
import os
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from bench import ready

VISITS = 60


def _ms(work: Callable[[], Any], times: int) -> dict[str, float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return {"p50_ms": round(median(took), 2), "p99_ms": round(quantiles(took, n=100)[98], 2)}


def _made(answers: int) -> dict[str, Any]:
    from django.core.management import call_command  # noqa: PLC0415 - after set_up
    from django.utils import timezone  # noqa: PLC0415

    from voice.participation.actions import close_due  # noqa: PLC0415

    began = time.perf_counter()
    call_command("generate", "--answers", str(answers), open=True)
    made = time.perf_counter()
    blocks = sum(close_due(timezone.now(), "quarters").values())
    return {
        "generate_s": round(made - began, 1),
        "close_s": round(time.perf_counter() - made, 1),
        "blocks": blocks,
    }


def _measured() -> dict[str, Any]:
    from django.db import connection  # noqa: PLC0415 - after set_up
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from frontend.manager.pages import draw_trend  # noqa: PLC0415
    from frontend.manager.printed import _drawn, page_of  # noqa: PLC0415
    from safeguarding.people.models import Worker  # noqa: PLC0415
    from voice.contributions.models import Answer  # noqa: PLC0415
    from voice.participation import published, reports  # noqa: PLC0415
    from voice.participation.generated.authority import MANAGER  # noqa: PLC0415
    from voice.participation.types import Measure  # noqa: PLC0415

    manager = Worker.objects.get(email=MANAGER)
    top, client = published.top(manager, timezone.now()), Client()
    client.force_login(manager)
    found: dict[str, Any] = {"answers": Answer.objects.count()}
    for name in ("involvement", "promises_kept", "answers_given", "beside", "figures_sheet", "api_figures"):
        address = reverse(name, args=[top.pk])
        found[name] = _ms(lambda address=address: client.get(address), VISITS)  # type: ignore[misc]  # bound now
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("involvement", args=[top.pk]))
    found["slowest_query_ms"] = max(float(query["time"]) for query in seen.captured_queries) * 1000
    periods = published.periods()
    heard = reports.trend(published.table(top), Measure.HEARD, periods)
    found["svg"] = {**_ms(lambda: draw_trend(heard), VISITS), "bytes": len(draw_trend(heard))}
    found["pdf"] = _ms(lambda: _drawn(page_of(top, periods)), 3)
    found["group_by_over_answers"] = _ms(_group_by, 5)
    return found


def _group_by() -> None:
    """What a live dashboard would ask for one picture."""
    from django.db.models import Count, Q  # noqa: PLC0415 - after set_up
    from django.db.models.functions import TruncQuarter  # noqa: PLC0415

    from voice.contributions.models import Answer  # noqa: PLC0415

    rows = Answer.objects.annotate(quarter=TruncQuarter("given_at")).values("quarter", "part")
    list(rows.annotate(yes=Count("pk", filter=Q(value__in="45")), heard=Count("young_person", distinct=True)))


def main() -> None:
    """Print one JSON object: a row for each size."""
    ready.set_up()
    found = []
    for answers in map(int, os.environ.get("REPORT_ANSWERS", "100000").split(",")):
        ready.empty_database()
        made = _made(answers)
        found.append(made | _measured())
        ready.note(json.dumps(found[-1]))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
