"""Every question and everything to tap has a sound; a changed sentence has none until it is made again."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import av
import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast
from voice.management.commands import make_audio
from voice.questions import sounds
from voice.questions.encoding import mp3_of
from voice.questions.models_recordings import Recording
from voice.questions.sounds import digest, missing, played, question_texts, shipped, sounds_of
from voice.questions.types import RecordedAs

ASK = "Do you like school?"


def test_no_shipped_question_option_or_title_is_without_its_sound() -> None:
    silent = [
        text for code in sounds.SPOKEN for text in question_texts(code) if digest(text, code) not in shipped()
    ]
    assert silent == [], "run manage.py make_audio"
    assert len(question_texts("en")) > 100


def test_each_listed_sound_is_there_and_is_of_what_the_list_says() -> None:
    files = {file.stem for file in sounds.SHIPPED.glob("*.mp3")}
    assert files == set(shipped())
    assert all(digest(text, "en") == key for key, text in shipped().items())


def test_a_sound_is_small_mono_and_tells_nothing_of_where_it_was_made() -> None:
    sizes = [file.stat().st_size for file in sounds.SHIPPED.glob("*.mp3")]
    assert max(sizes) < 25_000 and sum(sizes) < 2_000_000
    with av.open(str(sounds.SHIPPED / f"{digest(ASK, 'en')}.mp3"), "r") as file:
        stream = file.streams.audio[0]
        assert (stream.codec_context.name, stream.codec_context.layout.name) == ("mp3float", "mono")
        assert set(file.metadata) <= {"encoder"}
        assert file.duration is not None and 0.8e6 < file.duration < 4e6


def test_a_changed_word_loses_its_sound_and_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sounds.computer_says(ASK, "en") and not sounds.computer_says("Do you like your school?", "en")
    monkeypatch.setattr(sounds, "_sources", [lambda code: ["Do you like your school?"]])
    assert missing() == ["Do you like your school?"]
    with pytest.raises(CommandError, match="1 sentences have no sound"):
        call_command("make_audio", "--check")


def test_spaces_are_no_change_and_another_language_is() -> None:
    assert digest("Do you  like school? ", "en") == digest(ASK, "en") == digest(ASK, "en-easy")
    assert digest(ASK, "cy") != digest(ASK, "en")
    assert sounds.computer_says(ASK, "cy") == "", "nobody reads Welsh in an English voice"


@pytest.mark.pure  # it starts a voice and a coder of sounds
@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not on this machine")
def test_the_command_makes_what_is_missing_and_drops_what_nobody_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sounds, "SHIPPED", tmp_path)
    monkeypatch.setattr(sounds, "LIST", tmp_path / "list.json")
    monkeypatch.setattr(sounds, "wanted", lambda: {digest(ASK, "en"): ("en", ASK)})
    (tmp_path / "0000000000000000.mp3").write_bytes(b"nobody says this")
    shipped.cache_clear()
    try:
        assert make_audio.bring_up_to_date("espeak-ng") == (1, 1)
        assert json.loads((tmp_path / "list.json").read_text()) == {digest(ASK, "en"): ASK}
        assert make_audio.bring_up_to_date("espeak-ng") == (0, 0), "what is there is not made again"
    finally:
        shipped.cache_clear()


def test_what_has_no_sound_in_it_is_refused() -> None:
    with pytest.raises(ValueError):
        mp3_of((sounds.SHIPPED / "list.json").read_bytes())


def record(cast: Cast, now: datetime, *, signed: bool, at: str = "service") -> Recording:
    return Recording.objects.create(
        service=getattr(cast, at),
        kind=RecordedAs.SOUND,
        language="en",
        digest=digest(ASK, "en"),
        text=ASK,
        content=b"her voice",
        size=9,
        milliseconds=1000,
        speaker="Carol",
        made_by=cast.adam,
        made_at=now,
        signed_by=cast.adam if signed else None,
        signed_at=now if signed else None,
    )


@pytest.mark.django_db
def test_a_person_is_heard_before_the_computer_once_signed_off(cast: Cast, now: datetime) -> None:
    row = record(cast, now, signed=False)
    assert sounds_of(cast.team, [ASK], "en")[ASK].is_computer
    assert played(row.pk.hex) is None
    row.signed_at, row.signed_by = now, cast.adam
    row.save()
    heard = sounds_of(cast.team, [ASK], "en")[ASK]
    assert (heard.speaker, heard.is_computer) == ("Carol", False)
    found = played(heard.key)
    assert found is not None and found.content == b"her voice"


@pytest.mark.django_db
def test_a_service_s_own_voice_is_heard_there_and_below_only(cast: Cast, now: datetime) -> None:
    record(cast, now, signed=True)
    assert not sounds_of(cast.team, [ASK], "en")[ASK].is_computer
    assert sounds_of(cast.sibling, [ASK], "en")[ASK].is_computer


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "0" * 16, "../list", "g" * 32, "list.json"])
def test_a_key_that_opens_nothing_opens_nothing(key: str) -> None:
    assert played(key) is None
