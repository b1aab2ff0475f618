"""What is said aloud or drawn: kept beside the draft, sent with it, heard by people who may, and destroyed with it."""

from datetime import datetime, timedelta

import pytest

from safeguarding.concerns.models import Concern, Reason
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed, Route
from safeguarding.promises.models import Promise
from safeguarding.promises.types import PromiseKind
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from safeguarding.vault import keys
from safeguarding.vault.envelope import open_bytes
from safeguarding.vault.resealing import reseal
from safeguarding.vault.types import Erased
from tests.cast import Cast
from tests.voice.contributions.recorded import picture, sound
from tests.voice.contributions.said import ORDINARY, SESSION, begun
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution, take_back
from voice.contributions.erasing import forget
from voice.contributions.errors import AlreadySent, DraftGone
from voice.contributions.looks import open_words
from voice.contributions.models import Contribution, Draft
from voice.contributions.queries import for_young_person, who_has_seen
from voice.contributions.recordings.keeping import drop_recording, keep_recording
from voice.contributions.recordings.models import OwnRecording, Transcript
from voice.contributions.recordings.opening import open_recording
from voice.contributions.recordings.queries import draft_recording, own_recording
from voice.contributions.recordings.transcripts import write_transcript
from voice.contributions.recordings.types import Kind, NotOpenedYet, Unusable
from voice.contributions.types import About
from voice.moderation import listening
from voice.moderation.actions import finish_reading
from voice.moderation.errors import NotHeardYet
from voice.moderation.types import Grade

pytestmark = pytest.mark.django_db


def said_aloud(cast: Cast, now: datetime, words: str = "", about: About = About.FREE) -> Contribution:
    draft = keep_recording(begun(cast.maya, now, about, words=words), Kind.SOUND, sound(), now)
    return submit_contribution(cast.maya, draft, now)


def hear(worker: Worker, sent: Contribution, now: datetime) -> None:
    for row in OwnRecording.objects.filter(contribution=sent):
        open_recording(worker, sent.pk, row.pk, now)


def test_a_recording_alone_is_something_said(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now)
    row = OwnRecording.objects.get()
    assert row.contribution == sent and row.seconds == 1
    assert own_recording(cast.maya, row.pk).type == "audio/webm"


def test_somebody_has_to_listen_today(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now, ORDINARY)
    assert not sent.readable and sent.unreadable_because == "sound"
    assert sent.reading.due_at == now + timedelta(hours=2), "the clock of today"
    assert not Concern.objects.exists(), "that it can't be read says nothing of what it says"
    plain = submit_contribution(cast.kai, begun(cast.kai, now, words=ORDINARY), now)
    assert plain.readable and plain.reading.due_at > sent.reading.due_at, "the control"


def test_words_beside_it_are_screened_as_ever(cast: Cast, now: datetime) -> None:
    said_aloud(cast, now, "i am not safe here please help me now")
    assert Concern.objects.get().urgency == "now"


def test_recording_again_takes_the_place_of_what_was_there(cast: Cast, now: datetime) -> None:
    draft = keep_recording(begun(cast.maya, now, words=ORDINARY), Kind.SOUND, sound(), now)
    first = OwnRecording.objects.get().pk
    draft = keep_recording(draft, Kind.SOUND, sound(2), now)
    row = OwnRecording.objects.get()
    assert row.pk != first and row.seconds == 2
    assert drafts.body(draft).recordings == {"sound": str(row.pk)} and drafts.body(draft).words == ORDINARY


def test_the_same_post_twice_keeps_one(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now)
    for _ in range(2):
        keep_recording(draft, Kind.SOUND, sound(), now)
    assert OwnRecording.objects.count() == 1


def test_a_sound_and_a_drawing_go_together(cast: Cast, now: datetime) -> None:
    draft = keep_recording(begun(cast.maya, now), Kind.SOUND, sound(), now)
    draft = keep_recording(draft, Kind.DRAWING, picture(), now)
    draft = drop_recording(draft, Kind.SOUND, now)
    sent = submit_contribution(cast.maya, draft, now)
    assert [row.kind for row in OwnRecording.objects.filter(contribution=sent)] == ["drawing"]
    assert sent.unreadable_because == "drawing"


def test_a_file_that_can_t_be_kept_leaves_everything_as_it_was(cast: Cast, now: datetime) -> None:
    draft = keep_recording(begun(cast.maya, now, words=ORDINARY), Kind.SOUND, sound(), now)
    with pytest.raises(Unusable):
        keep_recording(draft, Kind.SOUND, b"not a sound", now)
    said = drafts.body(Draft.objects.get())
    assert said.words == ORDINARY and said.recordings == {"sound": str(OwnRecording.objects.get().pk)}


def test_it_follows_the_draft(cast: Cast, now: datetime) -> None:
    """Kept, sent or thrown away, as they chose for when they leave."""
    kept = keep_recording(begun(cast.maya, now, if_leave="keep"), Kind.SOUND, sound(), now)
    drafts.leave(kept, now)
    assert OwnRecording.objects.filter(draft=kept).exists()
    sent = keep_recording(begun(cast.kai, now, if_leave="send"), Kind.SOUND, sound(), now)
    drafts.leave(sent, now)
    assert OwnRecording.objects.get(draft=sent).contribution is not None
    thrown = keep_recording(begun(cast.noor, now, if_leave="throw"), Kind.SOUND, sound(), now)
    drafts.leave(thrown, now)
    assert not OwnRecording.objects.filter(young_person=cast.noor).exists()


def test_nothing_is_kept_with_a_draft_that_is_sent_or_gone(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=ORDINARY)
    submit_contribution(cast.maya, draft, now)
    with pytest.raises(AlreadySent):
        keep_recording(draft, Kind.SOUND, sound(), now)
    gone = begun(cast.kai, now, words=ORDINARY)
    drafts.throw_away(gone, now)
    with pytest.raises(DraftGone):
        keep_recording(gone, Kind.SOUND, sound(), now)
    assert not OwnRecording.objects.exists()


def test_it_is_sealed_for_its_own_place(cast: Cast, now: datetime) -> None:
    said_aloud(cast, now)
    row = OwnRecording.objects.get()
    plain = open_bytes(row, "sealed_media")
    assert plain[:4] == b"\x1aE\xdf\xa3" and plain[100:140] not in bytes(row.sealed_media)
    new = keys.make(now)
    assert reseal(cast.maya.data_key, new) >= 1
    row.refresh_from_db()
    assert open_bytes(row, "sealed_media") == plain


def test_reading_is_kept_when_it_was_heard(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now, ORDINARY)
    open_words(cast.asha, sent.pk, now)
    assert Promise.objects.get(pk=sent.reading_id).is_open, "read, and not yet heard"
    hear(cast.asha, sent, now)
    assert Promise.objects.get(pk=sent.reading_id).kept_by == cast.asha
    assert Promise.objects.filter(kind=PromiseKind.ANSWER, contribution_id=sent.pk).count() == 1


def test_hearing_is_a_look_they_can_see_once_for_each_time(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now)
    for minutes in (0, 1, 2, 45):
        hear(cast.asha, sent, now + timedelta(minutes=minutes))
    assert TrailEntry.objects.filter(type=TrailType.SOUND_HEARD).count() == 2
    assert "Asha heard you" in [look.line for look in who_has_seen(cast.maya, sent)]


def test_only_who_may_read_the_words_hears_them(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now)
    row = OwnRecording.objects.get()
    for worker in (cast.carol, cast.stranger, cast.lena, cast.adam, cast.tom, cast.rhona):
        with pytest.raises(NotAllowed):
            open_recording(worker, sent.pk, row.pk, now)
    other = submit_contribution(cast.kai, begun(cast.kai, now, words=ORDINARY), now)
    with pytest.raises(NotAllowed):  # of another contribution that Asha may read
        open_recording(cast.asha, other.pk, row.pk, now)
    with pytest.raises(NotAllowed):
        own_recording(cast.kai, row.pk)
    with pytest.raises(NotAllowed):
        draft_recording(begun(cast.kai, now), row.pk)
    assert not TrailEntry.objects.filter(type=TrailType.SOUND_HEARD).exists()
    open_recording(cast.asha, sent.pk, row.pk, now)


def test_an_advocate_s_is_heard_by_the_advocate_alone(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now, about=About.ADVOCATE)
    row = OwnRecording.objects.get()
    assert sent.reading.due_at <= now + timedelta(hours=2)
    with pytest.raises(NotAllowed):
        open_recording(cast.asha, sent.pk, row.pk, now)
    with pytest.raises(NotAllowed):
        listening.open_recording(cast.rhona, sent.pk, row.pk, now)
    open_recording(cast.tom, sent.pk, row.pk, now)
    write_transcript(cast.tom, sent.pk, row.pk, "i am not safe here please help me now", now)
    assert not Concern.objects.exists()


def test_a_moderator_hears_it_before_they_have_read_it(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now)
    with pytest.raises(NotHeardYet):
        finish_reading(cast.rhona, sent, Grade.FINE, None, now)
    listening.open_recording(cast.rhona, sent.pk, OwnRecording.objects.get().pk, now)
    assert finish_reading(cast.rhona, sent, Grade.FINE, None, now).grade == Grade.FINE
    with pytest.raises(NotAllowed):
        listening.open_recording(cast.lena, sent.pk, OwnRecording.objects.get().pk, now)


def test_what_was_taken_back_is_heard_no_more(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now)
    row = OwnRecording.objects.get()
    take_back(cast.maya, sent, now)
    open_recording(cast.asha, sent.pk, row.pk, now)  # once, to know that they are safe
    with pytest.raises(NotAllowed):
        open_recording(cast.asha, sent.pk, row.pk, now)
    with pytest.raises(NotAllowed):
        listening.open_recording(cast.rhona, sent.pk, row.pk, now)
    assert own_recording(cast.maya, row.pk).data, "it is still theirs"


def test_erasing_destroys_it(cast: Cast, now: datetime) -> None:
    said_aloud(cast, now)
    keep_recording(begun(cast.maya, now), Kind.DRAWING, picture(), now)
    copy = OwnRecording.objects.first()
    keys.destroy(cast.maya.data_key_id, now)
    with pytest.raises(Erased):
        open_bytes(copy, "sealed_media")  # type: ignore[arg-type]  # there are two
    forget(cast.maya)
    assert not OwnRecording.objects.exists()


def test_a_transcript_is_typed_by_who_has_listened_and_says_who(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now)
    row = OwnRecording.objects.get()
    with pytest.raises(NotOpenedYet):
        write_transcript(cast.asha, sent.pk, row.pk, "hello", now)
    hear(cast.asha, sent, now)
    write_transcript(cast.asha, sent.pk, row.pk, "I like it here", now)
    (shown,) = open_words(cast.asha, sent.pk, now).recordings
    assert [(one.text, one.by) for one in shown.transcripts] == [("I like it here", "Asha")]
    assert b"I like it" not in bytes(Transcript.objects.get().sealed_text)
    assert "Asha wrote down what you said" not in [look.line for look in who_has_seen(cast.maya, sent)]
    assert not Concern.objects.exists()
    (mine,) = for_young_person(cast.maya, now)
    assert mine.recordings[0].transcripts[0].by == "Asha"
    with pytest.raises(NotAllowed):
        write_transcript(cast.carol, sent.pk, row.pk, "x", now)


def test_a_transcript_may_bring_a_person_sooner(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now)
    hear(cast.asha, sent, now)
    row = OwnRecording.objects.get()
    write_transcript(cast.asha, sent.pk, row.pk, "i am not safe here please help me now", now)
    concern = Concern.objects.get()
    assert concern.urgency == "now" and concern.from_id == sent.pk
    assert {reason.start for reason in concern.reasons.all()} == {None}, "they stand in nobody's words"


def test_a_transcript_never_makes_it_later(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now, "i am not safe here please help me now")
    before, reasons = Concern.objects.get(), Reason.objects.count()
    hear(cast.asha, sent, now)
    row = OwnRecording.objects.get()
    for text in ("we had pizza", "i am not safe here please help me now"):
        write_transcript(cast.asha, sent.pk, row.pk, text, now)
    assert Concern.objects.get().urgency == before.urgency == "now"
    assert Reason.objects.count() == reasons, "nor says the same twice"


def test_a_transcript_about_someone_in_charge_goes_outside_the_line(cast: Cast, now: datetime) -> None:
    sent = said_aloud(cast, now)
    row = OwnRecording.objects.get()
    listening.open_recording(cast.rhona, sent.pk, row.pk, now)
    listening.write_transcript(cast.rhona, sent.pk, row.pk, "joy hit me", now)
    sent.refresh_from_db()
    assert sent.route == Route.INDEPENDENT and Concern.objects.get().route == Route.INDEPENDENT
    with pytest.raises(NotAllowed):
        open_recording(cast.asha, sent.pk, row.pk, now)
    open_recording(cast.ines, sent.pk, row.pk, now)


def test_a_draft_s_own_recording_is_heard_in_its_sitting(cast: Cast, now: datetime) -> None:
    draft = keep_recording(begun(cast.maya, now), Kind.SOUND, sound(), now)
    assert drafts.open_draft(cast.maya, SESSION) == draft
    assert draft_recording(draft, OwnRecording.objects.get().pk).data[:4] == b"\x1aE\xdf\xa3"
