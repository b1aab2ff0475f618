"""No chain of what people are allowed to do lets a stranger reach what was said.

Whatever the administrators, the young people and the workers do in any order: who may open Maya's words is what a
small model says, and nobody of another agency, tapped away, or gone ever does.
"""

from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from safeguarding.concerns.models import Concern
from safeguarding.concerns.permission import facts_for
from safeguarding.people.access import POLICY, Act, current_named, left_out_of, may, posts_of, roles_over
from safeguarding.people.actions import end_post, give_post
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import NotAllowed, NotNow, Role, WhyLeftOut
from safeguarding.promises import actions as promises
from safeguarding.promises import queries as promised
from safeguarding.promises.models import Promise, PromiseStep, Rota, Shift
from safeguarding.promises.types import PromiseError, RotaKind
from safeguarding.responsibility.actions import deactivate, go_on_leave, leave_out, let_in, move_young_person
from safeguarding.responsibility.breaking_glass import break_glass, mine_open
from safeguarding.responsibility.moving_services import move_service
from safeguarding.trail import types as trail
from tests.cast import Cast
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.emergency import open_in_emergency
from voice.contributions.models import Contribution
from voice.contributions.permission import must
from voice.contributions.queries import open_words
from voice.contributions.types import About
from voice.questions.load import load

STAFF = (
    "asha",
    "joy",
    "ravi",
    "sam",
    "ines",
    "rhona",
    "lena",
    "carol",
    "priya",
    "stranger",
    "beside",
    "adam",
)
OTHER_AGENCY = ("priya", "beside")
REFUSED = (NotAllowed, NotNow, PromiseError)
who = st.sampled_from(STAFF)
place = st.sampled_from(("team", "sibling", "home", "service", "agency"))


class Strangers(RuleBasedStateMachine):
    cast: Cast
    said: Contribution
    beside: Worker
    begin: datetime

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = self.begin
        self.touched: list[str] = []  # of whom the last rule was

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def worker(self, name: str) -> Worker:
        self.touched.append(name)
        given = self.beside if name == "beside" else getattr(self.cast, name)
        return Worker.objects.get(pk=given.pk)

    def maya(self) -> YoungPerson:
        return YoungPerson.objects.select_related("service", "home", "data_key").get(pk=self.cast.maya.pk)

    def there(self, name: str) -> Any:
        row = getattr(self.cast, name)
        return type(row).objects.select_related("parent").get(pk=row.pk)

    def tried(self, action: Any, *args: Any, **more: Any) -> None:
        # Refused is an answer: who may open the words is looked at after every rule.
        self.now += timedelta(minutes=1)
        with suppress(*REFUSED), transaction.atomic():
            action(*args, **more)

    @rule(name=who, where=place, role=st.sampled_from((Role.WORKER, Role.LEAD, Role.MANAGER, Role.MODERATOR)))
    def a_post_is_given(self, name: str, where: str, role: Role) -> None:
        self.tried(give_post, self.worker(name), self.there(where), role, self.now, self.cast.adam)

    @rule(name=who)
    def somebody_is_put_on_call(self, name: str) -> None:
        rota = Rota.objects.select_related("service").get(kind=RotaKind.DUTY)
        day, night = [self.now.weekday()], time(0)
        self.tried(promises.put_on, self.cast.adam, rota, self.worker(name), day, night, night, self.now)

    @invariant()
    def who_sets_up_gives_themselves_nothing(self) -> None:
        adam, maya = self.cast.adam, self.maya()
        assert roles_over(adam, maya.service, self.now) <= {Role.ADMINISTRATOR}
        assert not Shift.objects.filter(worker=adam).exists()
        assert not current_named(maya, self.now).filter(worker=adam).exists()

    @rule(name=who)
    def a_post_ends(self, name: str) -> None:
        post = posts_of(self.worker(name), self.now).order_by("pk").first()
        if post is not None and name != "adam":
            self.tried(end_post, post, self.now, self.cast.adam)

    @rule(name=st.sampled_from(("joy", "ravi", "stranger")))
    def somebody_leaves(self, name: str) -> None:
        self.tried(deactivate, self.worker(name), self.now, self.cast.adam)

    @rule(name=who, cover=who)
    def somebody_goes_on_leave(self, name: str, cover: str) -> None:
        if name != cover and self.worker(cover).is_active:
            until = self.now + timedelta(days=3)
            self.tried(
                go_on_leave, self.worker(name), self.now, until, self.worker(cover), self.now, trail.CLOCKS
            )

    @rule(name=who, why=st.sampled_from((WhyLeftOut.NOT_THIS_PERSON, WhyLeftOut.ABOUT_THEM)))
    def maya_taps_somebody_away(self, name: str, why: WhyLeftOut) -> None:
        actor = trail.young_person(self.cast.maya.pk)
        self.tried(leave_out, self.maya(), self.worker(name), why, self.now, actor=actor)

    @rule(name=who)
    def maya_lets_somebody_in(self, name: str) -> None:
        actor = trail.young_person(self.cast.maya.pk)
        self.tried(let_in, self.maya(), self.worker(name), self.now, actor, about_them=True)

    @rule(where=place, name=who)
    def maya_moves(self, where: str, name: str) -> None:
        to, worker = self.there(where), self.worker(name)
        # Only the administrator's own workers stand in the list they choose from.
        if to.kind != "home" and name not in OTHER_AGENCY:
            self.tried(move_young_person, self.maya(), to, [worker], self.now, self.cast.adam)

    @rule(where=st.sampled_from(("service", "sibling")))
    def the_team_moves(self, where: str) -> None:
        self.tried(move_service, self.there("team"), self.there(where), self.now, self.cast.adam)

    @rule(name=who, to=who)
    def a_promise_is_handed_over(self, name: str, to: str) -> None:
        worker = self.worker(name)
        for row in Promise.objects.filter(contribution_id=self.said.pk, kept_at__isnull=True)[:1]:
            if worker in promised.who_has(row, self.now):
                self.tried(promises.hand_over, row, worker, self.worker(to), self.now)

    @rule(name=who)
    def somebody_breaks_the_glass(self, name: str) -> None:
        self.tried(break_glass, self.worker(name), "Maya", "Nobody of hers can be reached now", self.now)

    @rule(name=who)
    def somebody_reads_in_an_emergency(self, name: str) -> None:
        worker = self.worker(name)
        for glass in mine_open(worker, self.now):
            self.tried(open_in_emergency, worker, glass.pk, self.said.pk, self.now)

    @rule(name=who)
    def somebody_opens_the_words(self, name: str) -> None:
        self.tried(open_words, self.worker(name), self.said.pk, self.now)

    def _may(self, worker: Worker, maya: YoungPerson) -> bool:
        """Named, a lead above her, whoever holds a promise about it, or held one and works over her still.

        Never who is left out or gone.
        """
        if worker.pk in left_out_of(maya.pk, self.said.pk) or not worker.is_active:
            return False
        if not posts_of(worker, self.now).exists():
            return False
        named = current_named(maya, self.now).filter(worker=worker).exists()
        over = roles_over(worker, maya.service, self.now)
        over |= roles_over(worker, maya.home, self.now) if maya.home else frozenset()
        had = PromiseStep.objects.filter(worker=worker, promise__young_person=maya).exists()
        still = Promise.objects.filter(young_person=maya, kept_at=None, ended_at=None)
        has = any(worker in promised.who_has(row, self.now) for row in still)
        kept = Promise.objects.filter(young_person=maya, kept_by=worker).exists()
        return named or Role.LEAD in over or has or (bool(over) and (had or kept))

    @invariant()
    def only_who_may_reaches_them(self) -> None:
        maya = self.maya()
        concern = Concern.objects.select_related("young_person__service", "young_person__home").get()
        looked_at = {"stranger", *OTHER_AGENCY, *self.touched[-2:]}
        self.touched = []
        for name in sorted(looked_at):
            worker = self.worker(name)
            reached = may(Act.WORK_ON, facts_for(worker, concern, self.now))
            with suppress(NotAllowed):
                must(Act.READ_WORDS, worker, self.said.pk, self.now)
                reached = True
            assert not reached or self._may(worker, maya), f"{name} reached the words"
            for glass in mine_open(worker, self.now):
                with suppress(NotAllowed), transaction.atomic():
                    open_in_emergency(worker, glass.pk, self.said.pk, self.now)
                    assert worker.pk not in left_out_of(maya.pk, self.said.pk), f"{name} was left out"
                    assert name not in OTHER_AGENCY and worker.is_active, f"{name} is a stranger"


@pytest.mark.slow
def test_no_chain_of_allowed_actions_lets_a_stranger_in(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(now)
    draft = drafts.save(
        drafts.begin(cast.maya, About.FREE, now), {"words": "I don't feel safe in the house"}, now
    )
    said = submit_contribution(cast.maya, draft, now)
    beside = Worker.objects.create(email="beside@example.org", name="Beside", known_as="Beside")
    give_post(beside, cast.agency, Role.WORKER, now, trail.CLOCKS)
    assert must_read(cast.asha, said, now), "the control: her own worker reaches them"

    class Here(Strangers):
        pass

    Here.cast, Here.said, Here.beside, Here.begin = cast, said, beside, now
    run(Here, examples=4, steps=10)
    monkeypatch.setitem(POLICY, Act.READ_WORDS, lambda facts: True)
    with pytest.raises(AssertionError, match="reached the words"):  # the control: a hole is found
        run(Here, examples=1, steps=1)


def run(machine: type[Strangers], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def must_read(worker: Worker, said: Contribution, now: datetime) -> bool:
    return must(Act.READ_WORDS, worker, said.pk, now).pk == said.pk
