"""The ledger: written, asked about, recorded with what changed or why not, answered by the worker once."""

from datetime import datetime

import pytest
from django.urls import reverse

from safeguarding.vault.envelope import open_sealed
from tests.cast import Cast
from tests.frontend.worker.conftest import SignIn
from tests.voice.contributions.said import ANSWERS, begun
from voice.contributions.actions import submit_contribution
from voice.contributions.types import About
from voice.decisions.actions import ask_involvement, write_decision
from voice.decisions.models import Asked, Decision, WorkerAnswer
from voice.decisions.queries import to_answer_for
from voice.questions.types import Part

pytestmark = pytest.mark.django_db
SIX = {f"six-{part.value}": "4" for part in Part}


def test_a_decision_is_written_asked_about_and_recorded(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    client = signed_in(cast.asha)
    data = {"young_person": str(cast.maya.pk), "title": "my meeting about school", "meets_on": "2026-09-20"}
    assert client.post(reverse("work_decisions"), data).status_code == 302
    row = Decision.objects.get()
    assert open_sealed(row, "sealed_title") == "my meeting about school"
    assert client.post(reverse("work_decision_ask", args=[row.pk]), {"ask-way": "card"}).status_code == 302
    assert Asked.objects.get().way == "card"
    recorded = {
        "decided-view": "Less days.",
        "decided-decided": "Three days.",
        "decided-changed": "Two fewer.",
    }
    assert client.post(reverse("work_decision_decided", args=[row.pk]), recorded).status_code == 302
    row.refresh_from_db()
    assert open_sealed(row, "sealed_changed") == "Two fewer."
    assert "Changed because of them" in client.get(reverse("work_decisions")).content.decode()


def test_a_record_says_what_changed_or_why_not(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    row = write_decision(cast.asha, cast.maya, "my meeting", None, now)
    data = {"decided-view": "Less days.", "decided-decided": "Three days."}
    response = signed_in(cast.asha).post(reverse("work_decision_decided", args=[row.pk]), data)
    assert response.status_code == 422
    body = response.content.decode()
    assert "Say what changed because of them, or why not." in body
    assert "Less days." in body


def test_the_six_are_answered_once(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    row, client = write_decision(cast.asha, cast.maya, "my meeting", None, now), signed_in(cast.asha)
    url = reverse("work_decision_six", args=[row.pk])
    incomplete = client.post(url, {"six-told": "4"})
    assert incomplete.status_code == 422
    assert client.post(url, SIX).status_code == 302
    assert WorkerAnswer.objects.count() == 6
    again = client.post(url, SIX, follow=True)
    assert "You have answered this already." in again.content.decode()
    assert WorkerAnswer.objects.count() == 6


def test_the_inbox_counts_decisions_that_wait_for_the_workers_side(cast: Cast, now: datetime) -> None:
    decision = write_decision(cast.asha, cast.maya, "my meeting", None, now)
    assert to_answer_for(cast.asha, now) == 0
    ask_involvement(cast.asha, decision, "card", now)
    draft = begun(cast.maya, now, About.DECISION, decision, answers=ANSWERS)
    submit_contribution(cast.maya, draft, now)
    assert to_answer_for(cast.asha, now) == 1
    assert to_answer_for(cast.stranger, now) == 0


@pytest.mark.parametrize("name", ["stranger", "rhona", "lena", "adam", "priya", "tom", "carol", "ines"])
def test_to_a_stranger_it_does_not_exist(cast: Cast, now: datetime, signed_in: SignIn, name: str) -> None:
    row, client = (
        write_decision(cast.asha, cast.maya, "my meeting", None, now),
        signed_in(getattr(cast, name)),
    )
    assert client.get(reverse("work_decision", args=[row.pk])).status_code == 404
    asked = client.post(reverse("work_decision_ask", args=[row.pk]), {"ask-way": "card"})
    assert asked.status_code == 404
    recorded = {"decided-decided": "Three days.", "decided-changed": "Two fewer."}
    assert client.post(reverse("work_decision_decided", args=[row.pk]), recorded).status_code == 404
    assert client.post(reverse("work_decision_six", args=[row.pk]), SIX).status_code == 404
    about_maya = {"young_person": str(cast.maya.pk), "title": "my meeting"}
    assert client.post(reverse("work_decisions"), about_maya).status_code == 422
    assert Decision.objects.count() == 1
