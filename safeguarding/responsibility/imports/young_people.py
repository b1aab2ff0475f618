"""Young people. Found again by their reference, else by name, year of birth and team: never guessed."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from safeguarding.people import queries
from safeguarding.people.access import current_named
from safeguarding.people.actions import NewYoungPerson, add_young_people, set_who_they_are
from safeguarding.people.cards import NAME
from safeguarding.people.models import NamedWorker, Service, Worker, YoungPerson
from safeguarding.people.types import ImportKind, NotAllowed, ServiceKind
from safeguarding.promises.types import NobodyToHandTo
from safeguarding.responsibility.actions import move_young_person
from safeguarding.responsibility.imports.around import Around, check_cells
from safeguarding.responsibility.imports.types import Line, Refused, What, Why
from safeguarding.trail.actions import change
from safeguarding.vault import digests

TEAMS = frozenset({ServiceKind.TEAM, ServiceKind.SERVICE})
HOMES = frozenset({ServiceKind.HOME})
BORN = range(1990, 2101)
WHO = {"name", "born_year", "reference"}


class YoungPeople:
    """Holds lines of young people against those the administrator looks after."""

    kind = ImportKind.YOUNG_PEOPLE

    def __init__(self, around: Around) -> None:
        self.around = around
        self.seen: set[bytes] = set()
        self.found: dict[int, YoungPerson] = {}  # by line, of the lines looked at last

    def look(self, lines: list[Line]) -> None:
        """Say of each line what would happen. A few queries, however many lines."""
        self.found = {}
        wanted = {}
        for line in lines:
            if line.what != What.REFUSED:
                try:
                    wanted[line.number] = self._wanted(line)
                except Refused as refused:
                    line.refuse(refused)
        there = self._there(wanted.values())
        for line in lines:
            if line.number in wanted:
                try:
                    self._hold_against(line, wanted[line.number], there)
                except Refused as refused:
                    line.refuse(refused)
        self._compare_named({line.number: line for line in lines}, wanted)

    def _wanted(self, line: Line) -> "Wanted":
        check_cells(line, self.kind)
        wanted = Wanted(line, self.around)
        line_of_it = f"{wanted.name.hex()}{wanted.born}{wanted.team.pk}"
        key = wanted.reference or digests.digest("import_line", line_of_it)
        if key in self.seen:
            raise Refused(Why.TWICE)
        self.seen.add(key)
        return wanted

    def _there(self, wanted: Collection["Wanted"]) -> dict[bytes, list[YoungPerson]]:
        """Those they look after who have one of these references or names."""
        names = [digest for each in wanted for digest in each.names]
        references = [digest for each in wanted for digest in each.references]
        rows = YoungPerson.objects.filter(
            Q(name_digest__in=names) | Q(reference_digest__in=references),
            service__in=self.around.services,
            is_drop_in=False,
            left_at__isnull=True,
            erased_at__isnull=True,
        )
        found: dict[bytes, list[YoungPerson]] = defaultdict(list)
        for row in rows.select_related("service", "home", "data_key"):
            for digest in {_newest(row.name_digest), _newest(row.reference_digest)}:
                found[digest].append(row)
        return found

    def _hold_against(self, line: Line, wanted: "Wanted", there: dict[bytes, list[YoungPerson]]) -> None:
        line.what, line.changes = What.NEW, []
        person = self._known(wanted, there)
        if person is None:
            return
        self.found[line.number] = person
        changes = []
        if wanted.reference and person.reference_digest is None:
            changes.append(("reference", "", line.cells["reference"]))
        if _newest(person.name_digest) != wanted.name:
            changes.append(("name", queries.name_of(person), line.cells["name"]))
        if wanted.born is not None and person.born_year != wanted.born:
            changes.append(("born_year", str(person.born_year or ""), str(wanted.born)))
        if person.service_id != wanted.team.pk:
            changes.append(("team", person.service.name, wanted.team.name))
        if wanted.says_home and person.home_id != (wanted.home.pk if wanted.home else None):
            before, after = person.home, wanted.home
            changes.append(("home", before.name if before else "", after.name if after else ""))
        line.changes = changes
        line.what = What.CHANGED if changes else What.SAME

    def _known(self, wanted: "Wanted", there: dict[bytes, list[YoungPerson]]) -> YoungPerson | None:
        """Who it is, if anybody. Raises Refused when it can't be told for sure."""
        if wanted.reference and (same := there.get(wanted.reference)):
            if len(same) > 1:
                raise Refused(Why.SEVERAL_PEOPLE)
            return same[0]
        alike = [row for row in there.get(wanted.name, []) if _maybe(row.born_year, wanted.born)]
        if wanted.reference:
            alike = [row for row in alike if row.reference_digest is None]
        if not alike:
            return None
        if len(alike) > 1:
            raise Refused(Why.SEVERAL_PEOPLE)
        if alike[0].service_id != wanted.team.pk or alike[0].born_year != wanted.born:
            raise Refused(Why.MAYBE_SAME, alike[0].service.name)
        return alike[0]

    def _compare_named(self, lines: dict[int, Line], wanted: dict[int, "Wanted"]) -> None:
        """Who is there for them now, against who should be: one query for all."""
        if not self.found:
            return
        now = self.around.now
        rows = NamedWorker.objects.filter(young_person__in=list(self.found.values()), starts_at__lte=now)
        rows = rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)).select_related("worker")
        held: dict[uuid.UUID, list[Worker]] = defaultdict(list)
        for row in rows.order_by("position"):
            held[row.young_person_id].append(row.worker)
        for number, person in self.found.items():
            line, before = lines[number], held[person.pk]
            asked = wanted[number]
            named = asked.named if asked.says_deputies else [asked.named[0], *(w.pk for w in before[1:])]
            if line.what != What.REFUSED and [worker.pk for worker in before] != list(dict.fromkeys(named)):
                after = "; ".join(filter(None, (line.cells["named_worker"], line.cells.get("deputies", ""))))
                line.changes.append(("named_worker", "; ".join(worker.email for worker in before), after))
                line.what = What.CHANGED

    def take_in(self, lines: list[Line], now: datetime, by: Worker) -> None:
        """Make it so, for lines that were just looked at; one that can't be is refused."""
        new = [line for line in lines if line.what == What.NEW]
        add_young_people([Wanted(line, self.around).new(line) for line in new], now, by)
        for line in lines:
            if line.what == What.CHANGED:
                try:
                    with change(now):
                        self._change(line, now, by)
                except NobodyToHandTo:
                    line.refuse(Refused(Why.NOBODY_TO_HAND_TO))
                except NotAllowed:
                    line.refuse(Refused(Why.NOT_ALLOWED))

    def _change(self, line: Line, now: datetime, by: Worker) -> None:
        person, wanted = self.found[line.number], Wanted(line, self.around)
        fields = {name for name, _, _ in line.changes}
        if fields & WHO:
            born = wanted.born if wanted.born is not None else person.born_year
            set_who_they_are(person, line.cells["name"], born, line.cells.get("reference", ""), now, by)
        if fields - WHO:
            before = [row.worker for row in current_named(person, now)]
            keep = [] if wanted.says_deputies else [worker.pk for worker in before[1:]]
            named = list(Worker.objects.filter(pk__in=[*wanted.named, *keep]))
            order = list(dict.fromkeys([*wanted.named, *keep]))
            home = wanted.home if wanted.says_home else person.home
            move_young_person(
                person,
                wanted.team,
                sorted(named, key=lambda worker: order.index(worker.pk)),
                now,
                by,
                home=home,
            )


class Wanted:
    """What a line asks for, resolved. Raises Refused."""

    def __init__(self, line: Line, around: Around) -> None:
        cells = line.cells
        self.born = _year(cells.get("born_year", ""))
        self.team: Service = around.service(cells["team"], TEAMS)
        self.says_home = "home" in cells
        self.home = around.service(cells["home"], HOMES) if cells.get("home") else None
        self.says_deputies = "deputies" in cells
        emails = [cells["named_worker"], *filter(None, map(str.strip, cells.get("deputies", "").split(";")))]
        self.named = list(dict.fromkeys(around.worker(email) for email in emails))
        self.names = digests.digests(NAME, cells["name"])
        self.references = queries.reference_digests(self.team, cells.get("reference", ""))
        self.name, self.reference = self.names[0], next(iter(self.references), b"")

    def new(self, line: Line) -> NewYoungPerson:
        """Somebody to be added."""
        return NewYoungPerson(
            line.cells["name"],
            self.born,
            self.team,
            self.home,
            self.named,
            reference=line.cells.get("reference", ""),
        )


def _newest(stored: bytes | memoryview | None) -> bytes:
    """A stored digest as it would be made now, whichever key made it."""
    return digests.remade(stored) if stored else b""


def _maybe(one: int | None, other: int | None) -> bool:
    """Born in the same year, as far as anybody knows."""
    return one is None or other is None or one == other


def _year(text: str) -> int | None:
    """ "2012", or the year of a day that a spreadsheet wrote. Raises Refused."""
    if not text:
        return None
    for part in (text[:4], text[-4:]):
        if part.isascii() and part.isdigit() and int(part) in BORN and (len(text) == 4 or len(text) == 10):
            return int(part)
    raise Refused(Why.NOT_A_YEAR, text)
