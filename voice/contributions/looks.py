"""Opening somebody's words: a look, and the end of the opener's own reading promise."""

from datetime import datetime
from itertools import pairwise
from uuid import UUID

from safeguarding.concerns.models import Concern, Reason
from safeguarding.people.access import Act
from safeguarding.people.models import LeftOut, Worker
from safeguarding.people.queries import name_of
from safeguarding.people.types import NotAllowed, Route
from safeguarding.promises import actions as promises
from safeguarding.promises import queries as promised
from safeguarding.promises.models import Promise
from safeguarding.promises.types import AlreadyKept, Clock, PromiseKind
from safeguarding.rulebook.loader import BrokenRule, shipped
from safeguarding.rulebook.queries import statements
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault.envelope import open_sealed
from voice.contributions.models import Contribution
from voice.contributions.pages import AnswerShown, Piece, WordsPage
from voice.contributions.permission import hold, must
from voice.contributions.recordings.queries import not_opened_by, of_contribution
from voice.contributions.said_before import said_before
from voice.contributions.submitting import CLIMBS
from voice.contributions.taking_back import concern_of, end_if_hidden, is_hidden
from voice.questions.queries import questions_of, tapped, text


def open_words(worker: Worker, contribution_id: UUID | str, now: datetime) -> WordsPage:
    """Their words, for somebody who may read them; the trail says so.

    Keeps the opener's own read promise, and then the answer promise starts. Raises NotAllowed.
    """
    with change(now):
        row = must(Act.READ_WORDS, worker, contribution_id, now)
        if is_hidden(row):
            raise NotAllowed("contribution")
        record(
            TrailType.WORDS_OPENED,
            trail.worker(worker.pk),
            young_person_id=row.young_person_id,
            about=("contribution", row.pk),
        )
        keep_reading(row, worker, now)  # first: the page shows what is promised from now on
        return page_of_words(row, worker)


def keep_reading(row: Contribution, worker: Worker, now: datetime, opened: UUID | None = None) -> None:
    """Theirs to read, and now they have: the words, and every recording (``opened``: this moment).

    From here the young person is owed an answer: by whoever has begun one, else by whoever read it.
    """
    reading = row.reading
    if not reading.is_open or worker not in promised.who_has(reading, now):
        return
    if not_opened_by(worker, row, opened):
        return
    hold(row.young_person)
    try:
        row.reading = promises.keep(reading, worker, now)
    except AlreadyKept:
        return  # a colleague on the same shift was a moment faster
    if row.taken_back_at is not None:
        end_if_hidden(row, trail.worker(worker.pk), now)
        return
    written = row.replies.select_related("by").order_by("-written_at").first()
    if written is not None and written.delivered_at is not None:
        return  # somebody else read it too, and was quicker: they have their answer
    promises.make(
        PromiseKind.ANSWER,
        Clock.ORDINARY,
        CLIMBS[Route(row.route)],
        about=("contribution", row.pk),
        young_person=row.young_person,
        now=now,
        contribution_id=row.pk,
        chosen=written.by if written is not None else worker,
    )


def words_of(row: Contribution) -> str:
    """The words as typed; empty when there are none. The caller has checked who is asking."""
    words = getattr(row, "words", None)
    return open_sealed(words, "sealed_text") if words is not None else ""


def pictures_of(row: Contribution) -> tuple[str, ...]:
    """The codes they chose from the board, in their order. The caller has checked who is asking."""
    return tuple(open_sealed(row, "sealed_pictures").split())


def page_of_words(row: Contribution, worker: Worker) -> WordsPage:
    """All of it, opened. The caller has checked who is asking, and the trail has it."""
    words, concern = words_of(row), concern_of(row)
    reasons = reasons_of(concern)
    answers = answers_shown(row, "en")
    promises_about = promised.about("contribution", row.pk)
    on_scale = [answer.value for answer in answers if answer.level is not None]
    return WordsPage(
        contribution=row,
        young_person=row.young_person,
        name=name_of(row.young_person),
        words=words,
        pieces=pieces(words, reasons),
        reasons=reasons,
        answers=answers,
        all_the_same=len(on_scale) >= 3 and len(set(on_scale)) == 1,
        reach=open_sealed(row, "sealed_reach"),
        must_not_know=open_sealed(row, "sealed_must_not_know"),
        decision_title=open_sealed(row.decision, "sealed_title") if row.decision else "",
        decision_day=row.decision.meets_on if row.decision else None,
        concern_id=concern.pk if concern else None,
        promises=tuple(promises_about),
        answer=_newest_answer(promises_about),
        left_out=left_out_now(row),
        taken_back=row.taken_back_at is not None,
        noticed=_noticed(row),
        recordings=of_contribution(row),
        pictures=pictures_of(row),
        earlier=said_before(worker.pk, row),
    )


def _newest_answer(about: list[Promise]) -> Promise | None:
    answers = [promise for promise in about if promise.kind == PromiseKind.ANSWER]
    return max(answers, key=lambda promise: promise.made_at, default=None)


def reasons_of(concern: Concern | None) -> tuple[Reason, ...]:
    """Its reasons by place in the words; those without a place last."""
    if concern is None:
        return ()
    found = Reason.objects.filter(concern=concern)
    return tuple(sorted(found, key=lambda reason: (reason.start is None, reason.start or 0, reason.pk)))


def _noticed(row: Contribution) -> tuple[str, ...]:
    quiet = list(row.noticed.values_list("rule", "rule_version"))
    if not quiet:
        return ()
    try:
        known = {rule.id: rule.statement for rule in shipped().rules}
    except BrokenRule:
        known = {}
    known |= statements(quiet)
    return tuple(known[rule] for rule, _ in quiet if rule in known)


def left_out_now(row: Contribution) -> tuple[Worker, ...]:
    """Who can't see this one, by name."""
    rows = LeftOut.objects.filter(young_person_id=row.young_person_id, lifted_at__isnull=True)
    found = {left.worker for left in rows.select_related("worker") if left.only_about in (None, row.pk)}
    return tuple(sorted(found, key=lambda worker: worker.name))


def pieces(words: str, reasons: tuple[Reason, ...]) -> tuple[Piece, ...]:
    """The words cut wherever a reason begins or ends. Joined again they are the words, letter for letter."""
    marks = [(why.start, why.end, why) for why in reasons if why.start is not None and why.end is not None]
    cuts = sorted({0, len(words), *(start for start, _, _ in marks), *(end for _, end, _ in marks)})
    cuts = [cut for cut in cuts if cut <= len(words)]
    return tuple(
        Piece(words[start:end], tuple(why for begins, ends, why in marks if begins <= start and end <= ends))
        for start, end in pairwise(cuts)
    )


def answers_shown(row: Contribution, language: str) -> tuple[AnswerShown, ...]:
    """Their taps in the order they were asked, in ``language``; those without a question last."""
    asked = questions_of(row.question_set) if row.question_set else []
    questions = {question.code: question for question in asked}
    order = {question.code: place for place, question in enumerate(asked)}
    rows = sorted(row.answers.all(), key=lambda answer: (order.get(answer.question, 99), answer.question))
    found = []
    for answer in rows:
        question = questions.get(answer.question)
        said = tapped(question, answer.scale, answer.value, language)
        found.append(
            AnswerShown(
                question=answer.question,
                text=text(question, language) if question else answer.question,
                part=answer.part,
                value=answer.value,
                label=said.label,
                level=said.level,
            )
        )
    return tuple(found)
