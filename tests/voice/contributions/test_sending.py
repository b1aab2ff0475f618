from datetime import datetime, timedelta
from typing import Any

import pytest

from safeguarding.concerns.models import Concern, Reason
from safeguarding.people.types import NotAllowed, Route
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.rulebook import screened
from safeguarding.rulebook.loader import BrokenRule
from safeguarding.rulebook.screened import screen_with
from safeguarding.screening import engine
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.queries import first_broken
from safeguarding.trail.types import TrailType
from safeguarding.vault.envelope import open_sealed
from tests.cast import Cast
from tests.voice.contributions.said import ANSWERS, ORDINARY, SESSION, WORRIED, begun, send
from voice.contributions import drafts, hearing
from voice.contributions.actions import submit_contribution
from voice.contributions.errors import NothingSaid
from voice.contributions.models import Answer, Contribution, Draft, Noticed, Words
from voice.contributions.types import About
from voice.decisions.actions import write_decision

pytestmark = pytest.mark.django_db


def test_what_is_sent_has_two_people_reading_it_and_a_line_in_the_trail(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    assert row.reading.kind == PromiseKind.READ and row.reading.clock == Clock.ORDINARY
    assert row.reading.climb == Climb.USUAL and row.reading.keeper == cast.asha
    assert row.reading.due_at == now + timedelta(days=1)
    assert row.moderation is not None and row.moderation.climb == Climb.MODERATORS
    assert open_sealed(row.words, "sealed_text") == ORDINARY
    assert row.route == Route.USUAL and row.readable and row.rulebook
    assert not Concern.objects.exists()
    sent = TrailEntry.objects.get(type=TrailType.SENT)
    assert (sent.about_kind, sent.about_id, sent.actor_id) == ("contribution", row.pk, cast.maya.pk)
    assert first_broken() is None


def test_what_is_written_can_be_read_in_the_row_only_sealed(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, reach="text me after four", must_not_know="the new one")
    for sealed in (row.words.sealed_text, row.sealed_reach, row.sealed_must_not_know):
        assert sealed is not None and b"pizza" not in bytes(sealed) and b"four" not in bytes(sealed)
    assert open_sealed(row, "sealed_reach") == "text me after four"
    assert open_sealed(row, "sealed_must_not_know") == "the new one"


def test_a_worry_makes_one_concern_with_its_own_shorter_clock(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED, pace="talk_first")
    concern = Concern.objects.get()
    assert (concern.from_kind, concern.from_id) == ("contribution", row.pk)
    assert concern.urgency == "now" and concern.pace == "talk_first"
    assert concern.look.clock == Clock.NOW and concern.look.due_at == now + timedelta(minutes=15)
    reason = Reason.objects.filter(heading=1).first()
    assert (
        reason is not None and reason.start is not None and "not safe" in WORRIED[reason.start : reason.end]
    )
    assert row.reading.clock == Clock.ORDINARY


def test_answers_are_kept_with_the_team_of_the_moment(cast: Cast, now: datetime) -> None:
    decision = write_decision(cast.asha, cast.maya, "Your school meeting", None, now)
    draft = begun(cast.maya, now, About.DECISION, decision, answers=ANSWERS)
    row = submit_contribution(cast.maya, draft, now)
    kept = {answer.question: answer for answer in row.answers.all()}
    assert {question: answer.value for question, answer in kept.items()} == ANSWERS
    assert kept["told"].part == "told" and kept["told"].scale == "five" and kept["told"].team == cast.team
    assert row.decision == decision and not Words.objects.exists()


def test_values_no_page_offers_are_not_kept(cast: Cast, now: datetime) -> None:
    strange = {"told": "9", "asked": "3", "heard": "\x00", "x" * 50: "1", "safe": "not_safe"}
    row = submit_contribution(cast.maya, begun(cast.maya, now, About.DECISION, None, answers=strange), now)
    assert dict(row.answers.values_list("question", "value")) == {"asked": "3", "safe": "not_safe"}
    assert row.answers.get(question="safe").part == ""


def test_a_strange_form_reaches_no_plain_column(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, language="\x00", pace="faster", with_me="a dog", answer_way="by pigeon")
    assert (row.language, row.pace, row.with_me, row.answer_way) == ("en", "", "", "here")


@pytest.mark.parametrize(
    "words",
    [
        "nul \x00 byte",
        "half a face \ud83d and the other half \ude00",
        "\ud83d\ude00 joined by nobody",
        "🙂🏳️‍🌈 ok",
        "أنا بخير اليوم",
        "  spaces and\r\nlines\t ",
        "I <3 u & <script>alert(1)</script>",
    ],
)
def test_words_are_kept_as_typed(cast: Cast, now: datetime, words: str) -> None:
    row = send(cast.maya, now, words)
    assert open_sealed(row.words, "sealed_text") == words
    assert row.words.length == len(words)


def test_very_long_words_are_kept_whole_and_a_person_reads_them_today(cast: Cast, now: datetime) -> None:
    words = ("we went to the park and i was happy " * 3_000)[:100_000]
    row = send(cast.maya, now, words)
    assert open_sealed(row.words, "sealed_text") == words
    assert not row.readable and row.unreadable_because == "too long"
    assert row.reading.clock == Clock.TODAY and row.reading.due_at == now + timedelta(hours=2)


@pytest.mark.parametrize(
    ("words", "language"), [("أنا خائف من الليل هنا", "en"), ("mae popeth yn iawn", "cy")]
)
def test_what_the_rules_can_t_read_a_person_reads_today(
    cast: Cast, now: datetime, words: str, language: str
) -> None:
    row = send(cast.maya, now, words, language=language)
    assert not row.readable and row.unreadable_because
    assert row.reading.clock == Clock.TODAY
    assert not row.rules_checked


def test_a_fault_in_screening_means_a_person_reads_it_today(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*args: Any) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("safeguarding.screening.engine.tokenise", fault)
    row = send(cast.maya, now)
    assert row.unreadable_because == "error" and row.reading.clock == Clock.TODAY


def test_without_a_rulebook_a_person_reads_it_today(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise BrokenRule("h01.toml:3: it looks for nothing")

    monkeypatch.setattr(hearing, "shipped", broken)
    row = send(cast.maya, now)
    assert not row.readable and row.reading.clock == Clock.TODAY and row.rulebook == ""


def test_what_stands_beside_the_words_is_screened_too(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, ORDINARY, reach=WORRIED)
    concern = Concern.objects.get(from_id=row.pk)
    assert concern.urgency == "now"
    assert all(reason.start is None for reason in concern.reasons.all())


def test_names_and_times_beside_the_words_don_t_make_them_unreadable(cast: Cast, now: datetime) -> None:
    assert send(cast.maya, now, ORDINARY, must_not_know="Xzqwy Brkl Vntr").readable


def test_names_of_people_and_places_around_them_are_no_strange_words(cast: Cast, now: datetime) -> None:
    for worker, name in ((cast.asha, "Oluwaseun"), (cast.joy, "Przemyslaw"), (cast.carol, "Siobhan")):
        worker.known_as = name
        worker.save()
    cast.home.name = "Tighnabruaich"
    cast.home.save()
    words = "oluwaseun przemyslaw siobhan tighnabruaich ok"
    assert send(cast.maya, now, words).readable
    cast.home.name = "Elm House"
    cast.home.save()
    assert not send(cast.kai, now, "wrszk brttl pnkrf zlmqt ok").readable


@pytest.mark.parametrize("said", [{}, {"words": " \n "}, {"answers": {"told": "skip"}}, {"pace": "not_yet"}])
def test_nothing_said_is_said_so_and_nothing_is_lost(cast: Cast, now: datetime, said: dict[str, Any]) -> None:
    draft = begun(cast.maya, now, **said)
    before = drafts.body(draft)
    with pytest.raises(NothingSaid):
        submit_contribution(cast.maya, draft, now)
    assert drafts.body(Draft.objects.get()) == before
    assert not Contribution.objects.exists() and not Promise.objects.exists()


def test_a_second_send_finds_the_first(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=WORRIED)
    first = submit_contribution(cast.maya, draft, now)
    again = submit_contribution(cast.maya, draft, now + timedelta(minutes=5))
    assert again == first
    assert Contribution.objects.count() == Concern.objects.count() == 1


def test_a_sent_draft_holds_no_words_any_more(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=ORDINARY)
    submit_contribution(cast.maya, draft, now)
    assert drafts.body(Draft.objects.get()).words == ""
    assert drafts.open_draft(cast.maya, SESSION) is None


def test_words_saved_in_another_tab_while_sending_are_sent(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begun(cast.maya, now, words=ORDINARY)
    plain, saved = screen_with, list[Draft]()

    def save_meanwhile(given: Any, own: Any) -> Any:
        if not saved:
            saved.append(drafts.save(draft, {"words": WORRIED}, now))
        return plain(given, own)

    monkeypatch.setattr(hearing, "screen_with", save_meanwhile)
    row = submit_contribution(cast.maya, draft, now)
    assert open_sealed(row.words, "sealed_text") == WORRIED
    assert Concern.objects.get().urgency == "now"


def test_nobody_sends_somebody_else_s_draft(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=ORDINARY)
    with pytest.raises(NotAllowed):
        submit_contribution(cast.kai, draft, now)
    assert not Contribution.objects.exists()


def test_one_in_twenty_of_the_unflagged_is_checked_for_what_the_rules_missed(
    cast: Cast, now: datetime, settings: Any
) -> None:
    settings.CHECK_ONE_IN = 20
    rows = [send(cast.maya, now + timedelta(minutes=step)) for step in range(40)]
    assert all(row.rules_checked == (row.pk.int % 20 == 0) for row in rows)
    worried = [send(cast.kai, now + timedelta(minutes=step), WORRIED) for step in range(20)]
    assert not any(row.rules_checked for row in worried)


def test_signs_that_ask_for_nothing_alone_are_remembered(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from safeguarding.screening.types import Urgency

    plain = engine.screen_safely

    def quiet(given: Any) -> Any:
        found = plain(given)
        reasons = tuple(replace(reason, urgency=Urgency.NONE) for reason in found.reasons)
        return replace(found, reasons=reasons, urgency=Urgency.NONE)

    monkeypatch.setattr(screened, "screen_safely", quiet)
    send(cast.maya, now, WORRIED)
    assert not Concern.objects.exists() and Noticed.objects.exists()
    [day] = hearing.history_of(cast.maya, now)
    assert day.day == now.date() and any(heading == 1 for _, heading in day.rules)
    assert hearing.history_of(cast.kai, now) == ()


def test_what_was_found_before_is_history_for_a_year(cast: Cast, now: datetime) -> None:
    send(cast.maya, now, WORRIED)
    [day] = hearing.history_of(cast.maya, now + timedelta(days=300))
    assert day.day == now.date() and (1 in {heading for _, heading in day.rules})
    assert hearing.history_of(cast.maya, now + timedelta(days=400)) == ()


def test_screening_asks_the_database_nothing(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    plain = engine.screen_safely

    def watched(given: Any) -> Any:
        from django.db import connection

        assert not connection.in_atomic_block or len(connection.atomic_blocks) == 1  # only the test's own
        with django_assert_num_queries(0):
            return plain(given)

    monkeypatch.setattr(screened, "screen_safely", watched)
    row = send(cast.maya, now)
    assert Contribution.objects.get() == row


def test_answers_hold_no_row_of_another_s_contribution(cast: Cast, now: datetime) -> None:
    send(cast.maya, now, answers={"safe": "ok"})
    assert not Answer.objects.filter(young_person=cast.kai).exists()
