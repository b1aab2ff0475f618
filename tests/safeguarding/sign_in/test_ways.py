"""Second steps: each code works once, secrets are sealed to their worker, and one way always stays."""

from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.responsibility.actions import deactivate
from safeguarding.sign_in import actions, secrets, sessions
from safeguarding.sign_in.models import SignedIn
from safeguarding.sign_in.queries import sessions_of, ways_of
from safeguarding.sign_in.types import Device, LastWay, Way, WrongCode
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS
from safeguarding.vault.types import CannotOpen
from tests.cast import Cast
from tests.frontend.staff.door import shown

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HALF_MINUTE = timedelta(seconds=30)


def app(worker: Worker, now: datetime) -> None:
    actions.set_up_app(worker, SECRET, shown(SECRET, now), now)


def test_the_digits_of_the_standard(cast: Cast, now: datetime) -> None:
    """RFC 6238, appendix B: at 59 seconds the app shows ...287082."""
    standard = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert shown(standard, datetime.fromtimestamp(59, now.tzinfo)) == "287082"


def test_a_code_works_once_and_so_does_none_before_it(cast: Cast, now: datetime) -> None:
    app(cast.asha, now)
    with pytest.raises(WrongCode):
        actions.use_code(cast.asha, shown(SECRET, now), now)  # it was used to set up
    later = now + 4 * HALF_MINUTE
    before = shown(SECRET, later - HALF_MINUTE)
    assert (
        actions.use_code(cast.asha, f" {shown(SECRET, later)[:3]} {shown(SECRET, later)[3:]}", later)
        is Way.APP
    )
    for code in (shown(SECRET, later), before):
        with pytest.raises(WrongCode):
            actions.use_code(cast.asha, code, later)


@pytest.mark.parametrize(("away", "works"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_wrong(cast: Cast, now: datetime, away: int, works: bool) -> None:
    app(cast.asha, now - timedelta(hours=1))
    code = shown(SECRET, now + away * HALF_MINUTE)
    if works:
        assert actions.use_code(cast.asha, code, now) is Way.APP
    else:
        with pytest.raises(WrongCode):
            actions.use_code(cast.asha, code, now)


@pytest.mark.parametrize("typed", ["", "abc", "12345", "1" * 300, "٣٤٥٦٧٨", "00000000"])
def test_what_is_no_code_of_theirs_is_refused(cast: Cast, now: datetime, typed: str) -> None:
    app(cast.asha, now)
    with pytest.raises(WrongCode):
        actions.use_code(cast.asha, typed, now)


def test_a_recovery_code_works_once_and_is_shown_until_kept(cast: Cast, now: datetime) -> None:
    app(cast.asha, now)
    codes = actions.codes_to_keep(cast.asha, now)
    assert len(set(codes)) == 10
    assert actions.use_code(cast.asha, codes[3], now) is Way.CODE
    with pytest.raises(WrongCode):
        actions.use_code(cast.asha, codes[3], now)
    assert ways_of(cast.asha).codes_left == 9
    actions.codes_are_kept(cast.asha, now)
    assert actions.codes_to_keep(cast.asha, now) == []
    actions.make_new_codes(cast.asha, now)
    assert not set(codes) & set(actions.codes_to_keep(cast.asha, now))
    with pytest.raises(WrongCode):
        actions.use_code(cast.asha, codes[0], now)


def test_another_workers_code_is_not_theirs(cast: Cast, now: datetime) -> None:
    app(cast.asha, now)
    codes = actions.codes_to_keep(cast.asha, now)
    actions.set_up_app(cast.joy, SECRET[::-1], shown(SECRET[::-1], now), now)
    for code in (codes[0], shown(SECRET, now + HALF_MINUTE)):
        with pytest.raises(WrongCode):
            actions.use_code(cast.joy, code, now + HALF_MINUTE)


def test_secrets_are_sealed_and_a_swapped_one_is_refused(cast: Cast, now: datetime) -> None:
    app(cast.asha, now)
    app(cast.joy, now)
    hers = Authenticator.objects.get(user=cast.asha, type="totp")
    assert SECRET not in str(list(Authenticator.objects.values_list("data", flat=True)))
    with secrets.of(cast.asha, now):
        assert secrets.SealedSecrets().decrypt(hers.data["secret"]) == SECRET, "the control: it is in there"
    Authenticator.objects.filter(user=cast.joy, type="totp").update(data=hers.data)
    with pytest.raises(CannotOpen):
        actions.use_code(cast.joy, shown(SECRET, now + HALF_MINUTE), now + HALF_MINUTE)
    with pytest.raises(LookupError):
        secrets.SealedSecrets().decrypt(hers.data["secret"])


def test_the_last_way_stays(cast: Cast, now: datetime) -> None:
    app(cast.asha, now)
    with pytest.raises(LastWay):
        actions.remove_app(cast.asha, now)
    Authenticator.objects.create(user=cast.asha, type="webauthn", data={"name": "a key"})
    assert ways_of(cast.asha).spare
    actions.remove_app(cast.asha, now)
    left = ways_of(cast.asha)
    assert (left.app, len(left.passkeys)) == (False, 1)
    with pytest.raises(LastWay):
        actions.remove_passkey(cast.asha, left.passkeys[0].id, now)
    app(cast.joy, now)
    actions.remove_passkey(cast.joy, left.passkeys[0].id, now)
    assert ways_of(cast.asha).passkeys, "nobody takes away what is somebody else's"


def test_no_secret_is_in_the_trail(cast: Cast, now: datetime) -> None:
    app(cast.asha, now)
    codes = actions.codes_to_keep(cast.asha, now)
    actions.use_code(cast.asha, codes[0], now)
    told = [str(entry.details) for entry in TrailEntry.objects.filter(actor_id=cast.asha.pk)]
    assert any("app" in line for line in told) and any("recovery code used" in line for line in told)
    assert not [line for line in told for secret in (SECRET, *codes) if secret in line]


def opened(worker: Worker, now: datetime) -> str:
    store = SessionStore()
    store["anything"] = 1
    store.save()
    sessions.open_session(worker, str(store.session_key), Device.PHONE, "Chrome on Android", Way.APP, now)
    return str(store.session_key)


def test_sessions_end_singly_and_together_and_only_ones_own(cast: Cast, now: datetime) -> None:
    here, there, third = (opened(cast.asha, now) for _ in range(3))
    joys = opened(cast.joy, now)
    rows = sessions_of(cast.asha, here, now)
    assert [row.here for row in rows] == [True, False, False]
    other = SignedIn.objects.get(session_key=there)
    assert sessions.end_one(cast.joy, other.pk, now) == 0
    assert sessions.end_one(cast.asha, other.pk, now) == 1
    assert sessions.end_others(cast.asha, here, now) == 1
    assert set(Session.objects.values_list("session_key", flat=True)) == {here, joys}
    assert third not in {row.session_key for row in SignedIn.objects.all()}


def test_leaving_ends_every_session(cast: Cast, now: datetime) -> None:
    lenas, ashas = opened(cast.lena, now), opened(cast.asha, now)
    deactivate(cast.lena, now, CLOCKS)
    assert not Session.objects.filter(session_key=lenas).exists()
    assert Session.objects.filter(session_key=ashas).exists()


def test_beginning_again_takes_everything_and_only_an_administrator_over_them_may(
    cast: Cast, now: datetime
) -> None:
    app(cast.asha, now)
    cast.asha.set_password("three-words-apart")
    cast.asha.save()
    opened(cast.asha, now)
    for somebody in (cast.sam, cast.asha, cast.stranger):
        with pytest.raises(NotAllowed):
            actions.begin_again(cast.asha, now, somebody)
    with pytest.raises(NotAllowed):
        actions.begin_again(cast.priya, now, cast.adam)  # another agency's
    assert ways_of(cast.asha).can_come_in and Session.objects.exists()
    actions.begin_again(cast.asha, now, cast.adam)
    cast.asha.refresh_from_db()
    assert not ways_of(cast.asha).can_come_in
    assert not cast.asha.has_usable_password()
    assert not Session.objects.exists()
