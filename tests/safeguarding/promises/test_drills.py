"""Drills go up the real ladder, marked as practice; they hide, delay and count nothing."""

from datetime import datetime, timedelta

import pytest

from safeguarding.people.models import YoungPerson
from safeguarding.people.queries import my_young_people
from safeguarding.people.types import NotAllowed
from safeguarding.promises import chores, clocks, drills, outbox, queries
from safeguarding.promises.actions.drills import answer_drill, end_old_drills, start_drill, stop_drill
from safeguarding.promises.models import Drill
from safeguarding.promises.types import AlreadyTaken, Channel, Climb, Clock
from tests.cast import Cast
from tests.conftest import Mailbox
from tests.safeguarding.promises.helpers import MINUTE, NIGHT, SECOND, fresh, let_it_climb, promised

pytestmark = pytest.mark.django_db


def test_it_goes_up_the_real_ladder_by_the_real_messages(cast: Cast, smtp: Mailbox) -> None:
    drill = start_drill(cast.sam, cast.service, Climb.USUAL, NIGHT)
    outbox.send(NIGHT + 3 * SECOND)
    assert "Practice: please look now" in smtp.texts()[0]
    assert "Nobody is waiting" in smtp.texts()[0]
    at = let_it_climb(drill.promise)
    outbox.send(at)
    assert [envelope.rcpt_tos[0] for envelope in smtp.messages] == ["ravi@example.org", "sam@example.org"]
    answer_drill(cast.sam, drill, at + MINUTE)
    found = drills.report(drill)
    assert [(rung, after, who) for rung, after, who in found.rungs if who][:1] == [
        (0, timedelta(), "Team on call")
    ]
    mails = [row for row in found.told if row.channel is Channel.EMAIL]
    assert [row.after for row in mails] == [3 * SECOND, 15 * MINUTE]
    assert (found.answered_by, found.answered_after) == (cast.sam, 16 * MINUTE)
    assert Drill.objects.get().passed


def test_a_passed_night_drill_is_what_going_live_asks_for(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    day = start_drill(cast.sam, cast.service, Climb.USUAL, now)
    outbox.send(now)
    answer_drill(cast.ravi, day, now + MINUTE)
    assert Drill.objects.get().passed
    assert drills.last_passed_night_drill(cast.service) is None  # by day is not by night
    night = start_drill(cast.sam, cast.service, Climb.USUAL, NIGHT)
    outbox.send(NIGHT)
    answer_drill(cast.ravi, night, NIGHT + MINUTE)
    assert drills.last_passed_night_drill(cast.service) == NIGHT + MINUTE
    assert drills.last_passed_night_drill(cast.authority) == NIGHT + MINUTE
    assert drills.last_passed_night_drill(cast.sibling) is None
    assert drills.last_passed_night_drill(cast.service, Climb.INDEPENDENT) is None


def test_nobody_answers_and_it_ends_without_having_passed(cast: Cast, smtp: Mailbox) -> None:
    drill = start_drill(cast.sam, cast.service, Climb.USUAL, NIGHT)
    for minutes in range(15, 120, 15):
        clocks.tick(NIGHT + minutes * MINUTE)
    assert end_old_drills(NIGHT + 119 * MINUTE) == 0
    assert "drills" in chores._chores
    assert end_old_drills(NIGHT + 120 * MINUTE) == 1
    drill.refresh_from_db()
    assert drill.passed is False
    assert not fresh(drill.promise).is_open


def test_an_unsent_message_fails_the_drill(cast: Cast) -> None:
    drill = start_drill(cast.sam, cast.service, Climb.USUAL, NIGHT)
    answer_drill(cast.ravi, drill, NIGHT + MINUTE)  # seen in the inbox; no message ever left the house
    assert Drill.objects.get().passed is False


def test_it_does_not_start_beside_something_real_and_ends_when_something_real_comes(
    cast: Cast, now: datetime
) -> None:
    drill = start_drill(cast.sam, cast.service, Climb.USUAL, now)
    with pytest.raises(AlreadyTaken, match="running"):
        start_drill(cast.sam, cast.service, Climb.USUAL, now)
    real = promised(cast.maya, now + MINUTE, Clock.NOW)
    assert [row.promise.pk for row in queries.inbox(cast.ravi, now + MINUTE)] == [real.pk, drill.promise_id]
    assert end_old_drills(now + MINUTE) == 1
    with pytest.raises(AlreadyTaken, match="real"):
        start_drill(cast.sam, cast.service, Climb.USUAL, now + 2 * MINUTE)


def test_what_is_real_is_sent_first(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    start_drill(cast.sam, cast.service, Climb.USUAL, now)
    promised(cast.maya, now, Clock.NOW)
    outbox.send(now)
    subjects = [text.split("Subject: ")[1].split("\n")[0] for text in smtp.texts()]
    assert [subject.strip() for subject in subjects] == [
        "Corner: Please look now",
        "Corner: Practice: please look now",
    ]


def test_nobody_ever_meets_the_young_person_of_a_drill(cast: Cast, now: datetime) -> None:
    before = len(my_young_people(cast.asha, now))
    assert before  # the control: those she has are found
    drill = start_drill(cast.sam, cast.service, Climb.USUAL, now)
    assert len(my_young_people(cast.asha, now)) == before
    someone = drill.promise.young_person
    assert someone not in YoungPerson.objects.filter(left_at__isnull=True)
    assert queries.of_young_person(someone) == []
    overdue = queries.overdue_counts([cast.team.pk], now + timedelta(days=2))
    assert overdue[cast.team.pk] == {"read": 0, "answer": 0}


def test_only_a_lead_starts_one_and_only_whom_it_reached_answers(cast: Cast, now: datetime) -> None:
    for worker in (cast.asha, cast.stranger, cast.lena):
        with pytest.raises(NotAllowed):
            start_drill(worker, cast.service, Climb.USUAL, now)
    drill = start_drill(cast.sam, cast.service, Climb.USUAL, now)
    with pytest.raises(NotAllowed):
        answer_drill(cast.asha, drill, now + MINUTE)
    with pytest.raises(NotAllowed):
        stop_drill(cast.asha, drill, now + MINUTE)
    assert stop_drill(cast.sam, drill, now + MINUTE).passed is False
