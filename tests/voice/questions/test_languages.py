"""A language is on only while a person stands by every safety string of it, exactly as it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from safeguarding.people.types import NotAllowed, NotNow
from safeguarding.trail.models import TrailEntry
from tests.cast import Cast
from voice.questions import languages
from voice.questions.languages import LANGUAGES, SafetyString, lapsed, offered, safety_rows, unsigned
from voice.questions.models_languages import SafetySigned
from voice.questions.signing import sign_off, switch_language

pytestmark = pytest.mark.django_db
ENGLISH = {"call": "Call 999", "tell": "If someone may get hurt, we must tell."}
WELSH = {"call": "Ffonia 999", "tell": "Os gall rhywun gael ei frifo, rhaid dweud."}


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Two safety strings, translated into Welsh and no other language."""
    english, welsh = dict(ENGLISH), dict(WELSH)

    def source(code: str) -> list[SafetyString]:
        own = welsh if code == "cy" else {}
        return [SafetyString(key, text, own.get(key, "")) for key, text in english.items()]

    monkeypatch.setattr(languages, "_sources", [source])
    yield english, welsh


def seen(code: str = "cy") -> dict[str, str]:
    return {string.key: string.digest for string in languages.safety_strings(code)}


def codes(cast: Cast) -> list[str]:
    return [row.code for row in offered(cast.team)]


def on(cast: Cast, now: datetime) -> None:
    sign_off(cast.authority, "cy", seen(), "Nia Example", now, cast.adam)
    switch_language(cast.authority, "cy", now, cast.adam, is_on=True)


def test_english_is_there_and_no_draft_is(cast: Cast) -> None:
    assert codes(cast) == ["en", "en-easy"]
    assert unsigned(cast.team, "en") == []


def test_it_is_not_switched_on_before_every_string_is_signed(
    cast: Cast, now: datetime, texts: object
) -> None:
    one = {"call": seen()["call"]}
    assert sign_off(cast.authority, "cy", one, "Nia Example", now, cast.adam) == 1
    with pytest.raises(NotNow, match="unsigned"):
        switch_language(cast.authority, "cy", now, cast.adam, is_on=True)
    assert [string.key for string in unsigned(cast.team, "cy")] == ["tell"]
    assert "cy" not in codes(cast)


def test_signed_off_whole_it_can_be_switched_on_and_off(cast: Cast, now: datetime, texts: object) -> None:
    on(cast, now)
    assert codes(cast) == ["en", "en-easy", "cy"]
    switch_language(cast.team, "cy", now, cast.adam, is_on=False)
    assert codes(cast) == ["en", "en-easy"], "the nearest choice decides"
    assert "cy" in [row.code for row in offered(cast.sibling)]


def test_who_signed_and_when_is_kept_with_the_string_and_in_the_trail(
    cast: Cast, now: datetime, texts: object
) -> None:
    on(cast, now)
    rows = safety_rows(cast.team, "cy")
    assert [(row.signed.name, row.signed.at) for row in rows if row.signed] == [("Nia Example", now)] * 2
    what = [row.details.get("what") for row in TrailEntry.objects.filter(actor_id=cast.adam.pk)]
    assert what[-2:] == ["language_signed", "language_on"]


@pytest.mark.parametrize("which", [0, 1])
def test_a_changed_english_or_translated_string_unsigns_itself(
    cast: Cast, now: datetime, texts: tuple[dict[str, str], dict[str, str]], which: int
) -> None:
    on(cast, now)
    texts[which]["tell"] += " Always."
    assert [string.key for string in unsigned(cast.team, "cy")] == ["tell"]
    assert [row.lapsed for row in safety_rows(cast.team, "cy")] == [False, True]
    assert codes(cast) == ["en", "en-easy"], "it is off from that moment"
    assert [string.key for string in lapsed(cast.team)["cy"]] == ["tell"]


def test_what_changed_while_the_page_was_open_is_not_signed(
    cast: Cast, now: datetime, texts: tuple[dict[str, str], dict[str, str]]
) -> None:
    before = seen()
    texts[0]["call"] = "Call 999 now"
    assert sign_off(cast.authority, "cy", before, "Nia Example", now, cast.adam) == 1
    assert [string.key for string in unsigned(cast.team, "cy")] == ["call"]


def test_what_has_no_translation_cannot_be_signed(cast: Cast, now: datetime, texts: object) -> None:
    assert sign_off(cast.authority, "gd", seen("gd"), "Nia Example", now, cast.adam) == 0
    assert not SafetySigned.objects.exists()


def test_nobody_s_name_signs_nothing(cast: Cast, now: datetime, texts: object) -> None:
    with pytest.raises(NotNow, match="name"):
        sign_off(cast.authority, "cy", seen(), "  ", now, cast.adam)


def test_only_an_administrator_over_the_service_signs_and_switches(
    cast: Cast, now: datetime, texts: object
) -> None:
    for worker in (cast.sam, cast.asha, cast.lena, cast.stranger):
        with pytest.raises(NotAllowed):
            sign_off(cast.service, "cy", seen(), "Nia Example", now, worker)
        with pytest.raises(NotAllowed):
            switch_language(cast.service, "cy", now, worker, is_on=False)
    with pytest.raises(NotAllowed):
        sign_off(cast.agency, "cy", seen(), "Nia Example", now, cast.adam)


def test_signed_for_one_service_is_not_signed_for_its_sibling(
    cast: Cast, now: datetime, texts: object
) -> None:
    sign_off(cast.service, "cy", seen(), "Nia Example", now, cast.adam)
    assert unsigned(cast.team, "cy") == []
    assert len(unsigned(cast.sibling, "cy")) == 2


def test_english_cannot_be_switched_off(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotNow, match="always"):
        switch_language(cast.authority, "en", now, cast.adam, is_on=False)


def test_signing_again_is_the_newer_signature(cast: Cast, now: datetime, texts: object) -> None:
    on(cast, now)
    sign_off(cast.authority, "cy", seen(), "Rhys Example", now + timedelta(days=1), cast.adam)
    assert SafetySigned.objects.count() == 2
    assert {row.signed.name for row in safety_rows(cast.team, "cy") if row.signed} == {"Rhys Example"}


def test_no_shipped_draft_is_signed_by_itself(cast: Cast) -> None:
    """The strings that ship: something of each draft is written, and all of it waits for a person."""
    for row in LANGUAGES:
        if not row.is_on:
            strings = languages.safety_strings(row.code)
            assert len(unsigned(cast.team, row.code)) == len(strings) > 50
    assert any(string.text for string in languages.safety_strings("ar"))


@pytest.mark.parametrize("row", LANGUAGES, ids=lambda row: row.code)
def test_django_knows_the_name_and_the_direction_of_each(row: languages.Language) -> None:
    with translation.override(row.code):
        assert translation.get_language_bidi() == (row.direction == "rtl")
    code = "en" if row.code == "en-easy" else row.code
    assert translation.get_language_info(code)["bidi"] == (row.direction == "rtl")
