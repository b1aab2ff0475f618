"""The one vocabulary of trail types: each with its wording for staff and for the young person.

A wording for the young person that is empty means: not one of the lines they are shown. ``{who}`` is the worker's
name as young people know it. No type holds personal data in ``details``: ids and codes only.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    WORKER = "worker"
    YOUNG_PERSON = "young_person"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Whoever does something: a worker, a young person, or the clocks."""

    kind: ActorKind
    id: UUID | None = None


def worker(id: UUID) -> Actor:
    """A worker as the one who does it."""
    return Actor(ActorKind.WORKER, id)


def young_person(id: UUID) -> Actor:
    """A young person as the one who does it."""
    return Actor(ActorKind.YOUNG_PERSON, id)


CLOCKS = Actor(ActorKind.SYSTEM)


class TrailType(StrEnum):
    # what a young person does
    CARD_OPENED = "card_opened"
    LOCK_MADE = "lock_made"
    LOCK_OPENED = "lock_opened"
    LOCK_WRONG = "lock_wrong"
    LOCK_RESET = "lock_reset"
    LEFT_OUT = "left_out"
    LET_IN = "let_in"
    SENT = "sent"
    TAKEN_BACK = "taken_back"
    ANSWER_OPENED = "answer_opened"
    ANSWER_RATED = "answer_rated"
    ASKED_IN_PERSON = "asked_in_person"
    # looks and changes by workers
    WORDS_OPENED = "words_opened"
    SOUND_HEARD = "sound_heard"
    DRAWING_SEEN = "drawing_seen"
    TRANSCRIPT_WRITTEN = "transcript_written"
    CONCERN_OPENED = "concern_opened"
    REASONS_ADDED = "reasons_added"
    REASON_MARKED = "reason_marked"
    CONCERN_TAKEN = "concern_taken"
    PLAN_MADE = "plan_made"
    PLAN_CHECKED = "plan_checked"
    ACTED = "acted"
    NOTE_WRITTEN = "note_written"
    ADVICE_ASKED = "advice_asked"
    ADVICE_GIVEN = "advice_given"
    ADVICE_SEEN = "advice_seen"
    HANDED_OVER = "handed_over"
    OUTCOME_PROPOSED = "outcome_proposed"
    OUTCOME_AGREED = "outcome_agreed"
    OUTCOME_REFUSED = "outcome_refused"
    RECEIPT_CONFIRMED = "receipt_confirmed"
    CONCERN_CLOSED = "concern_closed"
    MODERATED = "moderated"
    RELEASED = "released"
    KEPT_BACK = "kept_back"
    PULLED_BACK = "pulled_back"
    REPLY_WRITTEN = "reply_written"
    REPLY_READ = "reply_read"
    REPLY_RETURNED = "reply_returned"
    REPLY_DELIVERED = "reply_delivered"
    TOLD_IN_PERSON = "told_in_person"
    DECISION_WRITTEN = "decision_written"
    DECISION_RECORDED = "decision_recorded"
    INVOLVEMENT_ASKED = "involvement_asked"
    WORKER_ANSWERED = "worker_answered"
    # promises and the clocks
    PROMISE_MADE = "promise_made"
    PROMISE_MOVED = "promise_moved"
    PROMISE_KEPT = "promise_kept"
    PROMISE_ENDED = "promise_ended"
    RANG_OUTSIDE = "rang_outside"
    # people and set-up
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    CARD_MADE = "card_made"
    POST_CHANGED = "post_changed"
    LEAVE_SET = "leave_set"
    LADDER_CHANGED = "ladder_changed"
    ROTA_CHANGED = "rota_changed"
    SHIFT_OFFERED = "shift_offered"
    SHIFT_ANSWERED = "shift_answered"
    DRILL_STARTED = "drill_started"
    DRILL_ENDED = "drill_ended"
    SIGNED_IN = "signed_in"
    ERASURE_ASKED = "erasure_asked"
    ERASURE_REFUSED = "erasure_refused"
    ERASED = "erased"
    KEYS_ROTATED = "keys_rotated"
    PERIOD_CLOSED = "period_closed"
    CHANGE_WRITTEN = "change_written"
    CHANGE_DONE = "change_done"
    RELEASE_KEY_MADE = "release_key_made"
    RELEASE_KEY_ENDED = "release_key_ended"
    # rules
    RULE_WRITTEN = "rule_written"
    RULE_TRIED = "rule_tried"
    RULE_PUBLISHED = "rule_published"
    RULE_WITHDRAWN = "rule_withdrawn"
    RULE_THROWN_AWAY = "rule_thrown_away"
    LOCAL_WORD_ADDED = "local_word_added"
    LOCAL_WORD_REMOVED = "local_word_removed"
    RULES_CHECKED = "rules_checked"
    SERVICE_CHANGED = "service_changed"
    SERVICE_OPENED = "service_opened"
    FILE_TAKEN_IN = "file_taken_in"
    # opened in an emergency by somebody without an ordinary way
    GLASS_BROKEN = "glass_broken"
    GLASS_BROKEN_QUIETLY = "glass_broken_quietly"
    GLASS_CHECKED = "glass_checked"


class Personal(StrEnum):
    """What an entry tells of people, and what happens to that when a young person is erased."""

    YOUNG_PERSON = "a young person's id, which leads to nobody once they are erased"
    STAFF = "ids of staff and services only: it stays as it is"


# Every other type may name a young person by id. Adding one here says that it never does.
STAFF_ONLY = frozenset(
    {
        TrailType.LEAVE_SET,
        TrailType.LADDER_CHANGED,
        TrailType.ROTA_CHANGED,
        TrailType.POST_CHANGED,
        TrailType.SIGNED_IN,
        TrailType.PERIOD_CLOSED,
        TrailType.CHANGE_WRITTEN,
        TrailType.CHANGE_DONE,
        TrailType.RELEASE_KEY_MADE,
        TrailType.RELEASE_KEY_ENDED,
        TrailType.RULE_WRITTEN,
        TrailType.RULE_TRIED,
        TrailType.RULE_PUBLISHED,
        TrailType.RULE_WITHDRAWN,
        TrailType.RULE_THROWN_AWAY,
        TrailType.LOCAL_WORD_ADDED,
        TrailType.LOCAL_WORD_REMOVED,
        TrailType.SERVICE_CHANGED,
        TrailType.SERVICE_OPENED,
        TrailType.FILE_TAKEN_IN,
    }
)


def personal(type: TrailType) -> Personal:
    """What becomes of personal data in entries of this type. Words and names stand in none."""
    return Personal.STAFF if type in STAFF_ONLY else Personal.YOUNG_PERSON


@dataclass(frozen=True)
class Wording:
    staff: str
    young_person: str = ""


WORDINGS: dict[TrailType, Wording] = {
    TrailType.CARD_OPENED: Wording("Came in with their card"),
    TrailType.LOCK_MADE: Wording("Chose a picture lock", "You chose your pictures"),
    TrailType.LOCK_OPENED: Wording("Opened their picture lock", "Your pictures were opened"),
    TrailType.LOCK_WRONG: Wording("A wrong picture lock was tried", "Someone tried the wrong pictures"),
    TrailType.LOCK_RESET: Wording("Picture lock reset in person", "{who} reset your pictures"),
    TrailType.LEFT_OUT: Wording("Asked for someone to be left out"),
    TrailType.LET_IN: Wording("Let someone back in"),
    TrailType.SENT: Wording("Sent a contribution", "You sent it"),
    TrailType.TAKEN_BACK: Wording("Took it back", "You took it back"),
    TrailType.ANSWER_OPENED: Wording("Opened the answer", "You read the answer"),
    TrailType.ANSWER_RATED: Wording("Rated the answer", "You said if it helped"),
    TrailType.ASKED_IN_PERSON: Wording(
        "Asked to be told answers in person", "You asked to be told face to face"
    ),
    TrailType.WORDS_OPENED: Wording("{who} read the words", "{who} read this"),
    TrailType.SOUND_HEARD: Wording("{who} listened to it", "{who} heard you"),
    TrailType.DRAWING_SEEN: Wording("{who} saw the drawing", "{who} saw what you drew"),
    TrailType.TRANSCRIPT_WRITTEN: Wording("{who} typed what was said", "{who} wrote down what you said"),
    TrailType.CONCERN_OPENED: Wording("A concern was opened"),
    TrailType.REASONS_ADDED: Wording("More reasons to look were added"),
    TrailType.REASON_MARKED: Wording("{who} said whether a reason was useful"),
    TrailType.CONCERN_TAKEN: Wording("{who} has got this", "{who} has got this"),
    TrailType.PLAN_MADE: Wording("{who} made a plan", "{who} made a plan"),
    TrailType.PLAN_CHECKED: Wording("{who} checked why the young person was not told"),
    TrailType.ACTED: Wording("{who} did what the plan said", "{who} did what they said"),
    TrailType.NOTE_WRITTEN: Wording("{who} wrote a note", "{who} wrote a note"),
    TrailType.ADVICE_ASKED: Wording("{who} asked a specialist", "{who} asked someone for help"),
    TrailType.ADVICE_GIVEN: Wording("{who} answered a specialist question", "{who} gave advice"),
    TrailType.ADVICE_SEEN: Wording(
        "{who} saw the part that was shared", "{who} saw the part that was shared"
    ),
    TrailType.HANDED_OVER: Wording("{who} handed it over", "{who} passed it on"),
    TrailType.OUTCOME_PROPOSED: Wording("{who} wrote an outcome"),
    TrailType.OUTCOME_AGREED: Wording("{who} agreed with the outcome", "{who} checked it"),
    TrailType.OUTCOME_REFUSED: Wording("{who} did not agree with the outcome", "{who} checked it"),
    TrailType.RECEIPT_CONFIRMED: Wording("{who} confirmed that it was received"),
    TrailType.CONCERN_CLOSED: Wording("The concern was closed"),
    TrailType.MODERATED: Wording("{who} read the words as a moderator", "{who} read this"),
    TrailType.RELEASED: Wording("{who} released a part", "{who} said it can be shared"),
    TrailType.KEPT_BACK: Wording("{who} kept it back", "{who} kept it back"),
    TrailType.PULLED_BACK: Wording("{who} pulled a release back", "{who} took the shared part back"),
    TrailType.REPLY_WRITTEN: Wording("{who} wrote an answer", "{who} wrote you an answer"),
    TrailType.REPLY_READ: Wording("{who} read the answer and let it go"),
    TrailType.REPLY_RETURNED: Wording("{who} gave the answer back to be made plainer"),
    TrailType.REPLY_DELIVERED: Wording("The answer was delivered", "Your answer came"),
    TrailType.TOLD_IN_PERSON: Wording("{who} told them in person", "{who} told you"),
    TrailType.DECISION_WRITTEN: Wording("{who} wrote a decision", "{who} wrote a decision"),
    TrailType.DECISION_RECORDED: Wording("{who} wrote what was decided", "{who} wrote what they chose"),
    TrailType.INVOLVEMENT_ASKED: Wording("Asked how a decision felt", "We asked you about a decision"),
    TrailType.WORKER_ANSWERED: Wording("{who} said how involved they thought they were"),
    TrailType.PROMISE_MADE: Wording("A promise was made"),
    TrailType.PROMISE_MOVED: Wording("A promise moved on"),
    TrailType.PROMISE_KEPT: Wording("{who} kept a promise"),
    TrailType.PROMISE_ENDED: Wording("A promise ended"),
    TrailType.RANG_OUTSIDE: Wording("{who} rang an outside team", "{who} rang another team"),
    TrailType.PERSON_ADDED: Wording("Somebody was added"),
    TrailType.PERSON_CHANGED: Wording("Something about a person changed"),
    TrailType.CARD_MADE: Wording("{who} made a new card", "{who} made you a new card"),
    TrailType.POST_CHANGED: Wording("A post changed"),
    TrailType.LEAVE_SET: Wording("Leave was set"),
    TrailType.LADDER_CHANGED: Wording("A ladder changed"),
    TrailType.ROTA_CHANGED: Wording("A rota changed"),
    TrailType.SHIFT_OFFERED: Wording("{who} asked a colleague to work a shift"),
    TrailType.SHIFT_ANSWERED: Wording("{who} answered about a shift"),
    TrailType.DRILL_STARTED: Wording("{who} started a drill"),
    TrailType.DRILL_ENDED: Wording("A drill ended"),
    TrailType.SIGNED_IN: Wording("{who} signed in"),
    TrailType.ERASURE_ASKED: Wording(
        "{who} asked for everything of theirs to be erased", "{who} asked to erase what you said"
    ),
    TrailType.ERASURE_REFUSED: Wording(
        "{who} did not agree to erase it", "{who} did not agree to erase what you said"
    ),
    TrailType.ERASED: Wording("A young person was erased"),
    TrailType.KEYS_ROTATED: Wording("Keys that seal what was said were changed"),
    TrailType.PERIOD_CLOSED: Wording("A reporting period closed"),
    TrailType.CHANGE_WRITTEN: Wording("{who} wrote down a change"),
    TrailType.CHANGE_DONE: Wording("{who} said a change was made"),
    TrailType.RELEASE_KEY_MADE: Wording("{who} made a key for release data"),
    TrailType.RELEASE_KEY_ENDED: Wording("{who} ended a key for release data"),
    TrailType.RULE_WRITTEN: Wording("{who} wrote a rule"),
    TrailType.RULE_TRIED: Wording("{who} tried a rule on what was said before"),
    TrailType.RULE_PUBLISHED: Wording("{who} published a rule"),
    TrailType.RULE_WITHDRAWN: Wording("{who} withdrew a rule"),
    TrailType.RULE_THROWN_AWAY: Wording("{who} threw a draft of a rule away"),
    TrailType.LOCAL_WORD_ADDED: Wording("{who} added a local word"),
    TrailType.LOCAL_WORD_REMOVED: Wording("{who} removed a local word"),
    TrailType.RULES_CHECKED: Wording("{who} said whether the rules missed anything"),
    TrailType.SERVICE_CHANGED: Wording("{who} changed a service"),
    TrailType.SERVICE_OPENED: Wording("{who} opened a service to young people"),
    TrailType.FILE_TAKEN_IN: Wording("{who} took in a file of people"),
    TrailType.GLASS_BROKEN: Wording(
        "{who} opened this in an emergency", "{who} is not one of your people. They opened what you said"
    ),
    TrailType.GLASS_BROKEN_QUIETLY: Wording("{who} opened this in an emergency, and it is not shown"),
    TrailType.GLASS_CHECKED: Wording("{who} looked at why it was opened", "{who} checked why it was opened"),
}
LOOKS = (
    TrailType.WORDS_OPENED,
    TrailType.SOUND_HEARD,
    TrailType.DRAWING_SEEN,
    TrailType.MODERATED,
    TrailType.ADVICE_SEEN,
    TrailType.GLASS_BROKEN,
)
