"""The form of a service's working hours, time zone and public holidays; and a week said in a line."""

from typing import Any

from django import forms

from frontend.desk.wording import WEEKDAYS
from safeguarding.people.models import Service
from safeguarding.people.types import HOLIDAYS
from safeguarding.promises.times import Calendar, Stretch

REGIONS = dict(zip(HOLIDAYS, ("Scotland", "England and Wales", "Northern Ireland"), strict=True))
# Those near by; any other a service has already is offered beside them.
ZONES = ("Europe/London", "Europe/Dublin", "Europe/Jersey", "Europe/Guernsey", "Europe/Isle_of_Man", "UTC")
PARTS = ("", "_2")  # a day may have a break
OWN = "own"


class Hours(forms.Form):
    """A week with two parts a day at most, a time zone and public holidays; each may be left to what is above."""

    which = forms.ChoiceField(label="Working hours", widget=forms.RadioSelect, required=False)
    timezone = forms.ChoiceField(label="Time zone", required=False)
    holidays = forms.ChoiceField(label="Public holidays", required=False)

    def __init__(self, service: Service, above: Calendar, **options: Any) -> None:
        super().__init__(**options)
        for day in range(7):
            for part in PARTS:
                self.fields[f"from_{day}{part}"] = _time(f"{WEEKDAYS[day]} from")
                self.fields[f"to_{day}{part}"] = _time(f"{WEEKDAYS[day]} until")
        lead_in = "As above it" if service.parent_id else "The usual"
        zones = dict.fromkeys([*ZONES, *filter(None, [service.timezone])])
        choices = {
            "which": [("", f"{lead_in}: {week_in_words(above)}"), (OWN, "Its own:")],
            "timezone": [("", f"{lead_in}: {above.zone.key}"), *((zone, zone) for zone in zones)],
            "holidays": [("", f"{lead_in}: {REGIONS.get(above.region, 'none')}"), *REGIONS.items()],
        }
        for name, rows in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = rows

    def clean(self) -> dict[str, Any]:
        """Both ends of a part or neither, and each part after the one before."""
        given = super().clean() or {}
        if given.get("which") != OWN:
            return given
        for day in range(7):
            last = None
            for part in PARTS:
                starts, ends = given.get(f"from_{day}{part}"), given.get(f"to_{day}{part}")
                if (starts is None) != (ends is None):
                    raise forms.ValidationError(f"{WEEKDAYS[day]}: say both from when and until when.")
                if starts is None or ends is None:
                    continue
                if ends <= starts or (last is not None and starts < last):
                    raise forms.ValidationError(f"{WEEKDAYS[day]}: each part ends after it begins, in order.")
                last = ends
        if not self.stretches():
            raise forms.ValidationError("At least one day needs hours.")
        return given

    def stretches(self) -> list[tuple[int, Any, Any]]:
        """Weekday, from, until; none when they are left to what is above."""
        given = self.cleaned_data
        if given.get("which") != OWN:
            return []
        found = [
            (day, given.get(f"from_{day}{part}"), given.get(f"to_{day}{part}"))
            for day in range(7)
            for part in PARTS
        ]
        return [row for row in found if row[1] is not None and row[2] is not None]

    def days(self) -> list[dict[str, Any]]:
        """A line for each day of the week."""
        return [
            {
                "name": WEEKDAYS[day],
                "parts": [(self[f"from_{day}{part}"], self[f"to_{day}{part}"]) for part in PARTS],
            }
            for day in range(7)
        ]


def _time(label: str) -> forms.TimeField:
    shown = forms.TimeInput(attrs={"type": "time", "aria-label": label}, format="%H:%M")
    return forms.TimeField(required=False, label=label, widget=shown)


def at_first(service: Service, above: Calendar) -> dict[str, Any]:
    """What the form shows of what is stored; where no hours are, those above it, to begin with."""
    rows = list(service.working_hours.order_by("weekday", "starts"))
    shown: dict[str, Any] = {
        "which": OWN if rows else "",
        "timezone": service.timezone,
        "holidays": service.holidays,
    }
    for day in range(7):
        of_day = [(row.starts, row.ends) for row in rows if row.weekday == day] if rows else above.week[day]
        for (starts, ends), part in zip(of_day, PARTS, strict=False):
            shown |= {f"from_{day}{part}": starts, f"to_{day}{part}": ends}
    return shown


def week_in_words(calendar: Calendar) -> str:
    """Monday to Friday with their hours, then Saturday; days of the same hours that follow each other are one."""
    runs: list[tuple[int, int, tuple[Stretch, ...]]] = []
    for day, stretches in enumerate(calendar.week):
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == stretches:
            runs[-1] = (runs[-1][0], day, stretches)
        else:
            runs.append((day, day, stretches))
    return ", ".join(_run(first, last, stretches) for first, last, stretches in runs if stretches) or "never"


def _run(first: int, last: int, stretches: tuple[Stretch, ...]) -> str:
    days = str(WEEKDAYS[first]) if first == last else f"{WEEKDAYS[first]} to {WEEKDAYS[last]}"
    return f"{days} " + " and ".join(f"{starts:%H:%M}–{ends:%H:%M}" for starts, ends in stretches)


def summary(calendar: Calendar) -> str:
    """Hours, holidays and zone in a line."""
    region = REGIONS.get(calendar.region)
    holidays = f"public holidays of {region}" if region else "no public holidays"
    return f"{week_in_words(calendar)}, {holidays}, {calendar.zone.key}"
