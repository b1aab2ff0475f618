"""The fifteen guarantees, and which tests hold each. A name here that no test has any more fails.

1-8, 11 and 15 also hold in the stateful machine (test_machine.py), and at one moment on two connections
(test_races.py). ``make soak`` holds 3 for as long as one likes.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
P = "safeguarding/promises"

HELD: dict[str, dict[str, str]] = {
    "1 saved means looked at": {
        "voice/contributions/test_all_or_nothing.py": (
            "test_a_fault_at_any_statement_stores_nothing test_a_fault_at_commit_stores_nothing"
        ),
        f"{P}/test_making.py": "test_it_rolls_back_with_what_it_belongs_to",
    },
    "2 never ownerless": {
        "safeguarding/responsibility/test_actions.py": (
            "test_leave_that_would_leave_something_with_nobody_is_refused_whole"
            " test_the_last_one_who_could_keep_something_can_not_leave test_a_move_to_where_nobody_is_is_refused_whole"
        ),
        f"{P}/test_rotas.py": (
            "test_whoever_is_taken_off_leaves_nothing_behind test_taking_off_the_last_there_is_is_refused"
        ),
        f"{P}/test_making.py": "test_the_database_refuses_a_promise_without_a_person_or_a_time",
        f"{P}/test_a_year.py": "test_a_year_of_any_calendar_leaves_nothing_ownerless",
    },
    "3 kill -9 loses nothing": {
        f"{P}/test_killed.py": "test_a_killed_senders_notice_is_sent_by_the_next",
        f"{P}/test_all_or_nothing.py": (
            "test_a_send_that_failed_anywhere_loses_nothing_and_says_nothing_untrue"
            " test_a_tick_that_failed_anywhere_is_made_up_for_by_the_next"
        ),
    },
    "4 one decision per rung": {
        f"{P}/test_races.py": (
            "test_three_clocks_tick_and_each_rung_fires_once test_two_people_take_it_and_one_has_got_it"
        ),
    },
    "5 on time": {
        f"{P}/test_clocks.py": "test_not_early_and_on_time",
        f"{P}/test_times.py": (
            "test_working_days_keep_their_local_time_over_the_night_the_clocks_change test_a_leap_day_is_a_day"
            " test_working_minutes_jump_a_weekend_and_a_holiday"
        ),
        f"{P}/test_a_year.py": "test_each_nation_has_its_own_holidays_by_team",
    },
    "6 nobody there: on in the same tick": {
        f"{P}/test_climbing.py": "test_nobody_there_moves_on_in_the_same_tick_and_says_so",
    },
    "7 the top repeats for ever": {
        f"{P}/test_climbing.py": (
            "test_the_top_asks_again_every_quarter_of_an_hour_for_ever"
            " test_what_can_wait_repeats_each_working_morning_with_the_lead"
        ),
    },
    "8 acknowledged is not done": {
        f"{P}/test_climbing.py": "test_an_action_not_done_lapses_back_to_the_ladder_with_todays_people",
        f"{P}/test_moving.py": "test_a_person_takes_once_on_each_rung_however_often_the_top_repeats",
        f"{P}/test_outside.py": "test_a_recorded_handover_quietens_as_having_got_it_does",
    },
    "9 only people close": {
        "safeguarding/concerns/test_closing.py": (
            "test_an_outcome_without_a_reason_is_refused test_a_retraction_or_more_reasons_never_close"
            " test_the_clocks_never_close test_a_late_acknowledgement_never_undoes_a_decision"
        ),
    },
    "10 never to whom it is about": {
        f"{P}/test_climbing.py": (
            "test_a_person_left_out_is_passed_over_at_every_rung test_an_emptied_ladder_goes_to_the_independent_rota"
            " test_what_went_outside_never_comes_back_to_the_line_through_another_ladder"
        ),
        f"{P}/test_races.py": "test_what_climbs_as_somebody_is_left_out_is_never_with_them",
    },
    "11 one failure stays one failure": {
        f"{P}/test_clocks.py": (
            "test_one_that_fails_keeps_no_other_waiting test_one_that_fails_three_times_is_given_to_a_person"
        ),
        f"{P}/test_notify.py": "test_one_number_that_is_refused_keeps_nobody_elses_waiting",
    },
    "12 no content leaves": {
        f"{P}/test_content_free.py": (
            "test_no_message_and_no_log_line_holds_anything_of_anybody test_the_search_would_find_one"
        ),
        f"{P}/test_notify.py": "test_nothing_it_is_sent_says_anything test_the_search_would_find_one",
    },
    "13 the trail is chained": {
        "safeguarding/trail/test_trail.py": (
            "test_any_alteration_is_found test_the_database_refuses_to_change_or_delete"
        ),
        f"{P}/test_races.py": "test_the_trail_of_a_race_is_one_unbroken_chain",
    },
    "14 rules and ladders change safely": {
        "safeguarding/rulebook/test_own_rules.py": "test_a_concern_made_before_keeps_its_version_and_its_words",
        f"{P}/test_making.py": "test_the_nearest_ladder_counts_and_open_promises_follow_theirs",
        "frontend/lead/test_ladder_change.py": "test_published_it_is_a_new_version_for_what_comes",
    },
    "15 the watchdog is watched": {
        f"{P}/test_runner.py": "test_a_standby_takes_over_after_twenty_seconds_of_silence_and_keeps_it",
        f"{P}/test_watchdog.py": "test_a_minute_without_a_beat_is_an_alarm_and_the_next_beat_ends_it",
        f"{P}/test_notify.py": "test_the_outward_heartbeat_beats_with_the_clocks_and_stops_with_them",
        f"{P}/test_clocks.py": (
            "test_after_a_standstill_each_overdue_rung_fires_once_and_is_marked_late"
            " test_a_clock_that_jumps_back_cancels_nothing"
        ),
    },
}


def names_in(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


def test_there_are_fifteen() -> None:
    assert [int(name.split()[0]) for name in HELD] == list(range(1, 16))


@pytest.mark.parametrize("guarantee", HELD)
def test_a_guarantee_is_held_by_tests_that_are_there(guarantee: str) -> None:
    missing = {
        f"{path}::{name}"
        for path, names in HELD[guarantee].items()
        for name in names.split()
        if name not in names_in(ROOT / path)
    }
    assert missing == set()
