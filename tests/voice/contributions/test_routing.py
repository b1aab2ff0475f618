from datetime import datetime, time
from typing import Any

import pytest

from safeguarding.concerns.models import Concern
from safeguarding.people.models import LeftOut, Worker
from safeguarding.people.types import Role, Route, WhyLeftOut
from safeguarding.promises.models import Notice, Promise, Shift
from safeguarding.promises.queries import holds, who_has
from safeguarding.promises.types import Climb, Clock
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail import types as trail
from tests.cast import Cast, _worker
from tests.voice.contributions.said import ORDINARY, WORRIED, send
from voice.contributions.models import Contribution
from voice.contributions.queries import named_readers, sent
from voice.contributions.types import About, DraftBody

pytestmark = pytest.mark.django_db

BY_ASHA = "my worker asha hit me and i am scared of asha"
IN_CHARGE = "a member of staff hit me"


def left_out(row: Contribution) -> set[tuple[Worker, str]]:
    rows = LeftOut.objects.filter(only_about=row.pk).select_related("worker")
    return {(left.worker, left.why) for left in rows}


def told(row: Contribution) -> set[Worker]:
    return {notice.person for notice in Notice.objects.filter(promise__contribution_id=row.pk)}


def tap(cast: Cast, worker: Worker, why: WhyLeftOut, now: datetime) -> None:
    leave_out(cast.maya, worker, why, now, actor=trail.young_person(cast.maya.pk))


def test_it_is_about_them_goes_outside_the_line_until_changed(cast: Cast, now: datetime) -> None:
    assert cast.asha in told(send(cast.maya, now, WORRIED))  # it would have reached her
    tap(cast, cast.asha, WhyLeftOut.ABOUT_THEM, now)
    row = send(cast.maya, now, WORRIED)
    assert row.route == Route.INDEPENDENT and row.reading.climb == Climb.INDEPENDENT
    assert Concern.objects.get(from_id=row.pk).route == Route.INDEPENDENT
    assert told(row) == {cast.ines, cast.rhona}


def test_not_this_person_goes_to_the_next_and_stays_inside(cast: Cast, now: datetime) -> None:
    tap(cast, cast.asha, WhyLeftOut.NOT_THIS_PERSON, now)
    row = send(cast.maya, now)
    assert row.route == Route.USUAL and row.reading.keeper == cast.joy
    assert cast.asha not in told(row)


def test_heading_five_names_whom_it_is_about_and_leaves_them_out(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, BY_ASHA, let_read={str(cast.asha.pk): True})
    assert 5 in Concern.objects.get(from_id=row.pk).reasons.values_list("heading", flat=True)
    assert row.route == Route.INDEPENDENT
    assert left_out(row) == {(cast.asha, WhyLeftOut.NAMED_IN_WORDS)}
    assert told(row) == {cast.ines, cast.rhona}


def test_heading_five_that_names_nobody_leaves_the_whole_home_out(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, IN_CHARGE)
    assert row.route == Route.INDEPENDENT
    assert left_out(row) == {(cast.carol, WhyLeftOut.HOME_STAFF)}
    assert cast.carol not in told(row) and cast.asha not in told(row)


@pytest.mark.parametrize(
    ("words", "let_read", "out"),
    [
        ("asha came to see me", {}, True),  # nobody answered "Can Asha see this?"
        ("asha came to see me", {"asha": False}, True),
        ("asha came to see me", {"asha": True}, False),
        (f"asha came to see me. {WORRIED}", {"asha": True}, True),  # a reason was found
        (ORDINARY, {}, False),
    ],
)
def test_a_reader_whom_the_words_name_reads_them_only_after_a_yes(
    cast: Cast, now: datetime, words: str, let_read: dict[str, bool], out: bool
) -> None:
    row = send(cast.maya, now, words, let_read={str(cast.asha.pk): yes for yes in let_read.values()})
    assert row.route == Route.USUAL
    assert left_out(row) == ({(cast.asha, WhyLeftOut.NAMED_IN_WORDS)} if out else set())
    assert (cast.asha in told(row)) is not out


@pytest.mark.parametrize(
    "words",
    [
        "my social worker hit me",
        "ashaa hit me",
        "mrs example hit me",
        "asha always hit me",
        "asha locked me out and laughed",
    ],
)
def test_heading_five_finds_people_by_name_role_slip_and_title(cast: Cast, now: datetime, words: str) -> None:
    row = send(cast.maya, now, words)
    assert row.route == Route.INDEPENDENT
    assert (cast.asha, WhyLeftOut.NAMED_IN_WORDS) in left_out(row)
    assert Concern.objects.get(from_id=row.pk).reasons.filter(heading=5).exists()


@pytest.mark.parametrize(
    "words", ["i told asha he hit me", "my dad hit me. asha was nice", "asha my dad hit me"]
)
def test_a_worker_named_beside_what_another_did_is_left_out_of_this_one_only(
    cast: Cast, now: datetime, words: str
) -> None:
    row = send(cast.maya, now, words, let_read={str(cast.asha.pk): True})
    assert row.route == Route.USUAL and left_out(row) == {(cast.asha, WhyLeftOut.NAMED_IN_WORDS)}


def test_a_role_alone_does_not_take_somebody_out_of_an_ordinary_contribution(
    cast: Cast, now: datetime
) -> None:
    assert send(cast.maya, now, "my social worker is nice").reading.keeper == cast.asha


def test_a_surname_that_is_an_ordinary_word_names_nobody(cast: Cast, now: datetime) -> None:
    cast.asha.name = "Asha Brown"
    cast.asha.save()
    assert left_out(send(cast.maya, now, "the bread was brown")) == set()
    assert left_out(send(cast.maya, now, "miss brown came")) == {(cast.asha, WhyLeftOut.NAMED_IN_WORDS)}


def test_the_staff_of_the_home_can_be_those_who_must_not_know(cast: Cast, now: datetime) -> None:
    send(cast.maya, now, must_not_know="the staff here")
    assert LeftOut.objects.get().worker == cast.carol


def test_who_must_not_know_is_left_out_of_everything(cast: Cast, now: datetime) -> None:
    first = send(cast.maya, now)
    assert first.reading.keeper == cast.asha
    row = send(cast.maya, now, must_not_know="please not asha")
    assert row.reading.keeper == cast.joy
    [everything] = LeftOut.objects.filter(worker=cast.asha)
    assert everything.why == WhyLeftOut.MUST_NOT_KNOW and everything.only_about is None
    first.reading.refresh_from_db()
    assert first.reading.keeper == cast.joy  # what she had moved in the same moment
    assert not holds(cast.asha, [("contribution", first.pk)], now)


def test_somebody_named_who_could_not_read_it_anyway_is_not_made_a_row_of(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, "carol made pancakes")
    assert left_out(row) == set()


def test_somebody_named_who_comes_on_shift_later_is_left_out_too(cast: Cast, now: datetime) -> None:
    bobby = _worker("Bobby", now, cast.service, Role.WORKER)
    rota = Shift.objects.filter(worker=cast.ravi)[0].rota
    Shift.objects.create(rota=rota, worker=bobby, weekday=2, starts=time(8), ends=time(16))
    row = send(cast.maya, now, "bobby came to see me")
    assert left_out(row) == {(bobby, WhyLeftOut.NAMED_IN_WORDS)}


def test_when_the_usual_ladder_is_empty_it_goes_outside(cast: Cast, now: datetime) -> None:
    for worker in (cast.asha, cast.joy, cast.ravi, cast.sam):
        tap(cast, worker, WhyLeftOut.NOT_THIS_PERSON, now)
    row = send(cast.maya, now, WORRIED)
    assert row.route == Route.INDEPENDENT and who_has(row.reading, now) == [cast.ines]
    assert Concern.objects.get(from_id=row.pk).route == Route.INDEPENDENT
    assert told(row) == {cast.ines, cast.rhona}


@pytest.mark.parametrize(("words", "clock"), [(ORDINARY, Clock.ORDINARY), (WORRIED, Clock.NOW)])
def test_an_advocate_alone_reads_what_is_for_the_advocate(
    cast: Cast, now: datetime, words: str, clock: Clock
) -> None:
    row = send(cast.maya, now, words, About.ADVOCATE)
    assert row.route == Route.ADVOCATE and row.moderation is None
    assert row.reading.clock == clock
    assert told(row) == {cast.tom}
    assert not Concern.objects.exists() and Promise.objects.count() == 1


def test_an_advocate_can_be_asked_for_without_a_word(cast: Cast, now: datetime) -> None:
    assert who_has(send(cast.maya, now, "", About.ADVOCATE).reading, now) == [cast.tom]


def test_the_page_after_send_says_who_can_t_see_it(cast: Cast, now: datetime) -> None:
    shown = sent(cast.maya, send(cast.maya, now, BY_ASHA), now)
    assert shown.independent and shown.urgent and [person.known_as for person in shown.left_out] == ["Asha"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("Asha is ok", ["asha"]), ("ASHA!! and joy", ["asha", "joy"]), ("ashamed, enjoy", [])],
)
def test_readers_whom_the_words_name_are_asked_about(
    cast: Cast, now: datetime, words: str, found: list[str]
) -> None:
    readers = [cast.asha, cast.joy, cast.ravi]
    assert named_readers(DraftBody(words=words), readers) == [getattr(cast, name) for name in found]


def test_every_route_has_somebody(cast: Cast, now: datetime, django_assert_max_num_queries: Any) -> None:
    for words in (ORDINARY, WORRIED, BY_ASHA, IN_CHARGE):
        assert who_has(send(cast.maya, now, words).reading, now)
