"""Workers, a post a line: somebody with two posts has two lines."""

import re
from datetime import datetime

from safeguarding.people.actions import add_worker_with_post, give_post, rename_worker
from safeguarding.people.models import Worker
from safeguarding.people.types import ImportKind, Role, ServiceKind
from safeguarding.responsibility.imports.around import Around, check_cells, plain
from safeguarding.responsibility.imports.types import Line, Refused, What, Why

EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")
ANY = frozenset(ServiceKind)
# As people say them; the codes themselves count too.
ROLES = {
    **{str(role): role for role in Role},
    "safeguarding lead": Role.LEAD,
    "independent rota": Role.INDEPENDENT,
    "specialist adviser": Role.ADVISER,
    "participation worker": Role.MODERATOR,
    "service manager": Role.MANAGER,
    "social worker": Role.WORKER,
    "key worker": Role.WORKER,
}


class Workers:
    """Holds lines of workers against who is there."""

    kind = ImportKind.WORKERS

    def __init__(self, around: Around) -> None:
        self.around = around
        self.names: dict[str, str] = {}  # by email, as the file has said
        self.seen: set[tuple[str, ...]] = set()

    def look(self, lines: list[Line]) -> None:
        """Say of each line what would happen. Two queries however many there are."""
        emails = {plain(line.cells.get("email", "")) for line in lines}
        there = {row.email.casefold(): row for row in Worker.objects.filter(email__in=emails)}
        for line in lines:
            if line.what == What.REFUSED:
                continue
            try:
                self._look(line, there)
            except Refused as refused:
                line.refuse(refused)

    def _look(self, line: Line, there: dict[str, Worker]) -> None:
        check_cells(line, self.kind)
        cells, email = line.cells, plain(line.cells["email"])
        if not EMAIL.fullmatch(email):
            raise Refused(Why.NOT_AN_EMAIL, cells["email"])
        role = ROLES.get(plain(cells["role"]))
        if role is None:
            raise Refused(Why.NOT_A_ROLE, cells["role"])
        service = self.around.service(cells["service"], ANY)
        if self.names.setdefault(email, cells["name"]) != cells["name"]:
            raise Refused(Why.NAME_DIFFERS, cells["email"])
        key = (email, str(service.pk), role)
        if key in self.seen:
            raise Refused(Why.TWICE)
        self.seen.add(key)
        line.what, line.changes = What.NEW, []
        if email in there:
            self._compare(line, there[email], (service.pk, role))

    def _compare(self, line: Line, worker: Worker, post: tuple[object, str]) -> None:
        if not worker.is_active:
            raise Refused(Why.HAS_LEFT, line.cells["email"])
        if worker.pk not in self.around.posted:
            raise Refused(Why.EMAIL_ELSEWHERE, line.cells["email"])
        wanted = {"name": line.cells["name"], "known_as": line.cells.get("known_as") or worker.known_as}
        was = {"name": worker.name, "known_as": worker.known_as}
        line.changes = [(name, was[name], wanted[name]) for name in wanted if was[name] != wanted[name]]
        if (worker.pk, *post) not in self.around.held:
            line.changes.append(("role", "", f"{line.cells['role']}, {line.cells['service']}"))
        line.what = What.CHANGED if line.changes else What.SAME

    def take_in(self, lines: list[Line], now: datetime, by: Worker) -> None:
        """Make it so, for lines that were just looked at; one that can't be is refused."""
        for line in lines:
            if line.what in {What.NEW, What.CHANGED}:
                self._take_in(line, now, by)

    def _take_in(self, line: Line, now: datetime, by: Worker) -> None:
        cells, email = line.cells, plain(line.cells["email"])
        role, service = ROLES[plain(cells["role"])], self.around.service(cells["service"], ANY)
        known_as = cells.get("known_as") or cells["name"].split()[0][:40]
        worker = Worker.objects.filter(email=email).first()
        if worker is None:
            worker = add_worker_with_post(cells["name"], known_as, email, service, role, now, by)
        else:
            if {name for name, _, _ in line.changes} & {"name", "known_as"}:
                rename_worker(
                    worker, cells["name"], cells.get("known_as") or worker.known_as, service, now, by
                )
            give_post(worker, service, role, now, by)
        self.around.held.add((worker.pk, service.pk, role))
        self.around.posted.add(worker.pk)
