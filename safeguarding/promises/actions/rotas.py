"""Who is on shift when: put on, taken off, and shifts that colleagues take over from each other."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from safeguarding.people.access import services_under
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, Role
from safeguarding.promises.actions.away import hand_on_from
from safeguarding.promises.calendars import calendar_of
from safeguarding.promises.models import Rota, Shift, ShiftOffer
from safeguarding.promises.rotas import may_be_on, rotas_kept_by
from safeguarding.promises.types import AlreadyTaken, CannotHave, RotaKind
from safeguarding.promises.who import is_on
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType

WEEK = timedelta(days=7)
ONE = timedelta(days=1)


def make_rota(by: Worker, service: Service, kind: RotaKind, name: str, now: datetime) -> Rota:
    """A rota for a service and everything below it, with nobody on it yet; young people may read its name.

    Raises NotAllowed; CannotHave where the service has one of the kind.
    """
    with change(now):
        _must_keep(by, service.pk, now)
        rota, new = Rota.objects.get_or_create(service=service, kind=kind, defaults={"name": name})
        if not new:
            raise CannotHave("there_is_one")
        record(
            TrailType.ROTA_CHANGED,
            trail.worker(by.pk),
            about=("rota", rota.pk),
            service=service.pk,
            kind=kind,
            what="made",
        )
        return rota


def put_on(
    by: Worker,
    rota: Rota,
    worker: Worker,
    days: list[int],
    starts: time,
    ends: time,
    now: datetime,
    *,
    from_day: date | None = None,
    until_day: date | None = None,
) -> list[Shift]:
    """``worker`` is on shift on these weekdays (0 = Monday), for ever or between two days. The same twice is one.

    For one date alone ``from_day`` and ``until_day`` are that date. Raises NotAllowed, for an administrator who
    would be on it themselves too: what comes to a rota is read by who is on it. CannotHave for somebody whom the
    rota could never reach: no post, or not the role it is for.
    """
    with change(now):
        _must_keep(by, rota.service_id, now)
        if worker.pk == by.pk and not services_under(by, Role.LEAD, now).filter(pk=rota.service_id).exists():
            raise NotAllowed("oneself")
        if not may_be_on(rota, worker, now):
            raise CannotHave("not_of_this_rota")
        made = []
        for day in days:
            same: dict[str, Any] = {"worker": worker, "weekday": day, "starts": starts, "ends": ends}
            shift, _new = Shift.objects.get_or_create(
                rota=rota, from_day=from_day, until_day=until_day, **same
            )
            made.append(shift)
        _record(by, rota, worker, "put_on")
        return made


def take_off(by: Worker, shift: Shift, now: datetime) -> None:
    """The shift is no more. What waited for whoever is on shift now goes on at once when nobody is left.

    Raises NotAllowed; NobodyToHandTo, and nothing changed, when something would have nobody.
    """
    with change(now):
        _must_keep(by, shift.rota.service_id, now)
        shift.delete()
        _record(by, shift.rota, shift.worker, "taken_off")
        hand_on_from(shift.rota, now, trail.worker(by.pk))


def offer_shift(worker: Worker, shift: Shift, day: date, to: Worker, now: datetime) -> ShiftOffer:
    """``worker`` asks a colleague to work their shift that begins on ``day``. Nothing changes until they say yes.

    Raises NotAllowed when it is not theirs; CannotHave when it has begun, there is none that day, or the
    colleague could not work it; AlreadyTaken when somebody has been asked already.
    """
    with change(now):
        if shift.worker_id != worker.pk:
            raise NotAllowed("shift")
        if not _to_come(shift, day, now):
            raise CannotHave("no_shift_to_come")
        if to.pk == worker.pk or not may_be_on(shift.rota, to, now):
            raise CannotHave("not_of_this_rota")
        if ShiftOffer.objects.filter(shift=shift, day=day, answered_at__isnull=True).exists():
            raise AlreadyTaken("asked")
        made = ShiftOffer.objects.create(shift=shift, day=day, by=worker, to=to, offered_at=now)
        record(TrailType.SHIFT_OFFERED, trail.worker(worker.pk), about=("rota", shift.rota_id), to=to.pk)
        return made


def answer_offer(worker: Worker, offer: ShiftOffer, accept: bool, now: datetime) -> ShiftOffer:
    """Yes or no from whom it was offered to; or the one who asked takes it back, which is a no.

    Yes makes that one shift theirs, and leaves the weeks before and after as they were. Raises NotAllowed;
    AlreadyTaken when it was answered; CannotHave when the shift has begun or has gone.
    """
    with change(now):
        row = ShiftOffer.objects.select_for_update().select_related("shift__rota__service").get(pk=offer.pk)
        if worker.pk != row.to_id and (accept or worker.pk != row.by_id):
            raise NotAllowed("offer")
        if row.answered_at is not None:
            raise AlreadyTaken("answered")
        if accept:
            if not _to_come(row.shift, row.day, now) or not may_be_on(row.shift.rota, worker, now):
                raise CannotHave("no_shift_to_come")
            _give(row.shift, row.day, worker)
        row.answered_at, row.accepted = now, accept
        row.save(update_fields=["answered_at", "accepted"])
        record(
            TrailType.SHIFT_ANSWERED,
            trail.worker(worker.pk),
            about=("rota", row.shift.rota_id),
            by=row.by_id,
            accepted="yes" if accept else "no",
        )
        return row


def _give(shift: Shift, day: date, worker: Worker) -> None:
    """One day of a weekly shift to somebody else: the pattern ends before it and goes on after it."""
    last = shift.until_day
    same = {"weekday": shift.weekday, "starts": shift.starts, "ends": shift.ends}
    Shift.objects.create(rota=shift.rota, worker=worker, from_day=day, until_day=day, **same)
    goes_on = None
    if last is None or last > day:
        goes_on = Shift.objects.create(
            rota=shift.rota, worker=shift.worker, from_day=day + ONE, until_day=last, **same
        )
        ShiftOffer.objects.filter(shift=shift, day__gt=day).update(shift=goes_on)
    shift.until_day = day - ONE
    if shift.from_day is not None and shift.from_day > shift.until_day:
        # Nothing of it is left before that day; it stays for its offers, on a day it never begins on.
        shift.from_day = shift.until_day
    shift.save(update_fields=["from_day", "until_day"])


def _to_come(shift: Shift, day: date, now: datetime) -> bool:
    """The shift begins on ``day``, and has not begun."""
    zone = calendar_of(shift.rota.service).zone
    begins = datetime.combine(day, shift.starts, tzinfo=zone)
    return begins > now and is_on(shift, begins)


def _must_keep(by: Worker, service_id: uuid.UUID, now: datetime) -> None:
    if not rotas_kept_by(by, now).filter(pk=service_id).exists():
        raise NotAllowed("rota")


def _record(by: Worker, rota: Rota, worker: Worker, what: str) -> None:
    record(TrailType.ROTA_CHANGED, trail.worker(by.pk), about=("rota", rota.pk), worker=worker.pk, what=what)
