"""What can become of a line of a file, and of a file."""

from dataclasses import dataclass, field
from enum import StrEnum

from safeguarding.people.types import ImportKind

MOST_LINES = 100_000
MOST_EXCEL = 30_000  # lines: a workbook takes ten times as long to read as text
MOST_BYTES = 25_000_000
A_PART = 100  # lines taken in together


class What(StrEnum):
    """What happens with a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class Why(StrEnum):
    """Why a line is refused. The faces say it in a sentence; ``about`` fills the gap in it."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    STRANGE_SIGNS = "strange_signs"
    TWICE = "twice"
    NOT_A_YEAR = "not_a_year"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_ROLE = "not_a_role"
    NOT_A_KIND = "not_a_kind"
    UNKNOWN_SERVICE = "unknown_service"
    SEVERAL_SERVICES = "several_services"
    WRONG_KIND = "wrong_kind"
    UNKNOWN_WORKER = "unknown_worker"
    NAME_DIFFERS = "name_differs"
    EMAIL_ELSEWHERE = "email_elsewhere"
    HAS_LEFT = "has_left"
    MAYBE_SAME = "maybe_same"
    SEVERAL_PEOPLE = "several_people"
    CIRCLE = "circle"
    NOBODY_TO_HAND_TO = "nobody_to_hand_to"
    NOT_ALLOWED = "not_allowed"


class CannotRead(Exception):
    """The file is refused as a whole, before any line of it. ``code`` says why; ``about`` is a column or a line."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.about = about


class Refused(Exception):
    """This line is refused."""

    def __init__(self, why: Why, about: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.about = about


@dataclass
class Line:
    """One line of a file: its cells by column, and what would or did happen with it."""

    number: int  # as a spreadsheet counts: the heads are line 1
    cells: dict[str, str]
    what: What = What.NEW
    why: str = ""
    about: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # column, before, after

    def look_again(self) -> None:
        """As it was read: nothing is known of it."""
        self.what, self.why, self.about, self.changes = What.NEW, "", "", []

    def refuse(self, refused: Refused) -> None:
        self.what, self.why, self.about, self.changes = What.REFUSED, refused.why, refused.about, []


@dataclass(frozen=True)
class Column:
    name: str
    needed: bool
    most: int = 200


COLUMNS: dict[ImportKind, tuple[Column, ...]] = {
    ImportKind.SERVICES: (Column("name", True, 120), Column("kind", True), Column("inside", True)),
    ImportKind.WORKERS: (
        Column("name", True, 120),
        Column("known_as", False, 40),
        Column("email", True, 254),
        Column("role", True),
        Column("service", True),
    ),
    ImportKind.YOUNG_PEOPLE: (
        Column("name", True),
        Column("born_year", False),
        Column("reference", False, 60),
        Column("team", True),
        Column("home", False),
        Column("named_worker", True, 254),
        Column("deputies", False, 600),
    ),
}
