"""What lines are held against: the administrator's services and workers, loaded once for a whole file."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from unicodedata import category

from django.db.models import Q

from safeguarding.people import queries
from safeguarding.people.models import Post, Service, Worker
from safeguarding.people.types import ImportKind, Role, ServiceKind
from safeguarding.responsibility.imports.types import COLUMNS, Line, Refused, Why

LOST = "\ufffd"  # what a program writes for a letter it could not read
STRANGE = {"Cc", "Cs", "Co", "Cn"}  # not "Cf": names in some scripts need joiners
INSIDE = ">"  # "Young people's service > Harbour team" tells two Harbour teams apart


def plain(text: str) -> str:
    """As it is compared: capitals and double spaces don't matter."""
    return " ".join(text.casefold().split())


@dataclass
class Around:
    """One administrator's part of the world, as it is at ``now``."""

    administrator: Worker
    now: datetime
    # What a cell means, as long as no service is added: a hundred thousand lines name the same few.
    _meant: dict[tuple[str, frozenset[ServiceKind]], Service] = field(default_factory=dict)

    @cached_property
    def services(self) -> dict[uuid.UUID, Service]:
        rows = queries.services_to_set_up(self.administrator, self.now)
        return {row.pk: row for row in rows if row.closed_at is None}

    @cached_property
    def _by_name(self) -> dict[str, list[Service]]:
        found: dict[str, list[Service]] = defaultdict(list)
        for row in self.services.values():
            found[plain(row.name)].append(row)
        return found

    def line_of(self, service: Service) -> list[str]:
        """Its name, then those it is inside, nearest first, as far as the administrator looks after them."""
        names, row = [], self.services.get(service.pk)
        while row is not None:
            names.append(plain(row.name))
            row = self.services.get(row.parent_id) if row.parent_id else None
        return names

    def named(self, text: str) -> list[Service]:
        """The services a cell may mean."""
        parts = [plain(part) for part in reversed(text.split(INSIDE))]
        rows = self._by_name.get(parts[0], [])
        return [row for row in rows if _in_order(parts[1:], self.line_of(row)[1:])]

    def service(self, text: str, kinds: frozenset[ServiceKind]) -> Service:
        """The one service a cell means. Raises Refused."""
        key = (text, kinds)
        if key not in self._meant:
            self._meant[key] = self._service(text, kinds)
        return self._meant[key]

    def _service(self, text: str, kinds: frozenset[ServiceKind]) -> Service:
        rows = self.named(text)
        fitting = [row for row in rows if row.kind in kinds]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Refused(Why.SEVERAL_SERVICES, text)
        raise Refused(Why.WRONG_KIND if rows else Why.UNKNOWN_SERVICE, text)

    def add(self, service: Service) -> None:
        """One that has just been made."""
        self._meant.clear()
        self.services[service.pk] = service
        self._by_name[plain(service.name)].append(service)

    @cached_property
    def _posts(self) -> list[tuple[uuid.UUID, uuid.UUID, str]]:
        still = Q(ends_at__isnull=True) | Q(ends_at__gt=self.now)
        rows = Post.objects.filter(still, service__in=self.services, worker__is_active=True)
        return list(rows.values_list("worker_id", "service_id", "role"))

    @cached_property
    def workers(self) -> dict[str, uuid.UUID]:
        """Email to id of those who may be somebody's named worker."""
        held = {worker for worker, _, role in self._posts if role == Role.WORKER}
        return {row.email.casefold(): row.pk for row in Worker.objects.filter(pk__in=held).only("email")}

    def worker(self, email: str) -> uuid.UUID:
        """Raises Refused."""
        found = self.workers.get(plain(email))
        if found is None:
            raise Refused(Why.UNKNOWN_WORKER, email)
        return found

    @cached_property
    def held(self) -> set[tuple[uuid.UUID, uuid.UUID, str]]:
        """Posts held now: worker, service, role."""
        return set(self._posts)

    @cached_property
    def posted(self) -> set[uuid.UUID]:
        """Everybody with a post in the administrator's services."""
        return {worker for worker, _, _ in self._posts}


def _in_order(wanted: list[str], above: list[str]) -> bool:
    """Each of ``wanted`` stands above the one before it, though others may stand between."""
    there = iter(above)
    return all(any(name == part for name in there) for part in wanted)


def check_cells(line: Line, kind: ImportKind) -> None:
    """What is wrong with any line whatever it is about. Raises Refused."""
    for column in COLUMNS[kind]:
        text = line.cells.get(column.name, "")
        if column.needed and not text:
            raise Refused(Why.MISSING, column.name)
        if len(text) > column.most:
            raise Refused(Why.TOO_LONG, column.name)
        if text[:1] in {"=", "+", "@"}:
            raise Refused(Why.FORMULA, column.name)
        if not text.isascii() or not text.isprintable():
            _must_be_letters(column.name, text)


def _must_be_letters(column: str, text: str) -> None:
    if any(letter == LOST or category(letter) in STRANGE for letter in text):
        raise Refused(Why.STRANGE_SIGNS, column)
