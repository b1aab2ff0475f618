"""What the rulebook's pages call things, and how a rule's lines read in plain words."""

import re
from math import ceil
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from safeguarding.concerns.queries.usefulness import Usefulness
from safeguarding.rulebook.types import Problem, Written
from safeguarding.screening.types import Heading, Urgency

FAST = {
    Urgency.NOW: lazy("A person looks within 15 minutes"),
    Urgency.TODAY: lazy("A person looks within 2 hours"),
    Urgency.SOON: lazy("A person looks within a working day"),
    Urgency.NONE: lazy("Shown beside other things; asks for nothing alone"),
}
SHORT = {
    "now": lazy("now"),
    "today": lazy("today"),
    "soon": lazy("soon"),
    "none": lazy("nothing"),
}
MEANS = {"N": lazy("something may be happening"), "W": lazy("worth knowing beside other things")}
FIELDS = {
    "terms": lazy("Words to look for"),
    "near": lazy("Words near each other"),
    "match": lazy("Sentences it must find"),
    "no_match": lazy("Sentences it must leave alone"),
    "klass": lazy("What it means"),
    "urgency": lazy("How fast"),
    "statement": lazy("Why somebody should look"),
    "source": lazy("Where this comes from"),
    "together": lazy("Beside the other rules"),
    "whole": lazy("The rule"),
}
PIECE = re.compile(r"\s*([~&])(\d+)\s*|<([a-z_]+)>|\|")


def plain_line(term: str) -> str:
    """A line of the rules' small language in words: "(a|b) &4 c" reads "a / b, within 4 words of, c"."""

    def said(piece: re.Match[str]) -> str:
        sign, width, group = piece.groups()
        if group:
            return _("any word for “%s”") % group.replace("_", " ")
        if sign is None:
            return " / "
        far = ngettext("%s word", "%s words", int(width)) % width
        between = _("within %s of") if sign == "&" else _("then, within %s,")
        return f" – {between % far} – "

    return re.sub(r"[()]", "", PIECE.sub(said, term)).replace("?", _(" (or not)"))


def lines_of(written: Written) -> list[str]:
    """Everything an own rule looks for, in words."""
    return [plain_line(term) for term in (*written.terms, *(near.pattern for near in written.near))]


def problem_line(problem: Problem, written: Written) -> str:
    """What is wrong and where, in plain words."""
    where = str(FIELDS.get(problem.field, FIELDS["whole"]))
    if problem.line:
        where = _("%(where)s, line %(line)s") % {"where": where, "line": problem.line}
    return f"{where}: {_what(problem, written)}"


def _what(problem: Problem, written: Written) -> str:
    if problem.line == 0:
        if problem.field == "klass":
            other = "W" if written.klass == "N" else "N"
            return _("this heading takes only “%s”.") % MEANS[other]
        if problem.field == "urgency":
            return (
                _("“worth knowing beside other things” is never “now”.")
                if written.klass == "W"
                else _("“something may be happening” always has a clock.")
            )
        if problem.field == "terms":
            return _("nothing stands here yet. Write words, or words near each other.")
        if problem.field == "match":
            return _("write at least one sentence it must find, and one it must leave alone.")
        if problem.field in ("statement", "source") and "must say" in problem.text:
            return _("nothing stands here yet.")
    return f"{problem.text}."


def how_useful(found: Usefulness | None) -> str:
    """What the people who looked said of a rule."""
    if found is None or not found.said:
        return _("Nobody has said yet whether it was useful.")
    return ngettext(
        "Useful in %(useful)s of the one time somebody said.",
        "Useful in %(useful)s of the last %(said)s times somebody said.",
        found.said,
    ) % {"useful": found.useful, "said": found.said}


def at_most(upper: float | None) -> str:
    """An upper bound as people say it: "at most 9 in 100"."""
    if upper is None or upper >= 1:
        return _("too few checked to say")
    return _("at most %s in 100") % ceil(upper * 100)


def headings() -> list[tuple[int, str]]:
    """All twenty, as a list offers them."""
    return [(int(heading), f"{int(heading)} · {heading.title}") for heading in Heading]


def tabs(current: str) -> list[dict[str, Any]]:
    """The rulebook's own pages."""
    named = (
        ("lead_rulebook", _("Rules")),
        ("lead_rulebook_missed", _("Missed")),
        ("lead_rulebook_words", _("Local words")),
    )
    return [{"href": reverse(name), "label": label, "current": name == current} for name, label in named]


def one_page(request: HttpRequest, rows: list[Any], many: int) -> dict[str, Any]:
    """Part of a long list, and where the rest is."""
    page = Paginator(rows, many).get_page(request.GET.get("page"))
    return {
        "rows": list(page.object_list),
        "number": page.number,
        "of": page.paginator.num_pages,
        "before": page.previous_page_number() if page.has_previous() else None,
        "after": page.next_page_number() if page.has_next() else None,
    }
