"""One function for each change to people that a person would name. Each is one transaction with its trail."""

from safeguarding.people.actions.data_key import replace_data_key
from safeguarding.people.actions.hours import close_on, open_on, set_calendar, set_working_hours
from safeguarding.people.actions.lock import LockThere, choose_lock, open_lock, reset_lock
from safeguarding.people.actions.permission import By, facts_over
from safeguarding.people.actions.services import (
    add_service,
    add_worker,
    add_worker_with_post,
    close_service,
    end_post,
    give_post,
    make_poster,
    name_on_phones,
    open_again,
    rename_service,
    rename_worker,
)
from safeguarding.people.actions.sign_in import choose_password
from safeguarding.people.actions.young_people import (
    NewYoungPerson,
    add_young_people,
    add_young_person,
    begin_drop_in,
    make_card,
    make_cards,
    make_return_key,
    name_workers,
    open_card,
    set_language,
    set_who_they_are,
)

__all__ = [
    "By",
    "LockThere",
    "NewYoungPerson",
    "add_service",
    "add_worker",
    "add_worker_with_post",
    "add_young_people",
    "add_young_person",
    "begin_drop_in",
    "choose_lock",
    "choose_password",
    "close_on",
    "close_service",
    "end_post",
    "facts_over",
    "give_post",
    "make_card",
    "make_cards",
    "make_poster",
    "make_return_key",
    "name_on_phones",
    "name_workers",
    "open_again",
    "open_card",
    "open_lock",
    "open_on",
    "rename_service",
    "rename_worker",
    "replace_data_key",
    "reset_lock",
    "set_calendar",
    "set_language",
    "set_who_they_are",
    "set_working_hours",
]
