"""The same figures for young people: what those who were asked said, and what adults did. They see them first.

The page is drawn where young people's pages are; "that's not right" is something they say, like anything else.
"""

from dataclasses import dataclass
from datetime import datetime

from safeguarding.people.access import line_of
from safeguarding.people.models import Service, YoungPerson
from voice.participation import published
from voice.participation.figures import Figure, figure
from voice.participation.models import Change
from voice.participation.periods import Period
from voice.participation.types import PARTS, Measure

_OUT_OF = 10


@dataclass(frozen=True)
class InPictures:
    """One part: so many of ten pictures are filled."""

    part: Measure
    filled: int
    out_of: int
    figure: Figure


@dataclass(frozen=True)
class OurFigures:
    """The newest figures of the nearest unit that has some; no parts where none has."""

    unit: Service | None
    period: Period | None
    parts: tuple[InPictures, ...]
    changes: tuple[Change, ...]


def our_figures(young_person: YoungPerson, now: datetime) -> OurFigures:
    """What a young person may see: their own team's figures, or those of what it belongs to; nobody's answers.

    Nothing for a drop-in, and for somebody who has left.
    """
    left = young_person.left_at is not None and young_person.left_at <= now
    if young_person.is_drop_in or left:
        return OurFigures(None, None, (), ())
    line = Service.objects.in_bulk(line_of(young_person.service))
    for unit in (line[pk] for pk in line_of(young_person.service) if pk in line):
        table = published.table(unit)
        for period in reversed(published.periods()):
            rows = {part: table[part][period.name] for part in PARTS if period.name in table.get(part, {})}
            if rows:
                return OurFigures(unit, period, _pictures(rows), tuple(published.changes(unit)))
    return OurFigures(None, None, (), ())


def _pictures(rows: dict[Measure, published.Row]) -> tuple[InPictures, ...]:
    shown = [(part, figure(row.counts)) for part, row in rows.items()]
    return tuple(
        InPictures(part, round(one.value * _OUT_OF), _OUT_OF, one)
        for part, one in shown
        if not one.says_nothing
    )
