"""What a safeguarding lead sees: every promise, every open concern, ladders that were tried, rotas, rules."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.concerns.actions import propose_outcome
from safeguarding.concerns.models import Concern
from safeguarding.concerns.types import OutcomeKind
from safeguarding.people.models import Post, Worker
from safeguarding.people.types import Role, WhyLeftOut
from safeguarding.promises.dry_run import NOBODY, OUTSIDE, Need, dry_run
from safeguarding.promises.models import Shift
from safeguarding.promises.types import Climb, Clock, PromiseKind, RotaKind, RungWho
from safeguarding.responsibility.actions import go_on_leave, leave_out
from safeguarding.trail.types import CLOCKS
from safeguarding.trail.types import worker as as_worker
from tests.cast import Cast
from tests.frontend.lead.conftest import Hands, SignIn
from tests.voice.contributions.said import send

pytestmark = pytest.mark.django_db
PAGES = ("lead", "lead_concerns", "lead_ladders", "lead_rotas", "lead_rulebook")
WORRIED = "he hit me again yesterday and my arm hurts"
IN_CHARGE = "one of the staff grabbed my arm and shouted at me"


@pytest.mark.parametrize(
    "name", ["asha", "ravi", "ines", "rhona", "lena", "adam", "priya", "tom", "carol", "stranger"]
)
def test_to_everybody_else_the_face_does_not_exist(cast: Cast, signed_in: SignIn, name: str) -> None:
    client = signed_in(getattr(cast, name))
    there = {page for page in PAGES if client.get(reverse(page)).status_code != 404}
    # An administrator keeps rotas beside the lead: the independent one stands above the lead's services.
    assert there == ({"lead_rotas"} if name == "adam" else set())


def test_every_promise_with_its_keeper_and_time(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    client = signed_in(cast.sam)
    assert "Nothing is promised just now" in client.get(reverse("lead")).content.decode()
    send(cast.maya, now, WORRIED)
    body = client.get(reverse("lead")).content.decode()
    assert "Every promise is in time" in body
    assert "Look · Maya" in body
    assert "<b>Asha</b> has it" in body
    assert "hit me" not in body


def test_the_late_come_first(cast: Cast, now: datetime, hands: Hands, signed_in: SignIn) -> None:
    send(cast.maya, now, WORRIED)
    hands.at = now + timedelta(hours=3)
    body = signed_in(cast.sam).get(reverse("lead")).content.decode()
    assert "One promise is late" in body
    assert body.index("<h2>Late</h2>") < body.index("Tomorrow and after")


def test_what_went_outside_is_there_without_whose_it_is(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    outside = send(cast.dylan, now, IN_CHARGE)
    send(cast.maya, now, WORRIED)
    assert outside.route == "independent"
    for page in ("lead", "lead_concerns"):
        body = signed_in(cast.sam).get(reverse(page)).content.decode()
        assert "outside the service" in body, page
        assert "Maya" in body, page
        assert "Dylan" not in body, page
        assert "<b>People outside</b> have it" in body, page
    concern = Concern.objects.get(from_id=outside.pk)
    assert signed_in(cast.sam).get(reverse("concern", args=[concern.pk])).status_code == 404


def test_a_lead_who_is_left_out_sees_nothing_of_it(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    send(cast.maya, now, WORRIED)
    assert "Maya" in signed_in(cast.sam).get(reverse("lead")).content.decode()
    leave_out(cast.maya, cast.sam, WhyLeftOut.ABOUT_THEM, now, actor=CLOCKS)
    for page in ("lead", "lead_concerns"):
        assert "Maya" not in signed_in(cast.sam).get(reverse(page)).content.decode()


def test_boards_ask_as_much_for_thirty_as_for_one(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    client = signed_in(cast.sam)
    send(cast.maya, now, WORRIED)
    for page in ("lead", "lead_concerns"):
        client.get(reverse(page))
    counts = []
    for _more in range(2):
        for page in ("lead", "lead_concerns"):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(page))
            counts.append(len(asked))
        for _ in range(15):
            send(cast.maya, now, WORRIED)
    assert counts[2] <= counts[0]
    assert counts[3] <= counts[1]


def test_outcomes_that_wait_are_on_the_side(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    contribution = send(cast.maya, now, WORRIED)
    concern = Concern.objects.get(from_id=contribution.pk)
    client = signed_in(cast.sam)
    assert "One concern has no plan yet" in client.get(reverse("lead_concerns")).content.decode()
    propose_outcome(cast.asha, concern, OutcomeKind.SPOKE, "We talked.", now)
    body = client.get(reverse("lead_concerns")).content.decode()
    assert "Spoke with the young person, no worry now" in body
    assert "We talked." not in body
    assert "Look at it" in body


def cells(cast: Cast, now: datetime, clock: Clock = Clock.TODAY) -> "dict[tuple[int, int], int]":
    run = dry_run(cast.sam, Need(PromiseKind.LOOK, clock, Climb.USUAL), now)
    assert run is not None
    return {(day, hour): cell.position for day, row in enumerate(run.days) for hour, cell in enumerate(row)}


def test_the_dry_run_tries_every_hour_of_fourteen_days(cast: Cast, now: datetime) -> None:
    tried = cells(cast, now)
    assert len(tried) == 14 * 24
    assert tried[0, 10] == 0  # Tuesday 10:30: the named worker
    assert tried[0, 3] == 2  # at night: who is on call
    assert tried[4, 12] == 2  # Saturday


def test_leave_shows_as_the_deputys_hours(cast: Cast, now: datetime) -> None:
    tomorrow = now.replace(hour=0) + timedelta(days=1)
    go_on_leave(cast.asha, tomorrow, tomorrow + timedelta(days=1), None, now, as_worker(cast.asha.pk))
    tried = cells(cast, now)
    assert tried[1, 10] == 1
    assert tried[2, 10] == 0


def test_a_gap_in_the_rota_reaches_the_lead_then_outside_then_nobody(cast: Cast, now: datetime) -> None:
    Shift.objects.filter(rota__kind=RotaKind.DUTY, weekday=5).delete()
    run = dry_run(cast.sam, Need(PromiseKind.LOOK, Clock.TODAY, Climb.USUAL), now)
    assert run is not None
    assert run.days[4][12].who == RungWho.LEAD
    leave_out(cast.maya, cast.sam, WhyLeftOut.NOT_THIS_PERSON, now, actor=CLOCKS)
    assert cells(cast, now)[4, 12] == OUTSIDE  # for Maya, whom nobody else of the line may have then
    Shift.objects.filter(rota__kind=RotaKind.INDEPENDENT).delete()
    Post.objects.filter(role=Role.INDEPENDENT).delete()
    Worker.objects.filter(pk=cast.ines.pk).update(is_active=False)
    assert cells(cast, now)[4, 12] == NOBODY


def test_the_heading_is_the_worst_finding(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    client = signed_in(cast.sam)
    assert "Every hour reaches somebody" in client.get(reverse("lead_ladders")).content.decode()
    leave_out(cast.maya, cast.sam, WhyLeftOut.NOT_THIS_PERSON, now, actor=CLOCKS)
    Post.objects.filter(role=Role.INDEPENDENT).delete()
    Shift.objects.filter(rota__kind=RotaKind.DUTY, weekday=5).delete()
    body = client.get(reverse("lead_ladders")).content.decode()
    assert "48 hours reach nobody" in body  # two Saturdays
    assert '<li class="worst">' in body
    assert "Maya" not in body


@pytest.mark.parametrize("ladder", ["now", "today", "soon", "safe", "reading", "outside", "no such ladder"])
def test_every_ladder_has_a_page(cast: Cast, signed_in: SignIn, ladder: str) -> None:
    response = signed_in(cast.sam).get(reverse("lead_ladders"), {"ladder": ladder})
    assert response.status_code == 200
    assert response.content.decode().count('<td class="rung') == 14 * 24


def test_a_rota_with_a_gap_is_the_heading(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.sam)
    assert "Every rota covers day and night" in client.get(reverse("lead_rotas")).content.decode()
    Shift.objects.filter(rota__kind=RotaKind.INDEPENDENT, weekday=6).delete()
    body = client.get(reverse("lead_rotas")).content.decode()
    assert "One rota has hours without anybody" in body
    assert "48 hours of the next 14 days have nobody." in body


def test_the_rulebook_stands_in_plain_words(cast: Cast, signed_in: SignIn) -> None:
    body = signed_in(cast.sam).get(reverse("lead_rulebook")).content.decode()
    assert "rules decide how fast a person looks" in body
    assert "1 · Not safe right now" in body
