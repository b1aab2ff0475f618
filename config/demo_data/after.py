"""What adults do with what was said: read, answer, let out or keep back, look into what asks for it."""

from datetime import datetime, timedelta

from config.demo_data import words
from config.demo_data.people import Town
from config.demo_data.timeline import Happening, Timeline, working
from safeguarding.concerns.actions import acted, make_plan, propose_outcome, second
from safeguarding.concerns.models import Concern, Outcome
from safeguarding.concerns.queries import concern_of
from safeguarding.concerns.types import OutcomeKind
from safeguarding.people.models import Worker
from safeguarding.promises.actions import take
from safeguarding.promises.models import Promise
from safeguarding.promises.queries import who_has
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words
from voice.contributions.types import AnswerWay
from voice.moderation.actions import finish_reading, keep_back, open_for_reading, release
from voice.moderation.types import Grade, WhyKeptBack
from voice.replies.actions import let_reply_go, open_answer, rate, return_reply, told_in_person, write_reply
from voice.replies.models import Reply
from voice.replies.types import Helped

LATE = 0.12  # of what ordinary reading asks for is not read in time


def after_saying(line: Timeline, town: Town, said: Contribution) -> None:
    """Put on the timeline what follows from one contribution."""
    now, rng = said.sent_at, line.rng
    concern = concern_of(("contribution", said.pk))
    if concern is not None:
        line.at(now + timedelta(minutes=rng.randint(4, 50)), _look(line, town, said, concern))
    if concern is None and rng.random() < LATE:
        late = working(said.reading.due_at, rng.uniform(0.2, 1.5))
        line.at(late, _read(line, town, said))
    else:
        line.at(line.soon(now, 0.3, 6), _read(line, town, said))
    if said.moderation is not None:
        line.at(line.soon(now, 0.4, 7.5), _moderate(line, town, said))


def _read(line: Timeline, town: Town, said: Contribution) -> Happening:
    """Whoever has it by now reads it, and answers later."""

    def happens(now: datetime) -> None:
        reader = _first_of(said.reading, now)
        if reader is None:
            return
        open_words(reader, said.pk, now)
        least, most = (16, 22) if line.rng.random() < LATE else (1, 10)
        line.at(line.soon(now, least, most), _answer(line, town, said, reader))

    return happens


def _first_of(promise: Promise, now: datetime) -> Worker | None:
    """Whoever has it now, if it is still open."""
    promise.refresh_from_db()
    if not promise.is_open:
        return None
    return promise.keeper or next(iter(who_has(promise, now)), None)


def _answer(line: Timeline, town: Town, said: Contribution, worker: Worker) -> Happening:
    def happens(now: datetime) -> None:
        rng = line.rng
        way = AnswerWay(said.answer_way or AnswerWay.HERE)
        hard = rng.random() < 0.05
        reply = write_reply(worker, said, words.HARD_ANSWER if hard else rng.choice(words.ANSWERS), way, now)
        moderator = rng.choice(town.moderators)
        then = line.soon(now, 0.2, 1.8)
        if hard:
            line.at(then, lambda moment: return_reply(moderator, reply, words.GIVEN_BACK, moment))
            line.at(line.soon(then, 0.5, 3), _answer(line, town, said, worker))
        else:
            line.at(then, _let_go(line, reply, moderator))

    return happens


def _let_go(line: Timeline, reply: Reply, moderator: Worker) -> Happening:
    def happens(now: datetime) -> None:
        let_reply_go(moderator, reply, now)
        if reply.way == AnswerWay.IN_PERSON:
            line.at(line.soon(now, 1, 6), lambda moment: told_in_person(reply.by, reply, moment))
        elif line.rng.random() < 0.4:
            line.at(line.evening(now, 1, 4), _opened(line, reply))

    return happens


def _opened(line: Timeline, reply: Reply) -> Happening:
    def happens(now: datetime) -> None:
        young_person = reply.contribution.young_person
        open_answer(young_person, reply.pk, now)
        if line.rng.random() < 0.7:
            rate(
                young_person,
                reply.pk,
                line.rng.choice([Helped.YES, Helped.YES, Helped.A_BIT, Helped.NO]),
                now,
            )

    return happens


def _moderate(line: Timeline, town: Town, said: Contribution) -> Happening:
    def happens(now: datetime) -> None:
        rng = line.rng
        moderator = rng.choice(town.moderators)
        page = open_for_reading(moderator, said.pk, now)
        if page.reading is not None:
            return
        finish_reading(moderator, said, Grade.FINE, False, now)
        if not page.quote_ok or not page.words or page.reasons:
            return
        if rng.random() < 0.7:
            struck = []
            for name, label in words.LABELS.items():
                start = page.words.find(name)
                if start >= 0:
                    struck.append((start, start + len(name), label))
            release(moderator, said, struck, (0, len(page.words)), now)
        else:
            why = rng.choice([WhyKeptBack.TOO_SMALL, WhyKeptBack.NAMES_SOMEONE])
            keep_back(moderator, said, why, "Somebody could tell that it was you.", now)

    return happens


# A concern: taken, planned, done, closed by two people


def _look(line: Timeline, town: Town, said: Contribution, concern: Concern) -> Happening:
    def happens(now: datetime) -> None:
        worker = _first_of(concern.look, now)
        if worker is None:
            return
        open_words(worker, said.pk, now)
        take(concern.look, worker, now)
        line.at(now + timedelta(minutes=line.rng.randint(3, 13)), _plan(line, town, said, concern, worker))

    return happens


HOURS = {"now": 1.5, "today": 8, "soon": 20}


def _plan(line: Timeline, town: Town, said: Contribution, concern: Concern, worker: Worker) -> Happening:
    def happens(now: datetime) -> None:
        what, speak = line.rng.choice(words.PLANS)
        by = now + timedelta(hours=HOURS[concern.urgency])
        make_plan(worker, concern, what, speak, by, worker, now)
        done = now + timedelta(hours=HOURS[concern.urgency] * line.rng.uniform(0.3, 0.9))
        line.at(done, lambda moment: acted(worker, concern, moment, line.rng.choice(words.DONE)))
        line.at(line.soon(now, 2, 12), _answer(line, town, said, worker))
        line.at(line.soon(done, 8, 30), _close(line, concern, worker))

    return happens


def _close(line: Timeline, concern: Concern, worker: Worker) -> Happening:
    def happens(now: datetime) -> None:
        kind = line.rng.choice(
            [OutcomeKind.SPOKE, OutcomeKind.SUPPORT, OutcomeKind.SUPPORT, OutcomeKind.KNOWN]
        )
        outcome = propose_outcome(worker, concern, kind, line.rng.choice(words.REASONS), now)
        if outcome.review is not None:
            line.at(line.soon(now, 1, 6), _agree(outcome, outcome.review))

    return happens


def _agree(outcome: Outcome, review: Promise) -> Happening:
    def happens(now: datetime) -> None:
        person = _first_of(review, now)
        if person is not None:
            second(person, outcome, True, "I agree. I read the plan and what was done.", now)

    return happens
