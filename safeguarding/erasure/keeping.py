"""Why a young person can't be erased now."""

from datetime import date, datetime

from django.conf import settings

from safeguarding.concerns.models import Concern
from safeguarding.erasure.types import Keep, MustKeep
from safeguarding.people.models import YoungPerson
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN


def must_not_keep(young_person: YoungPerson, now: datetime) -> None:
    """Raises MustKeep while anything waits for a person, or a concern is open or has to be kept."""
    if not settings.ERASURES:
        raise MustKeep(Keep.NO_LEDGER)
    if Promise.objects.filter(OPEN, young_person=young_person).exists():
        raise MustKeep(Keep.PROMISE)
    concerns = Concern.objects.filter(young_person=young_person)
    if concerns.filter(closed_at__isnull=True).exists():
        raise MustKeep(Keep.CONCERN)
    closed = concerns.order_by("-closed_at").values_list("closed_at", flat=True).first()
    if closed is not None and now.date() < (until := _years_after(closed.date())):
        raise MustKeep(Keep.LAW, until)


def _years_after(day: date) -> date:
    # 29 February has its day in leap years only: the day after it, so that nothing goes too early.
    try:
        return day.replace(year=day.year + settings.KEEP_CONCERNS_YEARS)
    except ValueError:
        return date(day.year + settings.KEEP_CONCERNS_YEARS, 3, 1)
