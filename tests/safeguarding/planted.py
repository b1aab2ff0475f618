"""A word of its own in every sealed field there is, put there by the pages and actions that people use."""

import secrets
import string
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from safeguarding.concerns.actions import (
    ask_advice,
    give_advice,
    make_plan,
    propose_outcome,
    second,
    write_note,
)
from safeguarding.concerns.queries import concern_of
from safeguarding.concerns.types import NoteKind, OutcomeKind
from safeguarding.people.actions import add_young_person, make_card
from safeguarding.people.models import YoungPerson
from safeguarding.people.types import ImportKind
from safeguarding.promises.actions import rang
from safeguarding.promises.models import Rung
from safeguarding.promises.queries import who_has
from safeguarding.promises.types import Clock, RungWho
from safeguarding.responsibility.breaking_glass import break_glass
from safeguarding.responsibility.imports.looking import look_at_file
from safeguarding.trail.types import CLOCKS
from safeguarding.vault.envelope import open_bytes
from safeguarding.vault.resealing import sealed_fields
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, tap, to_topics
from tests.safeguarding.promises.helpers import promised
from tests.voice.contributions.recorded import sound
from tests.voice.contributions.said import begun, send
from voice.contributions.looks import open_words
from voice.contributions.models import Contribution
from voice.contributions.recordings.models import OwnRecording
from voice.contributions.recordings.opening import open_recording
from voice.contributions.recordings.transcripts import write_transcript
from voice.contributions.types import AnswerWay
from voice.decisions.actions import record_decided, write_decision
from voice.moderation import listening
from voice.moderation.actions import finish_reading, keep_back, keep_marks, open_for_reading, release
from voice.moderation.types import Grade, WhyKeptBack
from voice.replies.actions import return_reply, write_reply


@dataclass
class Planted:
    """Every canary by where it was put; no two runs use the same, so that nothing older is found."""

    words: dict[str, str] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)

    def __call__(self, where: str) -> str:
        letters = "".join(secrets.choice(string.ascii_lowercase) for _ in range(12))
        return self.words.setdefault(where, f"zq{letters}")


def fields_that_hold_one(planted: Planted) -> set[str]:
    """The sealed fields in which a canary can be opened: proof that it was there to get out."""
    found = set()
    for model, name in sealed_fields():
        rows: list[Model] = list(model._default_manager.exclude(**{name: None}))
        if any(word.encode() in open_bytes(row, name) for row in rows for word in planted.words.values()):
            found.add(f"{model.__name__}.{name}")
    return found


class Watched(Phone):
    """A phone that notes each address and title it comes by."""

    planted: Planted | None = None

    def _take(self, response: object, path: str) -> Phone:
        phone = super()._take(response, path)
        if self.planted is not None:
            self.planted.addresses += [phone.path, phone.title]
        return phone


def plant(cast: Cast, now: datetime, planted: Planted) -> None:
    """Everything that can be sealed, said or written by somebody."""
    zoe = add_young_person(
        name=planted("name"), born_year=2012, service=cast.team, home=cast.home, named=[cast.asha, cast.joy],
        now=now, by=CLOCKS,
    )  # fmt: skip
    said = _say(zoe, now, planted)
    _work_on(cast, said, now, planted)
    _moderate_and_answer(cast, said, now, planted)
    _decide(cast, zoe, now, planted)
    _ring_outside(zoe, now, planted)
    for why_not in ("", planted("glass not told")):
        break_glass(cast.stranger, "Kai" if why_not else "Noor", planted("glass"), now, not_told_why=why_not)
    file = (
        f"name,born_year,reference,team,home,named_worker,deputies\n{planted('file')},2011,,Harbour team,,,\n"
    )
    look_at_file(file.encode(), ImportKind.YOUNG_PEOPLE, now, cast.adam)


def _say(zoe: YoungPerson, now: datetime, planted: Planted) -> Contribution:
    """By the pages a young person sees, from the card to Send; and another one begun and left."""
    phone = Watched()
    phone.planted = planted
    phone.get(f"/c/{make_card(zoe, now, CLOCKS)}").press(language="en", reading_help="read").get("/s/w")
    to_topics(phone).press("free", name="about")
    phone.press("sound", words=f"I don't feel safe in the house at night {planted('words')}")
    aloud = SimpleUploadedFile(f"{planted('name of a file')}.webm", sound(title=planted("said by a file")))
    phone.press("keep", file=aloud).press("next").press()
    phone.press(with_me="nobody").press(pace="talk_first")
    phone.press(reach_by="school", reach=planted("reach")).press(must_not_know=planted("not know"))
    phone.press(answer_way="here").press(quote_ok="no")
    tap(tap(phone))
    phone.press()
    begun(zoe, now, words=planted("draft"))
    return Contribution.objects.get(young_person=zoe)


def _work_on(cast: Cast, said: Contribution, now: datetime, planted: Planted) -> None:
    open_words(cast.asha, said.pk, now)
    aloud = OwnRecording.objects.get(contribution=said).pk
    for listener in (open_recording, listening.open_recording):
        listener(cast.asha if listener is open_recording else cast.rhona, said.pk, aloud, now)
    write_transcript(cast.asha, said.pk, aloud, planted("typed"), now)
    concern = concern_of(("contribution", said.pk))
    assert concern is not None
    make_plan(
        cast.asha, concern, planted("plan"), planted("speak"), now + timedelta(hours=1), cast.asha, now,
        faster_why=planted("faster"), told=False, not_told_why=planted("not told"),
    )  # fmt: skip
    write_note(cast.asha, concern, NoteKind.HEARD, planted("note"), now, heard_from=planted("heard from"))
    question = ask_advice(
        cast.asha, concern, cast.priya, planted("question"), planted("chosen"), planted("basis"),
        now + timedelta(days=9), now,
    )  # fmt: skip
    give_advice(cast.priya, question, planted("advice"), now)
    outcome = propose_outcome(cast.asha, concern, OutcomeKind.MEANT_ELSE, planted("outcome"), now)
    second(cast.sam, outcome, False, planted("second"), now)
    propose_outcome(
        cast.asha, concern, OutcomeKind.POLICE, "They were told.", now, receiver=planted("receiver"),
        reference=planted("reference"),
    )  # fmt: skip


def _ring_outside(young_person: YoungPerson, now: datetime, planted: Planted) -> None:
    """The rung this is on becomes an outside team's telephone, and whoever has it rings there."""
    promise = promised(young_person, now, Clock.NOW)
    Rung.objects.filter(ladder=promise.ladder, position=promise.rung).update(
        who=RungWho.OUTSIDE_PHONE, phone="0141 496 0000"
    )
    rang(promise, next(iter(who_has(promise, now))), planted("answered by"), now)


def _moderate_and_answer(cast: Cast, said: Contribution, now: datetime, planted: Planted) -> None:
    open_for_reading(cast.rhona, said.pk, now)
    finish_reading(cast.rhona, said, Grade.TODAY, True, now)
    keep_back(cast.rhona, said, WhyKeptBack.NOT_SAFE, planted("kept back"), now)
    reply = write_reply(cast.asha, said, planted("reply"), AnswerWay.HERE, now)
    return_reply(cast.rhona, reply, planted("returned"), now)
    quote = planted("quote")
    other = send(cast.dylan, now, f"school was good {quote}", quote_ok=True)
    open_for_reading(cast.rhona, other.pk, now)
    marked = send(cast.dylan, now, "school was loud", quote_ok=True)
    keep_marks(cast.rhona, marked, [(0, 6, planted("marks"))], None, now)
    finish_reading(cast.rhona, other, Grade.FINE, False, now)
    release(cast.rhona, other, [], (0, 16 + len(quote)), now)


def _decide(cast: Cast, zoe: YoungPerson, now: datetime, planted: Planted) -> None:
    decision = write_decision(cast.asha, zoe, planted("title"), None, now)
    record_decided(
        cast.asha, decision, view=planted("view"), decided=planted("decided"), changed=planted("changed"),
        why_not=planted("why not"), now=now,
    )  # fmt: skip
