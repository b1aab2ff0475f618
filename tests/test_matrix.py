"""Every address for every kind of person. An address that is missing from the table fails.

The scene stands in matrix_scene.py.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from safeguarding.people.actions import add_worker, give_post
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import Role
from safeguarding.promises.models import Rota
from safeguarding.trail.types import CLOCKS
from tests.matrix_scene import ADVOCATE_CANARY, CANARY, CHOSEN, WORKERS, YOUNG, Scene, make_scene
from voice.questions.sounds import shipped

KINDS = ("anonymous", *WORKERS, *YOUNG)


@dataclass
class Row:
    """One address: its arguments in the scene, and who may have it. Nobody else gets more than "not here"."""

    who: frozenset[str]
    args: Callable[[Scene], list[Any]] = field(default=lambda scene: [])
    posts: bool = False  # nothing is there to GET
    personal: bool = True  # False: a page that is the same for everybody


def people(*names: str) -> frozenset[str]:
    return frozenset(names)


SIGNED_IN = frozenset(WORKERS) - {"inactive"}
READERS = people("asha", "sam", "away")  # away: on leave, still Maya's deputy
MODERATOR, LEAD, ADMIN, REPORTS = people("rhona"), people("sam"), people("adam"), people("lena", "sam")
MAY_OPEN = people("asha", "joy", "ravi", "sam", "ines", "stranger", "away")
EVERYBODY = frozenset(KINDS)
NOBODY: frozenset[str] = frozenset()


def _said(scene: Scene) -> list[Any]:
    return [scene.said.pk]


def _aloud(scene: Scene) -> list[Any]:
    return [scene.said.pk, scene.recording.pk]


def _concern(scene: Scene) -> list[Any]:
    return [scene.concern.pk]


def _decision(scene: Scene) -> list[Any]:
    return [scene.decision.pk]


def _reply(scene: Scene) -> list[Any]:
    return [scene.reply.pk]


def _team(scene: Scene) -> list[Any]:
    return [scene.cast.team.pk]


TABLE: dict[str, Row] = {
    "healthz": Row(EVERYBODY, personal=False),
    # worker
    "inbox": Row(SIGNED_IN),
    "inbox_thread": Row(SIGNED_IN),
    "contribution": Row(READERS, _said),
    "contribution_answer": Row(READERS, _said, posts=True),
    "contribution_missed": Row(READERS, _said, posts=True),
    "contribution_recording": Row(READERS, _aloud),
    "contribution_typed": Row(READERS, _aloud, posts=True),
    "answer_told": Row(READERS, _reply, posts=True),
    "concern": Row(READERS, _concern),
    **{
        f"concern_{what}": Row(READERS, _concern, posts=True)
        for what in ("take", "plan", "done", "note", "advice", "hand", "outcome")
    },
    # Nothing waits for a second person or a receipt here, not even for those who may.
    **{f"concern_{what}": Row(NOBODY, _concern, posts=True) for what in ("second", "check", "receipt")},
    "concern_reason": Row(
        READERS, lambda scene: [scene.concern.pk, scene.concern.reasons.all()[0].pk], posts=True
    ),
    "work_people": Row(SIGNED_IN),
    "work_person": Row(people("asha", "away"), lambda scene: [scene.cast.maya.pk]),
    "work_person_pictures": Row(
        people("asha", "away"), lambda scene: [scene.cast.maya.pk], posts=True
    ),
    "work_decisions": Row(SIGNED_IN),
    "work_decision": Row(READERS, _decision),
    **{
        f"work_decision_{what}": Row(READERS, _decision, posts=True) for what in ("ask", "decided", "six")
    },
    "work_cover": Row(SIGNED_IN),
    # moderator
    "reading": Row(MODERATOR),
    "reading_lately": Row(MODERATOR),
    "reading_one": Row(MODERATOR, _said),
    "reading_recording": Row(MODERATOR, _aloud),
    "reading_typed": Row(MODERATOR, _aloud, posts=True),
    "reading_answers": Row(MODERATOR),
    "reading_answer": Row(MODERATOR, _reply),
    # lead
    **{name: Row(LEAD) for name in ("lead", "lead_concerns", "lead_ladders", "lead_rulebook")},
    # Administrators keep rotas too: the independent one stands above any lead's services.
    **{name: Row(LEAD | ADMIN) for name in ("lead_rotas", "lead_rota_new")},
    "lead_rota": Row(LEAD | ADMIN, lambda scene: [Rota.objects.get(name="Team on call").pk]),
    "lead_drills": Row(LEAD),
    # Nobody's: no drill runs here, and no outside team is to be rung.
    "lead_drill": Row(NOBODY, lambda scene: [uuid.uuid4()]),
    "work_drill": Row(NOBODY, lambda scene: [uuid.uuid4()]),
    "work_ring": Row(NOBODY, lambda scene: [uuid.uuid4()]),
    "work_phone": Row(SIGNED_IN, posts=True),
    # It is somebody's own shift, or asked of them: here nobody has either.
    "work_shift_offer": Row(NOBODY, posts=True),
    "work_shift_answer": Row(NOBODY, lambda scene: [uuid.uuid4()], posts=True),
    "lead_ladder_change": Row(LEAD, lambda scene: ["today"]),
    # The heading of a rule says nothing of anybody; a rule's draft is for the leads of its service.
    **{
        name: Row(LEAD, lambda scene: [scene.rule.pk]) for name in ("lead_rule_draft", "lead_rule_edit")
    },
    **{name: Row(LEAD) for name in ("lead_rulebook_missed", "lead_rulebook_words", "lead_rule_new")},
    "lead_rulebook_heading": Row(LEAD, lambda scene: [1]),
    "lead_rule": Row(LEAD, lambda scene: [scene.rule.rule.code]),
    "lead_rule_change": Row(LEAD, lambda scene: [scene.rule.rule.code], posts=True),
    "lead_rule_withdraw": Row(NOBODY, lambda scene: [scene.rule.rule.code], posts=True),  # only a draft yet
    # in an emergency: Ravi has opened what Maya said, and Sam is asked to look at why
    "break_glass": Row(MAY_OPEN),
    "glass_open": Row(people("ravi"), lambda scene: [scene.glass.pk]),
    "glass_words": Row(people("ravi"), lambda scene: [scene.glass.pk, scene.said.pk]),
    "glass_recording": Row(people("ravi"), lambda scene: [scene.glass.pk, *_aloud(scene)]),
    "glass_check": Row(LEAD, lambda scene: [scene.glass.pk]),
    # manager and API
    "figures": Row(REPORTS),
    "units_overview": Row(REPORTS),
    "figures_method": Row(REPORTS),
    "beside_measure": Row(REPORTS, lambda scene: [scene.cast.team.pk, "heard"]),
    "release_key": Row(REPORTS),
    **{
        name: Row(REPORTS, _team)
        for name in (
            "involvement", "promises_kept", "not_heard", "changes", "figures_sheet", "api_figures", "answers_given",
            "beside", "decisions_made", "overdue", "figures_book", "figures_pdf",
        )
    },
    "involvement_part": Row(REPORTS, lambda scene: [scene.cast.team.pk, "heard"]),
    "change_done": Row(NOBODY, lambda scene: [scene.cast.team.pk, uuid.uuid4()], posts=True),
    "api_units": Row(REPORTS),
    "api_periods": Row(REPORTS),
    "api_schema": Row(REPORTS),
    # administrator
    **{name: Row(ADMIN) for name in ("set_up", "set_up_workers", "set_up_young_people")},
    "set_up_service": Row(ADMIN, _team),
    "set_up_sounds": Row(ADMIN, lambda scene: [scene.cast.team.pk, scene.own_set.pk]),
    "set_up_sound": Row(ADMIN, lambda scene: [scene.own_sound.pk]),
    "set_up_languages": Row(ADMIN),
    "set_up_questions": Row(ADMIN),
    "set_up_question_add": Row(ADMIN, _team),
    "set_up_question_switch": Row(ADMIN, lambda scene: [scene.cast.team.pk, "home"], posts=True),
    "set_up_question_set": Row(ADMIN, lambda scene: [scene.own_set.pk]),
    "set_up_question_preview": Row(ADMIN, lambda scene: [scene.own_set.pk, 1]),
    "set_up_language": Row(ADMIN, lambda scene: [scene.cast.team.pk, "cy"]),
    "set_up_files": Row(ADMIN),
    "set_up_file_columns": Row(ADMIN, lambda scene: ["workers"]),
    "set_up_file": Row(ADMIN, lambda scene: [scene.file.pk]),
    "set_up_file_refused": Row(ADMIN, lambda scene: [scene.file.pk]),
    "set_up_poster": Row(ADMIN, _team, posts=True),
    "set_up_opening": Row(ADMIN, _team),
    "set_up_worker": Row(ADMIN, lambda scene: [scene.cast.asha.pk]),
    "set_up_cards": Row(ADMIN, posts=True),
    "set_up_young_person": Row(ADMIN, lambda scene: [scene.cast.maya.pk]),
    "set_up_hours": Row(ADMIN, _team),
    "set_up_left": Row(ADMIN),
    # Erasing: an administrator asks, another one or a lead is the second person.
    "erase": Row(ADMIN, lambda scene: [scene.cast.maya.pk]),
    "erasures": Row(LEAD | ADMIN),
    "erasure": Row(LEAD | ADMIN, lambda scene: [scene.erasure.pk]),
    # adviser, advocate
    "advice": Row(people("priya")),
    "advice_one": Row(people("priya"), lambda scene: [scene.question.pk]),
    "advocate_messages": Row(people("tom")),
    "advocate_one": Row(people("tom"), lambda scene: [scene.to_advocate.pk]),
    "advocate_told": Row(
        people("tom"), lambda scene: [scene.to_advocate.pk, scene.advocate_reply.pk], posts=True
    ),
    "advocate_recording": Row(
        people("tom"), lambda scene: [scene.to_advocate.pk, scene.to_advocate_recording.pk]
    ),
    "advocate_typed": Row(
        people("tom"), lambda scene: [scene.to_advocate.pk, scene.to_advocate_recording.pk], posts=True
    ),
    # signing in
    "sign_in": Row(EVERYBODY, personal=False),
    "sign_out": Row(EVERYBODY, posts=True, personal=False),
    "me": Row(SIGNED_IN),
    "sign_in_passkey": Row(EVERYBODY, posts=True, personal=False),
    # For whoever stands between password and second step, or came in just now: none of these sessions did.
    **{
        name: Row(NOBODY)
        for name in ("second_step", "set_up_second", "set_up_app", "set_up_passkey", "recovery_codes", "provider")
    },
    "openid_connect_callback": Row(NOBODY, lambda scene: ["oidc-forged"]),
    "welcome": Row(NOBODY, lambda scene: [scene.cast.asha.pk.hex, "forged"]),
    "demo": Row(NOBODY, lambda scene: ["forged"]),
    # young people: everybody may come to the door; behind it a session of one's own decides
    **{
        name: Row(EVERYBODY, personal=False)
        for name in ("home", "exit", "help_now", "not_safe", "advocate", "complaint", "language", "return_key",
                     "about_exit")
    },
    "card": Row(EVERYBODY, lambda scene: [scene.card], personal=False),
    "spoken": Row(EVERYBODY, lambda scene: [next(iter(shipped()))], personal=False),
    "poster": Row(EVERYBODY, lambda scene: [scene.poster], personal=False),
    **{
        name: Row(people(*YOUNG))
        for name in (
            "who", "must_tell", "leave_choice", "topic", "words", "with_me", "pace", "reach", "secret", "way", "quote",
            "lock", "lock_early", "early_key", "once_more", "sent", "sent_again", "go_on", "kept", "unlock", "answers",
            "mine", "promises", "sound", "drawing", "board", "talk_to",
            "decisions", "seen_list", "my_worker", "who_all", "once_more_all",
        )
    },
    "question": Row(people(*YOUNG), lambda scene: [1]),
    "heard": Row(NOBODY, lambda scene: [scene.recording.pk]),  # nobody here has it beside an open draft
    "own_recording": Row(people("maya"), lambda scene: [scene.recording.pk]),
    "can_see": Row(people(*YOUNG), lambda scene: [1]),
    "answer": Row(people("maya"), _reply),
    "take_back": Row(people("maya"), _said),
    "seen": Row(people("maya"), _said),
}  # fmt: skip


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name


def test_every_address_is_in_the_table() -> None:
    there = list(addresses(get_resolver().url_patterns))
    assert len(there) == len(set(there)), "two addresses have one name"
    assert set(there) == set(TABLE)


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene(KINDS)


def client_of(scene: Scene, kind: str) -> Client:
    client = Client(raise_request_exception=True)
    person = scene.people[kind]
    if isinstance(person, Worker):
        client.force_login(person)
    elif isinstance(person, YoungPerson):
        session = client.session
        session["young_person"] = str(person.pk)
        session["unlocked"] = timezone.now().isoformat()
        session.save()
    return client


def ask(scene: Scene, kind: str, name: str) -> HttpResponse:
    row = TABLE[name]
    path = reverse(name, args=row.args(scene))
    client = client_of(scene, kind)
    return cast(HttpResponse, client.post(path, {}) if row.posts else client.get(path))


def turned_away(response: HttpResponse) -> bool:
    """Not here, sign in first, back to one's own page, or to the young person's door."""
    door = response.status_code == 302 and response["Location"].split("?")[0] in {
        reverse("sign_in"),
        reverse("home"),
        reverse("me"),
    }
    return response.status_code in {401, 403, 404} or door


# Who may see the words; and the control: who does see them on some page.
MAY_SEE = {
    CANARY: {"asha", "sam", "away", "rhona", "maya", "ravi"},
    ADVOCATE_CANARY: {"tom", "dylan"},
    CHOSEN: {"priya", "asha", "sam", "away"},
}
SEES = {CANARY: {"asha", "sam", "away", "rhona", "ravi"}, ADVOCATE_CANARY: {"tom"}, CHOSEN: {"priya"}}


def wrong_about(kind: str, name: str, response: HttpResponse) -> str:
    """What is wrong with this answer to this person, in words; nothing if all is well."""
    row = TABLE[name]
    if response.status_code >= 500 and name != "healthz":
        return f"{name}: {response.status_code}"
    if row.personal and kind not in row.who and not turned_away(response):
        return f"{name}: let in ({response.status_code})"
    if kind in row.who and kind not in YOUNG and response.status_code in {401, 403, 404}:
        return f"{name}: turned away ({response.status_code})"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_person_gets_what_is_theirs_and_nothing_else(scene: Scene, kind: str) -> None:
    wrong: list[str] = []
    shown: dict[str, set[str]] = {canary: set() for canary in MAY_SEE}
    for name in TABLE:
        response = ask(scene, kind, name)
        wrong += filter(None, [wrong_about(kind, name, response)])
        text = response.content.decode("utf-8", "replace")
        for canary, places in shown.items():
            if canary in text:
                places.add(name)
    assert wrong == []
    for canary, places in shown.items():
        assert not places or kind in MAY_SEE[canary], f"{canary} stands on {sorted(places)}"
        assert places or kind not in SEES[canary], f"the control: {kind} sees {canary}"


@pytest.mark.slow
def test_the_objects_of_one_service_are_not_there_for_its_sibling(scene: Scene) -> None:
    names = [name for name, row in TABLE.items() if row.personal and row.args(scene)]
    assert len(names) > 25
    assert [name for name in names if not turned_away(ask(scene, "stranger", name))] == []


@pytest.mark.slow
@pytest.mark.parametrize("where", ["sibling", "agency"])
def test_every_role_beside_the_service_opens_nothing_of_it(scene: Scene, where: str) -> None:
    """Somebody who is worker, lead, moderator, manager, administrator and all else, but in the service beside it."""
    began = timezone.now() - timedelta(days=1)
    beside = add_worker("Beside", "Beside", "beside@example.org", began, CLOCKS)
    for role in Role:
        give_post(beside, getattr(scene.cast, where), role, began, CLOCKS)
    scene.people["beside"] = beside
    names = [name for name, row in TABLE.items() if row.personal and _names_something(row.args(scene))]
    assert len(names) > 40
    let_in: list[str] = []
    for name in names:
        response = ask(scene, "beside", name)
        let_in += [] if turned_away(response) else [name]
        assert CANARY not in response.content.decode("utf-8", "replace"), name
    assert let_in == []


def _names_something(args: list[Any]) -> bool:
    """One thing of the scene's, and not what is everybody's: a rule, a place in a list."""
    return any(isinstance(arg, uuid.UUID) for arg in args)
