"""Plain words for times. Rounded up to five minutes: nothing is promised before the clock keeps it."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from frontend.young_person.words import Words

FIVE = timedelta(minutes=5)
NIGHT = " at night"
# Said where the same hour comes twice a day and neither is at night.
PARTS = ((range(5, 9), " in the morning"), (range(18, 22), " in the evening"))
TONIGHT = timedelta(hours=8)  # from here on the same night, whatever the date
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PAST = {5: "5 past", 10: "10 past", 15: "quarter past", 20: "20 past", 25: "25 past", 30: "half past"}
TO = {35: "25 to", 40: "20 to", 45: "quarter to", 50: "10 to", 55: "5 to"}


def rounded_up(at: datetime) -> datetime:
    """The next five minutes, in local time."""
    local = timezone.localtime(at).replace(second=0, microsecond=0)
    over = local.minute % 5
    return local + timedelta(minutes=5 - over) if over else local


def clock_words(at: datetime) -> str:
    """ "4", "10 past 9", "half past 5 in the morning", "half past 2 at night": an hour as it is said."""
    local = timezone.localtime(at)
    minute = local.minute - local.minute % 5
    hour = local.hour + (1 if minute in TO else 0)
    said = str((hour - 1) % 12 + 1)
    words = f"{PAST.get(minute) or TO[minute]} {said}" if minute else said
    part = next((part for hours, part in PARTS if local.hour in hours), "")
    return words + (NIGHT if local.hour < 5 or local.hour >= 22 else part)


def day_words(at: datetime, now: datetime) -> str:
    """ "today", "tomorrow", "on Friday", "on 3 May"."""
    local, today = timezone.localtime(at).date(), timezone.localtime(now).date()
    ahead = (local - today).days
    if ahead in (0, 1):
        return "today" if ahead == 0 else "tomorrow"
    return f"on {DAYS[local.weekday()]}" if 1 < ahead < 7 else f"on {date_format(local, 'j F')}"


def by(at: datetime, now: datetime, words: Words) -> str:
    """ "today by 4", "tomorrow by 10", "on Friday by half past 9"."""
    at = rounded_up(at)
    if words.language != "en":
        return date_format(timezone.localtime(at), "j.n. H:i")
    spoken = clock_words(at)
    if spoken.endswith(NIGHT) and at - timezone.localtime(now) < TONIGHT:
        return f"tonight by {spoken.removesuffix(NIGHT)}"
    return f"{day_words(at, now)} by {spoken}"


def by_only(at: datetime, now: datetime, words: Words) -> str:
    """As ``by``, without "today": "by 4", "tomorrow by 10"."""
    return by(at, now, words).removeprefix("today ")


def by_after(at: datetime, earlier: datetime, now: datetime, words: Words) -> str:
    """As ``by``, without the day when it is that of ``earlier``, said just before."""
    same = timezone.localtime(rounded_up(at)).date() == timezone.localtime(rounded_up(earlier)).date()
    return by_only(at, earlier, words) if same else by(at, now, words)


def when(at: datetime, now: datetime, words: Words) -> str:
    """A moment that has been: "10 past 9", "10 past 9 on Friday"."""
    local = timezone.localtime(at)
    if words.language != "en":
        return date_format(local, "j.n. H:i")
    if local.date() == timezone.localtime(now).date():
        return clock_words(local)
    if 0 < (timezone.localtime(now).date() - local.date()).days < 6:
        return f"{clock_words(local)} on {DAYS[local.weekday()]}"
    return f"on {date_format(local, 'j F')}"
