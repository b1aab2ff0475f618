"""Reading one rule as written in a file: every field checked, every refusal naming the rule and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

from safeguarding.screening.types import Heading, Klass, Rule, Together, Urgency


class BrokenRule(ValueError):
    """A rulebook that must not be used. The message says where and why, and never more than one fault."""


REQUIRED = ("id", "version", "class", "urgency", "statement", "source", "match", "no_match")
OPTIONAL = ("terms", "answers", "together", "author", "reviewer", "language")
TOGETHER = ("headings", "at_least", "days", "distinct")


def read_rule(written: Mapping[str, Any], shared: Mapping[str, str], heading: Heading) -> Rule:
    """One rule. `shared` holds the file's author, reviewer and language; the rule's own come first."""
    for name in REQUIRED:
        if name not in written:
            raise BrokenRule(f"{name} is missing")
    unknown = sorted(set(written) - set(REQUIRED) - set(OPTIONAL))
    if unknown:
        raise BrokenRule(f"nobody knows what {unknown[0]!r} means")
    if not isinstance(written["version"], int) or written["version"] < 1:
        raise BrokenRule("version must be a whole number from 1")
    for name in ("id", "statement", "source"):
        if not isinstance(written[name], str) or not written[name].strip():
            raise BrokenRule(f"{name} must say something")
    klass, urgency = _class_and_urgency(written, heading)
    together = _together(written["together"]) if "together" in written else None
    # A long pattern is written over several lines.
    terms = tuple(" ".join(term.split()) for term in _strings(written, "terms"))
    answers = tuple(_answer(code) for code in _strings(written, "answers"))
    if not terms and not answers and together is None:
        raise BrokenRule("it looks for nothing: give it terms, answers or together")
    match, no_match = _strings(written, "match"), _strings(written, "no_match")
    if terms and not (match and no_match):
        raise BrokenRule("a rule about words needs examples that match and examples that do not")
    return Rule(
        id=written["id"],
        version=written["version"],
        heading=heading,
        klass=klass,
        urgency=urgency,
        statement=written["statement"],
        source=written["source"],
        author=str(written.get("author", shared["author"])),
        reviewer=str(written.get("reviewer", shared["reviewer"])),
        language=str(written.get("language", shared["language"])),
        terms=terms,
        answers=answers,
        together=together,
        match=match,
        no_match=no_match,
    )


def _class_and_urgency(written: Mapping[str, Any], heading: Heading) -> tuple[Klass, Urgency]:
    if written["class"] not in ("N", "W") or written["class"] not in heading.classes:
        raise BrokenRule(f"class must be one of {'/'.join(heading.classes)} under heading {heading.value}")
    try:
        urgency = Urgency(written["urgency"])
    except ValueError:
        raise BrokenRule(f"urgency {written['urgency']!r} is not now, today, soon or none") from None
    if written["class"] == "W" and urgency is Urgency.NOW:
        raise BrokenRule("a class W rule is never now")
    if written["class"] == "N" and urgency is Urgency.NONE:
        raise BrokenRule("a class N rule always has a clock")
    return cast(Klass, written["class"]), urgency


def _strings(written: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = written.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise BrokenRule(f"{name} must be a list of words in quotes")
    return tuple(value)


def _answer(code: str) -> tuple[str, str]:
    question, equals, value = code.partition("=")
    if not equals or not question.strip() or not value.strip():
        raise BrokenRule(f"answer {code!r} must be question=value")
    return question.strip().casefold(), value.strip().casefold()


def _together(written: object) -> Together:
    if not isinstance(written, dict) or set(written) != set(TOGETHER):
        raise BrokenRule(f"together needs exactly {', '.join(TOGETHER)}")
    headings, distinct = written["headings"], written["distinct"]
    valid = {heading.value for heading in Heading}
    if not isinstance(headings, list) or not headings or not set(headings) <= valid:
        raise BrokenRule("together: headings must be numbers from 1 to 20")
    if distinct not in ("heading", "rule", "day"):
        raise BrokenRule("together: distinct must be heading, rule or day")
    if not isinstance(written["at_least"], int) or written["at_least"] < 2:
        raise BrokenRule("together: at_least must be 2 or more")
    if not isinstance(written["days"], int) or not 0 <= written["days"] <= 366:
        raise BrokenRule("together: days must be from 0 to 366")
    return Together(
        headings=frozenset(headings),
        at_least=written["at_least"],
        days=written["days"],
        distinct=cast(Literal["heading", "rule", "day"], distinct),
    )
