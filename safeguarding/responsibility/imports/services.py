"""Services, teams and homes. A file may name them in any order; one that is inside itself is refused."""

from datetime import datetime

from safeguarding.people.actions import add_service
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import BELOW, ImportKind, ServiceKind
from safeguarding.responsibility.imports.around import INSIDE, Around, check_cells, plain
from safeguarding.responsibility.imports.types import CannotRead, Line, Refused, What, Why
from safeguarding.responsibility.moving_services import move_service

KINDS = {str(kind): kind for kind in (ServiceKind.SERVICE, ServiceKind.TEAM, ServiceKind.HOME)}
MOST = 5_000  # they are looked at together


class Services:
    """Holds lines of services against the tree. A whole file is looked at together: lines lean on lines."""

    kind = ImportKind.SERVICES

    def __init__(self, around: Around) -> None:
        self.around = around

    def look(self, lines: list[Line]) -> None:
        """Say of each line what would happen, and put them in an order that can be taken in."""
        named: dict[str, Line] = {}
        if len(lines) > MOST:
            raise CannotRead("too_many_services", str(MOST))
        for line in lines:
            if line.what == What.REFUSED:
                continue
            try:
                check_cells(line, self.kind)
                if plain(line.cells["kind"]) not in KINDS:
                    raise Refused(Why.NOT_A_KIND, line.cells["kind"])
                if named.setdefault(_key(line), line) is not line:
                    raise Refused(Why.TWICE)
            except Refused as refused:
                line.refuse(refused)
        waits = {_key(line): line for line in lines if line.what != What.REFUSED}
        done: list[Line] = [line for line in lines if line.what == What.REFUSED]
        for line in list(waits.values()):
            self._after_its_parent(line, waits, done)
        lines[:] = done

    def _after_its_parent(self, line: Line, waits: dict[str, Line], done: list[Line]) -> None:
        """Look at the lines it leans on, outermost first, then at it. A loop among them refuses them all."""
        path: list[Line] = []
        step: Line | None = line
        while step is not None and waits.get(_key(step)) is step:
            if step in path:
                for looped in path[path.index(step) :]:
                    looped.refuse(Refused(Why.CIRCLE, looped.cells["inside"]))
                break
            path.append(step)
            step = waits.get(plain(step.cells["inside"].split(INSIDE)[-1]))
        for each in reversed(path):
            waits.pop(_key(each), None)
            done.append(each)
            if each.what != What.REFUSED:
                try:
                    self._look(each, done)
                except Refused as refused:
                    each.refuse(refused)

    def _look(self, line: Line, done: list[Line]) -> None:
        kind, inside = KINDS[plain(line.cells["kind"])], line.cells["inside"]
        line.what, line.changes = What.NEW, []
        coming = [each for each in done if each is not line and _key(each) == plain(inside)]
        for each in coming:
            if each.what == What.REFUSED:
                raise Refused(Why.UNKNOWN_SERVICE, inside)
            if kind not in BELOW[KINDS[plain(each.cells["kind"])]]:
                raise Refused(Why.WRONG_KIND, inside)
        there = [row for row in self.around.named(line.cells["name"]) if row.kind == kind]
        if not coming:
            parent = self.around.service(inside, frozenset(above for above in BELOW if kind in BELOW[above]))
            if any(row.parent_id == parent.pk for row in there):
                line.what = What.SAME
                return
        elif coming[0].what == What.SAME and any(_inside(self.around, row, inside) for row in there):
            line.what = What.SAME
            return
        if len(there) > 1:
            raise Refused(Why.SEVERAL_SERVICES, line.cells["name"])
        if there:
            self._moves(line, there[0], inside)

    def _moves(self, line: Line, service: Service, inside: str) -> None:
        if any(_under(row, service) for row in self.around.named(inside)):
            raise Refused(Why.CIRCLE, inside)
        was = self.around.services.get(service.parent_id) if service.parent_id else None
        line.what, line.changes = What.CHANGED, [("inside", was.name if was else "", inside)]

    def take_in(self, lines: list[Line], now: datetime, by: Worker) -> None:
        """Make it so, line after line; those before it are there by then."""
        for line in lines:
            if line.what not in {What.NEW, What.CHANGED}:
                continue
            kind = KINDS[plain(line.cells["kind"])]
            above = frozenset(parent for parent in BELOW if kind in BELOW[parent])
            parent = self.around.service(line.cells["inside"], above)
            if line.what == What.NEW:
                self.around.add(add_service(kind, line.cells["name"], parent, now, by=by))
            else:
                move_service(self.around.service(line.cells["name"], frozenset({kind})), parent, now, by)


def _key(line: Line) -> str:
    return plain(line.cells["name"])


def _under(service: Service, above: Service) -> bool:
    return service.path.startswith(above.path)


def _inside(around: Around, service: Service, name: str) -> bool:
    parent = around.services.get(service.parent_id) if service.parent_id else None
    return parent is not None and plain(parent.name) == plain(name)
