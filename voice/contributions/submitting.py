"""Send: screen outside any query, then store words, answers and promises in one transaction, or nothing."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from safeguarding.concerns.actions import open_concern
from safeguarding.concerns.types import from_screening
from safeguarding.people.access import wishes_asked
from safeguarding.people.models import YoungPerson
from safeguarding.people.types import NotAllowed, Route
from safeguarding.prepared import Asked, Prepared, ahead, gathered, inserting, updating, write
from safeguarding.promises import actions as promises
from safeguarding.promises.actions.away import promised_asked
from safeguarding.promises.finding import ladders_asked
from safeguarding.promises.models import Promise
from safeguarding.promises.moves import HOLD
from safeguarding.promises.scene import outside_asked
from safeguarding.promises.staff import Staff, asked_about, staff_of
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.screening.types import ScreeningResult, Urgency, most_urgent
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.trail.types import young_person as as_young_person
from safeguarding.vault import envelope
from safeguarding.vault.types import Erased
from voice.contributions import sealed_drafts
from voice.contributions.around import around_asked, people_around
from voice.contributions.errors import DraftGone, NothingSaid
from voice.contributions.hearing import asks_for_a_person, given_for, history_asked, version_of
from voice.contributions.in_charge import hear_whole
from voice.contributions.models import Answer, Contribution, Draft, Noticed, Words
from voice.contributions.permission import hold
from voice.contributions.recordings.sending import send_along, with_recordings
from voice.contributions.routing import Named, leave_named_out, names_in, route_of
from voice.contributions.types import About, DraftBody
from voice.questions.models import Question, QuestionSet
from voice.questions.types import Beside, Scale

CLIMBS = {Route.USUAL: Climb.USUAL, Route.INDEPENDENT: Climb.INDEPENDENT, Route.ADVOCATE: Climb.ADVOCATE}
SENT_BEFORE = Prepared(
    lambda draft, young_person: Contribution.objects.filter(draft_id=draft, young_person_id=young_person)
)
PARTS = Prepared(
    lambda question_set: Question.objects.filter(set_id=question_set).values_list("code", "part", "options")
)
CODE = 40
VALUE = 12


@dataclass(frozen=True)
class Heard:
    """A draft as it was when it was screened, and what screening and the names in it said."""

    sealed: bytes
    said: DraftBody
    result: ScreeningResult
    rulebook: str
    named: Named


def submit_contribution(young_person: YoungPerson, draft: Draft, now: datetime) -> Contribution:
    """Store it with its promises, all or nothing. A second Send of the same draft finds the first.

    Raises NothingSaid or DraftGone.
    """
    if draft.young_person_id != young_person.pk:
        raise NotAllowed("draft")
    try:
        heard = hear_draft(draft, now)
    except (NothingSaid, Erased):
        heard = None  # as the caller knew it; what it says now counts
    key = uuid.uuid4()
    with change(now), ahead(*_asked_by_sending(draft, key, heard, now)):
        hold(young_person)
        still = sealed_drafts.locked(draft)
        if (sent := _sent_before(draft, still)) is not None:  # another Send was faster
            return sent
        if still is None:
            raise DraftGone
        if heard is None or bytes(still.sealed_body) != heard.sealed:  # another tab saved in between
            heard = hear_draft(still, now)
        return _store(still, key, heard, now)


def _asked_by_sending(draft: Draft, key: uuid.UUID, heard: Heard | None, now: datetime) -> list[Asked]:
    """What a Send asks while it holds the young person, in its order: a guess costs at most an idle question."""
    young_person, service = draft.young_person, draft.young_person.service
    asked = [
        HOLD.asked(key=young_person.pk),
        *sealed_drafts.locked_asked(draft),
        wishes_asked(young_person.pk),
    ]
    asked += asked_about(young_person, now)
    asked.append(outside_asked({key}))
    if heard is not None and heard.named.in_words:
        asked.append(promised_asked(key))
    if heard is not None and draft.about != About.ADVOCATE:
        clock = _reading_clock(heard.result, Route.USUAL)
        asked += ladders_asked(service, PromiseKind.READ, clock, Climb.USUAL)
        asked += ladders_asked(service, PromiseKind.READ, Clock.ORDINARY, Climb.MODERATORS)
    return asked


def _sent_before(draft: Draft, row: Draft | None) -> Contribution | None:
    """What the draft became. ``row`` is the draft as it is now: until it says so, it became nothing."""
    if row is not None and row.sent_at is None:
        return None
    return SENT_BEFORE.first(draft=draft.pk, young_person=draft.young_person_id)


def hear_draft(draft: Draft, now: datetime) -> Heard:
    """What it says, screened. Raises NothingSaid."""
    said = sealed_drafts.tidied(sealed_drafts.body(draft))
    # Asking for an advocate needs no words.
    if not said.says_something and draft.about != About.ADVOCATE:
        raise NothingSaid
    young_person, wrote = draft.young_person, said.written
    with ahead(*history_asked(young_person, now), *(around_asked(young_person, now) if wrote else ())):
        people = people_around(young_person, now) if wrote else []
        given, named = given_for(young_person, said, people, now), names_in(said, people)
    result = with_recordings(hear_whole(given, named.places), said)
    return Heard(bytes(draft.sealed_body), said, result, version_of(given), named)


def _store(draft: Draft, key: uuid.UUID, heard: Heard, now: datetime) -> Contribution:
    young_person = draft.young_person
    staff = staff_of(young_person, now)
    leave_named_out(young_person, key, heard.said, heard.result, heard.named, now, staff)
    route = route_of(young_person, heard.result, draft.about)
    row = _row(draft, key, heard, route, now)
    clock = _reading_clock(heard.result, route)
    with gathered():
        row.reading = promises.make(
            PromiseKind.READ, clock, CLIMBS[route],
            about=("contribution", key), young_person=young_person, now=now, contribution_id=key, staff=staff,
        )  # fmt: skip
        if route is Route.USUAL and row.reading.climb == Climb.INDEPENDENT:
            route = row.route = Route.INDEPENDENT  # nobody is left on the usual ladder
        if route is not Route.ADVOCATE:
            row.moderation = make_moderation(young_person, key, now, staff)
        draft.sent_at = now
        # From now on the words stand in one place only.
        sealed_drafts.seal_body(draft, DraftBody(if_leave=draft.if_leave))
        write(
            inserting([row]),
            inserting(_words(row, heard.said)),
            inserting(_answers(row, heard.said, draft.question_set, now)),
            updating(draft, "sent_at", "sealed_body"),
        )
    send_along(draft, heard.said, row)
    _store_reasons(row, heard.result, route, now, staff)
    record(
        TrailType.SENT,
        as_young_person(young_person.pk),
        young_person_id=young_person.pk,
        about=("contribution", key),
        route=route,
    )
    return row


def make_moderation(young_person: YoungPerson, key: uuid.UUID, now: datetime, staff: Staff) -> Promise:
    """A moderator reads it too, on a clock of their own."""
    return promises.make(
        PromiseKind.READ, Clock.ORDINARY, Climb.MODERATORS,
        about=("contribution", key), young_person=young_person, now=now, contribution_id=key, staff=staff,
    )  # fmt: skip


def _row(draft: Draft, key: uuid.UUID, heard: Heard, route: Route, now: datetime) -> Contribution:
    said, result, young_person = heard.said, heard.result, draft.young_person
    row = Contribution(
        pk=key,
        young_person=young_person,
        service=young_person.service,
        about=draft.about,
        decision=draft.decision,
        question_set=draft.question_set,
        language=said.language,
        route=route,
        pace=said.pace,
        with_me=said.with_me,
        answer_way=said.answer_way,
        quote_ok=bool(said.quote_ok),
        readable=result.readable,
        unreadable_because=(result.unreadable_because or "")[:40],
        rulebook=heard.rulebook,
        rules_checked=_is_checked(key, result, route),
        sent_at=now,
        draft_id=draft.pk,
    )
    beside = {
        "reach": said.reach_said,
        "must_not_know": said.must_not_know,
        "pictures": " ".join(said.pictures),
    }
    for field, text in beside.items():
        if text:
            sealed = envelope.seal(young_person.data_key, row, f"sealed_{field}", text)
            setattr(row, f"sealed_{field}", sealed)
    return row


def _is_checked(key: uuid.UUID, result: ScreeningResult, route: Route) -> bool:
    """By its id, which nobody chooses: unflagged, readable, and read by a moderator."""
    unflagged = result.readable and not asks_for_a_person(result.reasons)
    return unflagged and route is not Route.ADVOCATE and key.int % settings.CHECK_ONE_IN == 0


def _reading_clock(result: ScreeningResult, route: Route) -> Clock:
    """Reasons shorten a clock of their own (the concern's); an advocate's message has only this one."""
    if route is Route.ADVOCATE and result.urgency is not Urgency.NONE:
        return Clock(result.urgency)
    return Clock.ORDINARY if result.readable else Clock.TODAY


def _words(row: Contribution, said: DraftBody) -> list[Words]:
    if not said.words:
        return []
    words = Words(contribution=row, length=len(said.words))
    words.sealed_text = envelope.seal(row.young_person.data_key, words, "sealed_text", said.words)
    return [words]


def _answers(
    row: Contribution, said: DraftBody, question_set: QuestionSet | None, now: datetime
) -> list[Answer]:
    asked = PARTS(question_set=question_set.pk) if question_set else []
    scale = Scale(question_set.scale) if question_set else Scale.FIVE
    parts = {code: part for code, part, _ in asked}
    scales = {code: Scale.PICK if options else scale for code, _, options in asked}
    return [
        Answer(
            contribution=row,
            young_person=row.young_person,
            team=row.service,
            question=question,
            part=parts.get(question, ""),
            scale=scales.get(question, scale),
            value=value,
            given_at=now,
        )
        for question, value in said.answers.items()
        if _is_answer(question, value, scales.get(question))
    ]


def _is_answer(question: str, value: str, scale: Scale | None) -> bool:
    """A form can send anything: only codes are kept; on a scale its points and what is beside it."""
    if scale is None or scale is Scale.PICK:
        return is_code(question, CODE) and is_code(value, VALUE)
    points = {"1", "2", "3"} if scale is Scale.THREE else {"1", "2", "3", "4", "5"}
    return value in points or value in Beside.values


def is_code(text: str, most: int) -> bool:
    """Small letters, digits and underscores, as our own codes are."""
    return 0 < len(text) <= most and text.isascii() and text.replace("_", "").isalnum()


def _store_reasons(
    row: Contribution, result: ScreeningResult, route: Route, now: datetime, staff: Staff
) -> None:
    if route is Route.ADVOCATE or not result.reasons:
        return  # what an advocate reads, nobody else hears of: it shortened their clock
    if asks_for_a_person(result.reasons):
        open_concern(
            row.young_person,
            ("contribution", row.pk),
            [from_screening(reason) for reason in result.reasons],
            _concern_urgency(result),
            row.pace,
            route,
            now,
            row.pk,
            staff=staff,
        )
        return
    Noticed.objects.bulk_create(
        Noticed(
            contribution=row,
            young_person=row.young_person,
            rule=reason.rule,
            rule_version=reason.version,
            heading=int(reason.heading),
            at=now,
        )
        for reason in result.reasons
    )


def _concern_urgency(result: ScreeningResult) -> str:
    """The most urgent reason's: that it can't be read has its own clock, on the reading promise."""
    return most_urgent(reason.urgency for reason in result.reasons).value
