"""Own rules beside the shipped ones: they add reasons and take none away, and a fault ends with a person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeguarding.rulebook import screened
from safeguarding.rulebook.loader import shipped
from safeguarding.rulebook.screened import screen_with
from safeguarding.rulebook.types import NOTHING_ADDED, Additions, Near, Written
from safeguarding.rulebook.writing import book_of, rule_of
from safeguarding.screening.engine import UNREAD, screen_safely
from safeguarding.screening.types import PastDay, ScreeningInput, Urgency
from tests.safeguarding.rulebook.written import BANDSTAND, LIFTS, SAID

HURT = "he hit me again yesterday and my arm hurts"


def given(text: str, **more: Any) -> ScreeningInput:
    plain: dict[str, Any] = {"language": "en", "answers": (), "history": (), "local_words": frozenset()}
    return ScreeningInput(text=text, rulebook=shipped(), **plain | more)


def own(*written: Written) -> Additions:
    return Additions("1", book_of([rule_of(rule, f"own-{number}") for number, rule in enumerate(written)]))


def test_without_additions_it_is_the_shipped_result_itself() -> None:
    assert screen_with(given(HURT), NOTHING_ADDED) == screen_safely(given(HURT))


def test_own_and_shipped_reasons_stand_by_their_place_in_the_words() -> None:
    text = f"{SAID}. {HURT}"
    result = screen_with(given(text), own(BANDSTAND))
    shipped_alone = screen_safely(given(text))
    assert result.reasons[0].rule == "own-0"
    assert set(shipped_alone.reasons) < set(result.reasons)
    assert result.urgency == shipped_alone.urgency and 16 in result.headings and 2 in result.headings


@pytest.mark.parametrize("taught", ["hitt", "hrut", "scard", "bruse", "huting"])
def test_a_word_an_own_rule_teaches_keeps_no_shipped_rule_from_reading_a_slip(taught: str) -> None:
    """Were they compiled together, "hitt" would be a known word and no slip any more."""
    text = f"he {taught} me and i am scared to go home"
    teaches = replace(BANDSTAND, terms=(taught,))
    before = screen_safely(given(text))
    after = screen_with(given(text), own(teaches))
    assert before.reasons and set(before.reasons) <= set(after.reasons)
    assert after.readable == before.readable and len(after.reasons) > len(before.reasons)


def test_near_each_other_is_either_order_and_a_distance() -> None:
    def found(text: str) -> bool:
        return bool(screen_with(given(text), own(LIFTS)).reasons)

    assert found("he gave me a lift down to the harbour") and found("the harbour where i got a ride")
    assert not found("we walked to the harbour") and not found("a lift")
    assert not found("a lift is what my brother wants for his birthday but we all went to the harbour")
    wider = replace(LIFTS, near=(Near(("lift",), ("harbour",), 12),))
    assert screen_with(
        given("a lift is what my brother wants but then we went to the harbour"), own(wider)
    ).reasons


def test_an_own_sign_counts_in_what_shipped_rules_count_over_days() -> None:
    """Some shipped count must be reached by an own sign on a day of its own, or own rules would stand alone."""
    sign = replace(BANDSTAND, heading=11, urgency="none")
    past = tuple(
        PastDay(date(2026, 9, day), ((f"11-{day}", 11), (f"12-{day}", 12), (f"10-{day}", 10)))
        for day in (1, 3, 5)
    )
    alone = screen_with(given(SAID, day=date(2026, 9, 6)), own(sign))
    together = screen_with(given(SAID, history=past, day=date(2026, 9, 6)), own(sign))
    assert [reason.source for reason in alone.reasons] == ["words"] and alone.urgency is Urgency.NONE
    assert "history" in {reason.source for reason in together.reasons}
    assert together.urgency.rank < alone.urgency.rank


@pytest.mark.parametrize("where", ["screen_safely", "together_reasons"])
def test_a_fault_in_an_own_rule_leaves_the_shipped_reasons_and_a_person_reads_it_today(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain: Callable[..., Any] = getattr(screened, where)
    book = own(BANDSTAND)

    def faulty(*args: Any) -> Any:
        if where == "together_reasons" or args[0].rulebook is book.book:
            raise RuntimeError("broken inside")
        return plain(*args)

    monkeypatch.setattr(screened, where, faulty)
    text = f"{SAID}. {HURT}"
    result = screen_with(given(text), book)
    assert not result.readable and result.urgency.rank <= Urgency.TODAY.rank
    assert result.reasons == screen_safely(given(text)).reasons


def test_an_own_rule_that_ends_unread_makes_a_person_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    book, plain = own(BANDSTAND), screen_safely
    monkeypatch.setattr(
        screened, "screen_safely", lambda asked: UNREAD if asked.rulebook is book.book else plain(asked)
    )
    result = screen_with(given("we had pizza"), book)
    assert not result.readable and result.urgency is Urgency.TODAY


def test_broken_additions_are_read_by_a_person_and_shipped_rules_still_mark() -> None:
    result = screen_with(given(HURT), Additions("1", broken=True))
    assert not result.readable and result.reasons == screen_safely(given(HURT)).reasons
