"""The parts a file stands in: a hundred lines each, sealed; and who holds lines against what is there."""

import json
from collections.abc import Callable
from datetime import datetime

from safeguarding.people.models import ImportPart
from safeguarding.people.types import ImportKind
from safeguarding.responsibility.imports.around import Around
from safeguarding.responsibility.imports.services import Services
from safeguarding.responsibility.imports.types import Line, What
from safeguarding.responsibility.imports.workers import Workers
from safeguarding.responsibility.imports.young_people import YoungPeople
from safeguarding.vault import envelope, keys
from safeguarding.vault.models import DataKey

Planner = Services | Workers | YoungPeople
PLANNERS: dict[ImportKind, Callable[[Around], Planner]] = {
    ImportKind.SERVICES: Services,
    ImportKind.WORKERS: Workers,
    ImportKind.YOUNG_PEOPLE: YoungPeople,
}


def seal_lines(part: ImportPart, lines: list[Line], now: datetime, key: DataKey | None = None) -> None:
    """Put the lines into the part, sealed. ``key``: the organisation's, for whoever has it in hand."""
    text = json.dumps([vars(line) for line in lines], ensure_ascii=False)
    part.sealed_lines = envelope.seal(key or keys.organisation_key(now), part, "sealed_lines", text)
    part.refused = sum(line.what == What.REFUSED for line in lines)


def lines_of(part: ImportPart) -> list[Line]:
    """The lines of a part. The caller got it through a query that checked who is asking."""
    rows = json.loads(envelope.open_sealed(part, "sealed_lines"))
    return [
        Line(**{**row, "what": What(row["what"]), "changes": [tuple(each) for each in row["changes"]]})
        for row in rows
    ]
