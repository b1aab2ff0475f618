"""A language that is switched on with safety words nobody has signed off keeps a service from opening."""

from datetime import datetime

import pytest

from safeguarding.people.models import Service
from safeguarding.people.types import NotNow
from safeguarding.responsibility.readiness import findings, go_live
from tests.cast import Cast
from voice.questions import languages
from voice.questions.languages import SafetyString, safety_strings
from voice.questions.ready import SAFETY_STRINGS, safety_strings_signed
from voice.questions.signing import sign_off, switch_language

pytestmark = pytest.mark.django_db
ARABIC = "ar"


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Two safety strings; a test may change what one says."""
    says = {"ring": "Ring 999.", "not_seen": "We may not see it at once."}
    arabic = {"ring": "اتصل بالرقم 999.", "not_seen": "قد لا نراه فورا."}

    def source(code: str) -> list[SafetyString]:
        return [SafetyString(key, says[key], arabic[key] if code == ARABIC else "") for key in says]

    monkeypatch.setattr(languages, "_sources", [source])
    return says


def switched_on(at: Service, cast: Cast, now: datetime) -> None:
    seen = {string.key: string.digest for string in safety_strings(ARABIC)}
    sign_off(at, ARABIC, seen, "Salma Example", now, cast.adam)
    switch_language(at, ARABIC, now, cast.adam, is_on=True)


def ok(cast: Cast, now: datetime) -> bool:
    [found] = [row for row in findings(cast.service, now) if row.check == SAFETY_STRINGS]
    assert found.must
    return found.ok


def test_english_alone_needs_nobody_to_sign(cast: Cast, now: datetime) -> None:
    assert ok(cast, now)


@pytest.mark.parametrize("where", ["authority", "service", "team"])
def test_a_changed_safety_string_keeps_the_door_shut_until_it_is_signed_again(
    cast: Cast, now: datetime, words: dict[str, str], where: str
) -> None:
    place: Service = getattr(cast, where)
    switched_on(place, cast, now)
    assert ok(cast, now), "the control: signed off as it stands"
    words["ring"] = "Ring 999 now."
    assert not ok(cast, now)
    assert safety_strings_signed(cast.service, now)[0].count == 1
    Service.objects.filter(pk=cast.service.pk).update(live_since=None)
    with pytest.raises(NotNow) as refused:
        go_live(cast.service, now, cast.adam)
    assert refused.value.code == "not_ready"
    switched_on(place, cast, now)
    assert ok(cast, now)


def test_a_language_of_the_service_beside_it_is_not_its_own(
    cast: Cast, now: datetime, words: dict[str, str]
) -> None:
    switched_on(cast.sibling, cast, now)
    words["ring"] = "Ring 999 now."
    assert ok(cast, now)
    assert not safety_strings_signed(cast.sibling, now)[0].ok, "the control"


def test_switched_off_it_is_in_nobodys_way(cast: Cast, now: datetime, words: dict[str, str]) -> None:
    switched_on(cast.service, cast, now)
    words["ring"] = "Ring 999 now."
    switch_language(cast.service, ARABIC, now, cast.adam, is_on=False)
    assert ok(cast, now)
