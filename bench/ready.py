"""Fills a bench database: the cast, and young people with a draft that waits for Send and a session of their own."""

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import django


def set_up() -> None:
    """Django with throw-away keys, which the servers inherit by environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    import_module("config.settings_test")
    django.setup()


@dataclass
class Waiting:
    """One young person about to press Send."""

    session: str
    draft_id: str


WORDS = (
    "Asha came to the meeting and that was good. They talked about my brother when I was not in the room. "
    * 3
)


def empty_database() -> None:
    """A fresh database, migrated."""
    from django.core.management import call_command  # noqa: PLC0415 - after set_up
    from django.db import connection  # noqa: PLC0415

    from safeguarding.trail import triggers  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    triggers.lift_for_flush()
    call_command("flush", verbosity=0, interactive=False)
    triggers.install()
    connection.close()


def people(count: int) -> tuple[Any, list[Waiting]]:
    """The cast, and ``count`` young people with a finished draft each."""
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 - after set_up
    from django.middleware.csrf import CSRF_SESSION_KEY  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415
    from django.utils.crypto import get_random_string  # noqa: PLC0415

    from safeguarding.people.actions import add_young_person, choose_lock  # noqa: PLC0415
    from safeguarding.trail.types import CLOCKS  # noqa: PLC0415
    from tests.cast import make_cast  # noqa: PLC0415
    from voice.contributions import drafts  # noqa: PLC0415
    from voice.contributions.types import About  # noqa: PLC0415
    from voice.questions.load import load  # noqa: PLC0415

    now = timezone.now()
    cast = make_cast(now)
    load(now)
    waiting = []
    for number in range(count):
        young_person = add_young_person(
            name=f"Person {number}", born_year=2012, service=cast.team, home=cast.home,
            named=[cast.asha, cast.joy], now=now, by=CLOCKS,
        )  # fmt: skip
        choose_lock(young_person, ("boat", "tree", "cup", "ball"), now)
        session = SessionStore()
        session[CSRF_SESSION_KEY] = get_random_string(32)  # there since their first page
        session.update(
            {"young_person": str(young_person.pk), "sitting": f"bench-{number}", "understood": True}
        )
        session.save()
        draft = drafts.begin(young_person, About.FREE, now, session_key=f"bench-{number}")
        answers = dict.fromkeys(("told", "asked", "said", "heard", "counted", "back"), "4")
        drafts.save(draft, {"words": WORDS, "answers": answers, "pace": "just_tell", "if_leave": "keep"}, now)
        waiting.append(Waiting(str(session.session_key), str(draft.pk)))
    return cast, waiting


def note(text: str) -> None:
    """A line for whoever watches; figures go to stdout as JSON."""
    print(text, file=sys.stderr, flush=True)
