"""The fictional service: only in the demo, made once, sound, and with something for everybody to see."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from config.demo_data import people, story, timeline
from config.demo_data.make import NotTheDemo, is_there, make
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.queries import name_of, young_person_by_card
from safeguarding.promises.models import Promise
from safeguarding.promises.queries import inbox
from safeguarding.promises.types import PromiseKind
from safeguarding.trail.queries import first_broken
from voice.contributions.models import Contribution

KINDS = [
    "young_person", "drop_in_poster", "worker", "moderator", "safeguarding_lead", "second_safeguarding_lead",
    "independent_rota", "manager", "administrator", "specialist_adviser", "advocate",
]  # fmt: skip


def links() -> dict[str, str]:
    out = StringIO()
    call_command("demo_links", stdout=out)
    found: dict[str, str] = json.loads(out.getvalue())
    return found


@pytest.fixture
def demo(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The real story, told shorter: one month, small teams."""
    settings.DEMO = True
    monkeypatch.setattr(story, "MONTHS", 1)
    monkeypatch.setattr(people, "EACH_TEAM", 9)
    yield


@pytest.mark.django_db
def test_it_refuses_to_exist_outside_the_demo(settings: Any, now: datetime) -> None:
    settings.DEMO = False
    with pytest.raises(NotTheDemo):
        make(now)
    for command in ("demo", "demo_links"):
        with pytest.raises(CommandError):
            call_command(command, stdout=StringIO())
    assert not Worker.objects.exists()


def test_there_are_no_links_before_there_is_a_demo(demo: None) -> None:
    with pytest.raises(CommandError):
        links()


@pytest.mark.slow
def test_everybody_gets_in_and_finds_something(demo: None, now: datetime) -> None:
    out = StringIO()
    call_command("demo", stdout=out)
    found = links()
    assert list(found) == KINDS
    assert all(url in out.getvalue() for url in found.values())
    for kind, url in found.items():
        page = Client().get("/" + url.split("/", 3)[3], follow=True)
        assert page.status_code == 200, kind
    assert first_broken() is None
    before = Contribution.objects.count()
    assert before > 15
    call_command("demo", stdout=StringIO())
    assert Contribution.objects.count() == before, "a second run changes nothing"
    assert links() == found


@pytest.mark.slow
def test_maya_has_said_nothing_and_noor_has_a_past(demo: None) -> None:
    now = timezone.now()
    make(now)
    maya = young_person_by_card(people.token_for("Maya"), now)
    noor = young_person_by_card(people.token_for("Noor"), now)
    assert maya is not None and noor is not None
    assert not maya.contributions.exists() and not hasattr(maya, "picture_lock")
    assert noor.contributions.exists() and hasattr(noor, "picture_lock")
    shown = [name_of(row) for row in YoungPerson.objects.all()]
    assert max(len(name) for name in shown) > 80
    assert any("ل" in name for name in shown)
    kept = Promise.objects.filter(kept_at__isnull=False)
    assert kept.filter(missed_at__isnull=True).exists() and kept.filter(missed_at__isnull=False).exists()
    assert Promise.objects.filter(kept_at__isnull=True, ended_at__isnull=True).exists()
    assert is_there()


@pytest.mark.slow
@pytest.mark.parametrize("hour", [3, 14])
def test_whatever_the_hour_asha_has_something_to_do_today(
    demo: None, now: datetime, hour: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story, "MONTHS", 0)  # it is about today: this month is enough of a past
    moment = now.replace(hour=hour)
    make(moment)
    mine = inbox(Worker.objects.get(known_as="Asha"), moment)
    due = [row.due - moment for row in mine if row.kind == PromiseKind.ACT]
    assert due and timedelta() < min(due) < timedelta(hours=24)


@pytest.mark.parametrize(
    ("begins", "hours", "ends"),
    [
        ("2026-09-15 10:00", 2, "2026-09-15 12:00"),
        ("2026-09-15 16:00", 2, "2026-09-16 10:00"),
        ("2026-09-18 16:30", 1, "2026-09-21 09:30"),
        ("2026-09-19 12:00", 0.5, "2026-09-21 09:30"),
        ("2026-09-15 03:00", 8, "2026-09-15 17:00"),
    ],
)
def test_hours_of_the_story_are_office_hours(begins: str, hours: float, ends: str) -> None:
    zone = timezone.get_current_timezone()
    begin, end = (datetime.fromisoformat(text).replace(tzinfo=zone) for text in (begins, ends))
    assert abs(timeline.working(begin, hours) - end) < timedelta(seconds=1)
