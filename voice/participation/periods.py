"""Reporting periods: calendar quarters ("2026-Q3") or months ("2026-09"); their names sort by time."""

from dataclasses import dataclass
from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole months; `months` is 3 for a quarter and 1 for a month."""

    year: int
    month: int
    months: int

    @property
    def name(self) -> str:
        """As stored: "2026-Q3", "2026-09"."""
        return f"{self.year}-Q{(self.month + 2) // 3}" if self.months == 3 else f"{self.year}-{self.month:02}"

    @property
    def starts(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def ends(self) -> date:
        """The day after the last."""
        return self.next.starts

    @property
    def next(self) -> "Period":
        """The period after this one."""
        return self._moved(self.months)

    @property
    def before(self) -> "Period":
        """The period before this one."""
        return self._moved(-self.months)

    @property
    def words(self) -> str:
        """As read: "Jul to Sep 2026", "Sep 2026"."""
        first, last = _MONTHS[self.month - 1], _MONTHS[self.month + self.months - 2]
        return f"{first} {self.year}" if self.months == 1 else f"{first} to {last} {self.year}"

    @property
    def short(self) -> str:
        """As written on an axis: "Jul 26"."""
        return f"{_MONTHS[self.month - 1]} {self.year % 100:02}"

    @property
    def kind(self) -> str:
        """ "quarter" or "month"."""
        return "quarter" if self.months == 3 else "month"

    def _moved(self, by: int) -> "Period":
        months = self.year * 12 + self.month - 1 + by
        return Period(months // 12, months % 12 + 1, self.months)


def period_of(day: date, kind: str) -> Period:
    """The period a day lies in; `kind` is the setting "quarters" or "months"."""
    if kind == "months":
        return Period(day.year, day.month, 1)
    if kind == "quarters":
        return Period(day.year, day.month - (day.month - 1) % 3, 3)
    raise ValueError("periods are quarters or months")


def named(name: str) -> Period:
    """The period with this name; ValueError for anything else."""
    year, _, rest = name.partition("-")
    if not (len(year) == 4 and year.isascii() and year.isdigit()):
        raise ValueError("not a period")
    if rest in ("Q1", "Q2", "Q3", "Q4"):
        return Period(int(year), int(rest[1]) * 3 - 2, 3)
    if len(rest) == 2 and rest.isascii() and rest.isdigit() and 1 <= int(rest) <= 12:
        return Period(int(year), int(rest), 1)
    raise ValueError("not a period")
