"""What the pages about files of people say: why a line or a file is refused, and what a change is called."""

from safeguarding.people.types import ImportKind
from safeguarding.responsibility.imports.types import MOST_BYTES, MOST_EXCEL, MOST_LINES, Line, What, Why

KINDS = {
    ImportKind.SERVICES: "Services, teams and homes",
    ImportKind.WORKERS: "Workers",
    ImportKind.YOUNG_PEOPLE: "Young people",
}
COLUMNS = {
    "name": "name",
    "known_as": "known as",
    "email": "email",
    "role": "role",
    "service": "service",
    "kind": "kind",
    "inside": "inside",
    "born_year": "born year",
    "reference": "reference",
    "team": "team",
    "home": "home",
    "named_worker": "named worker",
    "deputies": "deputies",
}
HELP = {
    ImportKind.SERVICES: "Kind is service, team or home. Inside is the name of what it belongs to.",
    ImportKind.WORKERS: "One line for each post. Somebody with two posts has two lines with the same email.",
    ImportKind.YOUNG_PEOPLE: (
        "Reference is their number in your case system. With it the same person is found again. "
        "Named worker is an email; deputies are emails with a semicolon between them."
    ),
}
EXAMPLES: dict[ImportKind, list[tuple[str, ...]]] = {
    ImportKind.SERVICES: [
        ("Harbour team", "team", "Young people’s service"),
        ("Elm House", "home", "Young people’s service"),
    ],
    ImportKind.WORKERS: [("Asha Rahman", "Asha", "asha@example.org", "worker", "Harbour team")],
    ImportKind.YOUNG_PEOPLE: [
        ("Maya Example", "2012", "A-1001", "Harbour team", "Elm House", "asha@example.org", "joy@example.org")
    ],
}
HAPPENS = {What.NEW: "New", What.CHANGED: "Changes", What.SAME: "Stays the same", What.REFUSED: "Refused"}
HAPPENED = {What.NEW: "Added", What.CHANGED: "Changed", What.SAME: "Was the same", What.REFUSED: "Refused"}
WHY = {
    Why.MISSING: "“{about}” is empty.",
    Why.TOO_LONG: "“{about}” is too long.",
    Why.FORMULA: "“{about}” begins like a formula. Take the first sign away.",
    Why.STRANGE_SIGNS: "“{about}” has signs that are no letters. Save the file as UTF-8 and try again.",
    Why.TWICE: "The file has this line twice.",
    Why.NOT_A_YEAR: "“{about}” is not a year of birth.",
    Why.NOT_AN_EMAIL: "“{about}” is not an email address.",
    Why.NOT_A_ROLE: "“{about}” is not a role here.",
    Why.NOT_A_KIND: "“{about}” is not service, team or home.",
    Why.UNKNOWN_SERVICE: "You have no service called “{about}”.",
    Why.SEVERAL_SERVICES: "More than one is called “{about}”. Write what it is inside too, as in A > B.",
    Why.WRONG_KIND: "“{about}” is not the right kind for this.",
    Why.UNKNOWN_WORKER: "No worker of yours has the email “{about}”.",
    Why.NAME_DIFFERS: "The file has another name for {about}.",
    Why.EMAIL_ELSEWHERE: "{about} belongs to somebody outside what you set up.",
    Why.HAS_LEFT: "{about} belongs to somebody who has left.",
    Why.MAYBE_SAME: "Somebody with this name is in {about}. Give both a reference, so that we can tell.",
    Why.SEVERAL_PEOPLE: "More than one person here could be meant. Give the reference.",
    Why.CIRCLE: "It would be inside itself, by way of “{about}”.",
    Why.NOBODY_TO_HAND_TO: "Something promised to them would have nobody there.",
    Why.NOT_ALLOWED: "It could not go in as things are now. Look at the line again.",
}
FILES = {
    "none": "Choose a file first.",
    "empty": "The file is empty.",
    "too_large": f"The file is larger than {MOST_BYTES // 1_000_000} MB. Cut it in two.",
    "too_many": f"The file has more than {MOST_LINES:,} lines. Cut it in two.",
    "too_many_excel": f"The workbook has more than {MOST_EXCEL:,} lines. Save it as CSV: that may have {MOST_LINES:,}.",
    "too_many_services": "The file has more than {about} lines of services. Cut it in two.",
    "old_excel": "This is an old Excel file (.xls). Save it as .xlsx or CSV.",
    "not_excel": "This workbook can’t be opened. Save it again as .xlsx or CSV.",
    "not_text": "This is not a CSV or Excel file, or its letters can’t be read. Save it as CSV UTF-8.",
    "no_column": "There is no column “{about}”. The first line of the file has to name the columns.",
    "column_twice": "The column “{about}” is there twice.",
    "no_lines": "Below the names of the columns there is nothing.",
    "broken_quotes": "Near line {about} a quotation mark opens and never ends.",
}
READ_AS = {
    "windows-1252": "Read as Windows text. Look at letters with accents before you confirm.",
    "xlsx": "The first sheet of the workbook.",
}


def why(line: Line) -> str:
    """Why a line is refused, in a sentence."""
    return WHY[Why(line.why)].format(about=COLUMNS.get(line.about, line.about))


def changes(line: Line) -> str:
    """What would change, column by column."""
    told = []
    for column, before, after in line.changes:
        name = COLUMNS.get(column, column)
        told.append(f"{name}: {before or 'nothing'} → {after or 'nothing'}")
    return "; ".join(told)


def file_refused(code: str, about: str) -> str:
    """Why a file is refused as a whole."""
    return FILES[code].format(about=COLUMNS.get(about, about))


def _lines(count: int) -> str:
    return f"{count:,} line{'' if count == 1 else 's'}"


def finding(counts: dict[str, int], total: int) -> str:
    """What would happen, worst first."""
    refused, new = counts.get(What.REFUSED, 0), counts.get(What.NEW, 0)
    changed = counts.get(What.CHANGED, 0)
    if refused:
        return f"{refused:,} of {_lines(total)} {'is' if refused == 1 else 'are'} refused"
    if new or changed:
        return f"{_lines(new + changed)} can go in, and nothing is refused"
    return "All of it is here already"


def summary(counts: dict[str, int], *, done: bool) -> str:
    """Every count that is not nought, as a sentence."""
    words = (
        {What.NEW: "added", What.CHANGED: "changed", What.SAME: "already there", What.REFUSED: "refused"}
        if done
        else {What.NEW: "new", What.CHANGED: "to change", What.SAME: "already there", What.REFUSED: "refused"}
    )
    return ", ".join(f"{counts[what]:,} {word}" for what, word in words.items() if counts.get(what)) + "."
