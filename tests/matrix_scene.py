"""A young person's words, and everything that came of them, for the table of addresses.

Maya said something that asks for a look; she has tapped Joy away. Asha has read it and written an answer, asked
Priya for advice, and wrote down a decision. Dylan wrote to an advocate. Canaries stand in the words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from safeguarding.concerns.actions import ask_advice
from safeguarding.concerns.models import AdviceQuestion, Concern
from safeguarding.concerns.queries import concern_of
from safeguarding.erasure.models import Erasure
from safeguarding.erasure.types import WhyErase
from safeguarding.people.actions import add_worker, end_post, give_post, make_card, make_poster, name_workers
from safeguarding.people.models import BrokenGlass, ImportFile, Worker, YoungPerson
from safeguarding.people.types import ImportKind, Role, WhyLeftOut
from safeguarding.responsibility.actions import go_on_leave, leave_out
from safeguarding.responsibility.breaking_glass import break_glass
from safeguarding.responsibility.imports.looking import look_at_file
from safeguarding.rulebook.actions import write_rule
from safeguarding.rulebook.models import RuleVersion
from safeguarding.trail import types as trail
from safeguarding.trail.types import CLOCKS
from safeguarding.vault.envelope import seal_bytes
from tests.cast import Cast, make_cast
from tests.kept import kept, lately
from tests.safeguarding.rulebook.written import BANDSTAND
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words
from voice.contributions.recordings.models import OwnRecording
from voice.contributions.recordings.types import Kind
from voice.contributions.types import About, AnswerWay
from voice.decisions.actions import write_decision
from voice.decisions.models import Decision
from voice.questions.load import load
from voice.questions.models import QuestionSet
from voice.questions.models_recordings import Recording
from voice.questions.recording import keep
from voice.questions.types import Tier
from voice.questions.writing import AskedHere, Draft, write_set
from voice.replies.actions import write_reply
from voice.replies.models import Reply

CANARY = "zebrafinch"
WORDS = f"I don't feel safe in the house at night {CANARY}"
ADVOCATE_CANARY = "kookaburra"
CHOSEN = "capybara"
OWN_SET = Draft("My bike", "bike", Tier.ELEVEN, (AskedHere("How much do you like your bike?", "bike"),))
SERVICES = b"name,kind,inside\nLantern team,team,Young people's service\n"
WORKERS = (
    "asha", "joy", "ravi", "sam", "ines", "rhona", "lena", "adam", "priya", "tom", "carol", "stranger",
    "away", "left", "inactive",
)  # fmt: skip
YOUNG = ("maya", "dylan")


@dataclass
class Scene:
    cast: Cast
    people: dict[str, Worker | YoungPerson | None]
    said: Contribution
    to_advocate: Contribution
    recording: OwnRecording  # beside what was said
    to_advocate_recording: OwnRecording
    concern: Concern
    reply: Reply
    advocate_reply: Reply
    decision: Decision
    question: AdviceQuestion
    rule: RuleVersion  # a draft
    card: str
    poster: str
    file: ImportFile
    glass: BrokenGlass
    own_set: QuestionSet  # a draft
    own_sound: Recording
    erasure: Erasure


def make_scene(names: tuple[str, ...]) -> Scene:
    """Everything there is to be seen or not."""
    return kept(("scene", names, lately()), lambda: _scene(names))


def _scene(names: tuple[str, ...]) -> Scene:
    now = _last_working_day()
    began = now - timedelta(days=2)
    cast = make_cast(began)
    load(began)
    extra = {name: _extra(cast, name, began) for name in ("away", "left", "inactive")}
    name_workers(cast.maya, [cast.asha, cast.joy, *extra.values()], began, CLOCKS)
    leave_out(cast.maya, cast.joy, WhyLeftOut.NOT_THIS_PERSON, now, actor=trail.young_person(cast.maya.pk))
    _leave(cast, extra, now)
    said = _say(cast.maya, About.FREE, WORDS, now)
    to_advocate = _say(cast.dylan, About.ADVOCATE, f"please help {ADVOCATE_CANARY}", now)
    open_words(cast.asha, said.pk, now)
    concern = concern_of(("contribution", said.pk))
    assert concern is not None
    question = ask_advice(
        cast.asha, concern, cast.priya, "What helps?", CHOSEN, "To keep a child safe", now + timedelta(days=9), now
    )  # fmt: skip
    return Scene(
        cast=cast,
        people={**{name: getattr(cast, name, None) for name in names}, **extra},
        said=said,
        to_advocate=to_advocate,
        recording=_aloud(said, CANARY, now),
        to_advocate_recording=_aloud(to_advocate, ADVOCATE_CANARY, now),
        concern=concern,
        reply=write_reply(cast.asha, said, "I will come today.", AnswerWay.HERE, now),
        advocate_reply=write_reply(cast.tom, to_advocate, "I will come.", AnswerWay.IN_PERSON, now),
        decision=write_decision(cast.asha, cast.maya, "Your review", now.date(), now),
        question=question,
        rule=write_rule(cast.sam, cast.service, BANDSTAND, now),
        card=make_card(cast.noor, now, CLOCKS),
        poster=make_poster(cast.service, now, CLOCKS),
        glass=break_glass(cast.ravi, "Maya", "Nobody of hers answers the telephone.", timezone.now()),
        erasure=Erasure.objects.create(
            young_person=cast.kai, why=WhyErase.ASKED, asked_by=cast.adam, asked_at=now
        ),
        own_sound=keep(
            cast.service, "How much do you like your bike?", b"a sound", 900, "Carol", now, cast.adam
        ),
        own_set=write_set(cast.service, OWN_SET, now, cast.adam),
        file=look_at_file(SERVICES, ImportKind.SERVICES, timezone.now(), cast.adam),
    )


def _aloud(said: Contribution, canary: str, now: datetime) -> OwnRecording:
    """A sound beside it: what it holds is of no matter here."""
    row = OwnRecording(
        young_person=said.young_person, draft_id=said.draft_id, contribution=said, kind=Kind.SOUND,
        posted_digest=b"", made_at=now,
    )  # fmt: skip
    row.sealed_media = seal_bytes(said.young_person.data_key, row, "sealed_media", canary.encode())
    row.save()
    return row


def _last_working_day() -> datetime:
    """Ten o'clock on a Tuesday, Wednesday or Thursday gone by: the named worker has it, not whoever is on shift."""
    day = timezone.localtime() - timedelta(days=1)
    while day.weekday() not in {1, 2, 3} or (day.month, day.day) in {(12, 25), (12, 26), (1, 1), (1, 2)}:
        day -= timedelta(days=1)
    return day.replace(hour=10, minute=0)


def _extra(cast: Cast, name: str, began: datetime) -> Worker:
    worker = add_worker(name, name, f"{name}@example.org", began, CLOCKS)
    give_post(worker, cast.team, Role.WORKER, began, CLOCKS)
    return worker


def _leave(cast: Cast, extra: dict[str, Worker], now: datetime) -> None:
    """One goes on leave, one lost post and place yesterday, one can't sign in any more."""
    go_on_leave(extra["away"], now, now + timedelta(days=14), cast.asha, now, CLOCKS)
    for name in ("left", "inactive"):
        end_post(extra[name].posts.get(), now, CLOCKS)
        cast.maya.named_workers.filter(worker=extra[name]).update(ends_at=now)
    Worker.objects.filter(pk=extra["inactive"].pk).update(is_active=False)
    extra["inactive"].refresh_from_db()


def _say(young_person: YoungPerson, about: About, words: str, now: datetime) -> Contribution:
    draft = drafts.save(drafts.begin(young_person, about, now), {"words": words}, now)
    return submit_contribution(young_person, draft, now)
