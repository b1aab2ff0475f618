"""A concern's page: reasons marked in their words; each step a plain form that keeps what was typed."""

import html
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeguarding.concerns.actions import hurry, take
from safeguarding.concerns.models import AdviceQuestion, Concern, Note, Outcome, Plan, Reason
from safeguarding.concerns.types import ReasonGiven, ReasonSource
from safeguarding.people.types import WhyLeftOut
from safeguarding.promises.models import Promise
from safeguarding.promises.queries import inbox
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from safeguarding.vault.envelope import open_sealed
from tests.cast import Cast
from tests.frontend.worker.conftest import SignIn
from tests.voice.contributions.said import send

pytestmark = pytest.mark.django_db
WORDS = "He got me a new phone and he says dont tell my gran <b>& co</b> 😬"


def concern_of(cast: Cast, now: datetime, words: str = WORDS, **said: Any) -> Concern:
    contribution = send(cast.maya, now, words, **{"pace": "talk_first", **said})
    return Concern.objects.get(from_id=contribution.pk)


def local(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"


def a_plan(now: datetime, cast: Cast, **given: str) -> dict[str, str]:
    plan = {
        "what": "I will see her at school.",
        "by": local(now + timedelta(hours=1)),
        "doer": str(cast.asha.pk),
    }
    plan |= {"speak": "After class, in person.", **given}
    return {f"plan-{name}": value for name, value in plan.items()}


def post(client: Client, name: str, concern: Concern, **data: str) -> "tuple[int, str]":
    response = client.post(reverse(name, args=[concern.pk]), data)
    return response.status_code, response.content.decode()


def outcome(client: Client, concern: Concern, page: str = "", **given: str) -> "tuple[int, str]":
    """The outcome, written on ``page``: as it is now, unless it was opened before."""
    page = page or client.get(reverse("concern", args=[concern.pk])).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    return post(
        client,
        "concern_outcome",
        concern,
        seen=seen[1],
        **{f"outcome-{key}": text for key, text in given.items()},
    )


def words_shown(body: str) -> str:
    quote = re.search(r"<blockquote.*?>(.*?)</blockquote>", body, re.S)
    assert quote is not None
    without_numbers = re.sub(r'<a class="num.*?</a>', "", quote[1])
    return html.unescape(re.sub(r"</?mark.*?>", "", without_numbers))


def test_every_form_carries_its_token_and_no_name(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    body = signed_in(cast.asha).get(reverse("concern", args=[concern_of(cast, now).pk])).content.decode()
    forms = re.findall(r'<form[^>]*method="post".*?</form>', body, re.S)
    assert len(forms) > 5
    for form in forms:
        assert "csrfmiddlewaretoken" in form, form[:120]
    assert 'name="Maya"' not in body


def test_their_words_stand_as_typed_with_reasons_marked_in_place(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    concern = concern_of(cast, now)
    body = signed_in(cast.asha).get(reverse("concern", args=[concern.pk])).content.decode()
    assert words_shown(body) == WORDS
    assert "<b>& co" not in body  # their angle brackets are text
    marked = "".join(re.findall(r'<mark class="why">(.*?)</mark>', body))
    assert "co" not in marked
    for reason in Reason.objects.filter(concern=concern, start__isnull=False):
        # Where two reasons meet, the marks are cut: together they stand as typed.
        assert html.escape(WORDS[reason.start : reason.end]) in marked
    numbers = re.findall(r'href="#reason-(\d+)"', body)
    assert numbers
    # No number stands in the text: whoever selects the words gets the words.
    assert not re.findall(r'<a class="num[^>]*>[^<]', body)
    assert set(numbers) <= set(re.findall(r'id="reason-(\d+)"', body))


def test_pace_reach_and_who_must_not_know_stand_above_the_words(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    concern = concern_of(cast, now, reach="School office.\nNo texts.", must_not_know="My brother")
    body = signed_in(cast.asha).get(reverse("concern", args=[concern.pk])).content.decode()
    above = body[: body.index("<blockquote")]
    assert "School office." in above
    assert "My brother" in above
    assert '<li class="theirs">' in above
    assert all(
        pace in above for pace in ("Just tell", "Talk with me first", "Not yet", "Please do something")
    )


def test_opening_it_is_a_look_that_everybody_can_see(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    concern = concern_of(cast, now)
    assert not TrailEntry.objects.filter(type=TrailType.WORDS_OPENED).exists()
    body = signed_in(cast.joy).get(reverse("concern", args=[concern.pk])).content.decode()
    assert TrailEntry.objects.get(type=TrailType.WORDS_OPENED).actor_id == cast.joy.pk
    assert "Who has looked" in body
    assert "<b>You</b>" in body


def test_taking_planning_and_doing(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    concern, client = concern_of(cast, now), signed_in(cast.asha)
    assert post(client, "concern_take", concern)[0] == 302
    assert Promise.objects.get(pk=concern.look_id).taken_by == cast.asha
    assert post(client, "concern_plan", concern, **a_plan(now, cast))[0] == 302
    assert Promise.objects.get(pk=concern.look_id).kept_by == cast.asha
    body = client.get(reverse("concern", args=[concern.pk])).content.decode()
    assert "Do what the plan says" in body
    assert "I will see her at school." in body
    assert post(client, "concern_done", concern, **{"done-text": "We talked."})[0] == 302
    assert open_sealed(Note.objects.get(), "sealed_text") == "We talked."


def test_a_plan_with_a_mistake_keeps_what_was_typed(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    concern, client = concern_of(cast, now), signed_in(cast.asha)
    status, body = post(client, "concern_plan", concern, **a_plan(now, cast, speak="", what="My own plan"))
    assert status == 422
    assert "My own plan" in body
    assert not Plan.objects.exists()
    late = a_plan(now, cast, by=local(now + timedelta(days=30)), what="My late plan")
    status, body = post(client, "concern_plan", concern, **late)
    assert status == 422
    assert "Too late for its clock" in body
    assert "My late plan" in body


def test_faster_than_their_pace_asks_why_and_whether_they_are_told(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    concern, client = concern_of(cast, now), signed_in(cast.asha)
    assert "asked to talk first" in client.get(reverse("concern", args=[concern.pk])).content.decode()
    status, body = post(client, "concern_plan", concern, **a_plan(now, cast, told="yes"))
    assert status == 422
    assert "Please fill this in." in body
    assert (
        post(client, "concern_plan", concern, **a_plan(now, cast, told="yes", faster_why="Tonight."))[0]
        == 302
    )
    assert open_sealed(Plan.objects.get(), "sealed_faster") == "Tonight."


def test_somebody_was_first_is_said_and_nothing_is_lost(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    concern = concern_of(cast, now)
    take(cast.joy, concern, now)
    status, body = post(signed_in(cast.asha), "concern_take", concern)
    assert status == 422
    assert "Somebody has got this already" in body


def test_notes_advice_and_handing_over(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    concern, client = concern_of(cast, now), signed_in(cast.asha)
    heard = {"note-kind": "heard", "note-text": "She was late."}
    status, body = post(client, "concern_note", concern, **heard)
    assert (status, "She was late." in body) == (422, True)
    assert post(client, "concern_note", concern, **heard, **{"note-heard_from": "School"})[0] == 302
    ask = {
        "adviser": str(cast.priya.pk),
        "question": "What next?",
        "chosen": "A phone.",
        "basis": "Consent",
        "ends": "2",
    }
    assert (
        post(client, "concern_advice", concern, **{f"advice-{key}": value for key, value in ask.items()})[0]
        == 302
    )
    assert AdviceQuestion.objects.get().ends_at == now + timedelta(days=2)
    assert post(client, "concern_hand", concern, **{"hand-to": str(cast.joy.pk)})[0] == 302
    assert Promise.objects.get(pk=concern.look_id).keeper == cast.joy


def test_nobody_is_offered_who_could_not_read_it(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    concern = concern_of(cast, now)
    body = signed_in(cast.asha).get(reverse("concern", args=[concern.pk])).content.decode()
    offered = body[body.index('name="hand-to"') :].split("</select>")[0]
    assert "Joy" in offered
    assert not any(name in offered for name in ("Carol", "Priya", "Rhona", "Lena", "Tom", "Ines"))
    status, _body = post(signed_in(cast.asha), "concern_hand", concern, **{"hand-to": str(cast.carol.pk)})
    assert status == 422


def test_an_outcome_waits_for_the_second_person_on_her_own_page(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    concern = concern_of(cast, now, "he hit me again yesterday and my arm hurts")
    assert concern.needs_second
    client = signed_in(cast.asha)
    assert outcome(client, concern, kind="spoke", reason="We talked with the school.")[0] == 302
    body = client.get(reverse("concern", args=[concern.pk])).content.decode()
    assert "You are the second person" not in body
    assert post(client, "concern_second", concern, **{"second-agree": "yes"})[0] == 404
    lead = signed_in(cast.sam)
    body = lead.get(reverse("concern", args=[concern.pk])).content.decode()
    assert "You are the second person" in body
    assert "We talked with the school." in body
    assert post(lead, "concern_second", concern, **{"second-agree": "no"})[0] == 422
    assert post(lead, "concern_second", concern, **{"second-agree": "yes"})[0] == 302
    assert Concern.objects.get(pk=concern.pk).closed_at == now
    assert Outcome.objects.get().second == cast.sam
    assert "Closed" in client.get(reverse("concern", args=[concern.pk])).content.decode()


def test_who_has_planned_done_and_closed_is_not_asked_to_begin_again(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    concern = concern_of(cast, now, "he hit me again yesterday and my arm hurts")
    client, page = signed_in(cast.asha), reverse("concern", args=[concern.pk])
    assert "Write the plan" in client.get(page).content.decode(), "the control"
    assert post(client, "concern_plan", concern, **a_plan(now, cast))[0] == 302
    assert post(client, "concern_done", concern, **{"done-text": "We talked."})[0] == 302
    assert outcome(client, concern, kind="spoke", reason="She is fine.")[0] == 302
    body = client.get(page).content.decode()
    assert "An outcome waits for a second person" in body
    assert [row.kind for row in inbox(cast.asha, now)] == ["answer"], "nor by their inbox"
    assert "Write the plan" not in body
    assert "I’ve got this" not in body


GRADED_NOW = ReasonGiven("moderator", 1, 1, "N", "now", ReasonSource.PERSON, "A moderator asks for a look.")


def test_what_came_while_an_outcome_was_written_is_shown_before_it_is_saved(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    concern, client = concern_of(cast, now), signed_in(cast.asha)
    page = client.get(reverse("concern", args=[concern.pk])).content.decode()
    hurry(concern, [GRADED_NOW], "now", now, CLOCKS)
    status, body = outcome(client, concern, page, kind="spoke", reason="We talked for an hour.")
    assert (status, Outcome.objects.count()) == (422, 0)
    assert "came while you wrote" in body
    assert "We talked for an hour." in body
    assert "A moderator asks for a look." in body
    assert outcome(client, concern, body, kind="spoke", reason="We talked for an hour.")[0] == 302
    assert post(client, "concern_outcome", concern, **{"outcome-kind": "spoke"})[0] == 422


def test_a_second_person_is_told_what_came_since_and_keeps_their_text(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    concern = concern_of(cast, now, "he hit me again yesterday and my arm hurts")
    assert outcome(signed_in(cast.asha), concern, kind="spoke", reason="We talked.")[0] == 302
    lead = signed_in(cast.sam)
    page = lead.get(reverse("concern", args=[concern.pk])).content.decode()
    assert "nobody can agree to it" not in page, "the control"
    hurry(concern, [GRADED_NOW], "now", now, CLOCKS)
    agreed = {"second-agree": "yes", "second-reason": "I rang the school."}
    status, body = post(lead, "concern_second", concern, **agreed)
    assert status == 422
    assert "nobody can agree to it" in body
    assert "I rang the school." in body
    assert Concern.objects.get(pk=concern.pk).closed_at is None


def test_an_outcome_whose_writer_was_left_out_since_is_agreed_to(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    concern = concern_of(cast, now, "he hit me again yesterday and my arm hurts")
    assert outcome(signed_in(cast.asha), concern, kind="spoke", reason="We talked.")[0] == 302
    leave_out(cast.maya, cast.asha, WhyLeftOut.NOT_THIS_PERSON, now, actor=CLOCKS)
    agreed = {"second-agree": "yes", "second-reason": "I rang her."}
    assert post(signed_in(cast.sam), "concern_second", concern, **agreed)[0] == 302
    assert Concern.objects.get(pk=concern.pk).closed_at == now


def test_a_pass_on_is_confirmed_before_it_closes(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    concern, client = concern_of(cast, now), signed_in(cast.asha)
    Concern.objects.filter(pk=concern.pk).update(needs_second=False)
    assert outcome(client, concern, kind="police", reason="It must.", receiver="Duty desk")[0] == 302
    assert "Has Duty desk got it?" in client.get(reverse("concern", args=[concern.pk])).content.decode()
    assert post(client, "concern_receipt", concern, **{"receipt-reference": "A-17"})[0] == 302
    assert Concern.objects.get(pk=concern.pk).closed_at == now


def test_was_it_worth_a_look(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    concern = concern_of(cast, now)
    reason = Reason.objects.filter(concern=concern).first()
    assert reason is not None
    url = reverse("concern_reason", args=[concern.pk, reason.pk])
    assert signed_in(cast.asha).post(url, {"useful": "no"}).status_code == 302
    assert Reason.objects.get(pk=reason.pk).useful is False
    assert signed_in(cast.asha).post(reverse("concern_reason", args=[concern.pk, 999_999])).status_code == 404


STEPS = ("take", "plan", "done", "note", "advice", "hand", "outcome", "second", "check", "receipt")


@pytest.mark.parametrize(
    "name", ["stranger", "ravi", "rhona", "lena", "adam", "priya", "tom", "carol", "ines"]
)
def test_to_a_stranger_it_does_not_exist(cast: Cast, now: datetime, signed_in: SignIn, name: str) -> None:
    concern = concern_of(cast, now)
    client = signed_in(getattr(cast, name))
    assert client.get(reverse("concern", args=[concern.pk])).status_code == 404
    for step in STEPS:
        assert client.post(reverse(f"concern_{step}", args=[concern.pk])).status_code == 404, step


def test_left_out_of_it_it_does_not_exist(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    concern, client = concern_of(cast, now), signed_in(cast.asha)
    assert client.get(reverse("concern", args=[concern.pk])).status_code == 200
    leave_out(cast.maya, cast.asha, WhyLeftOut.NAMED_IN_WORDS, now, actor=CLOCKS, only_about=concern.from_id)
    assert client.get(reverse("concern", args=[concern.pk])).status_code == 404
    assert client.post(reverse("concern_take", args=[concern.pk])).status_code == 404
