"""Loading a rulebook from its folder: rulebook.toml, groups.toml, everyday sayings, and files for each heading.

A rulebook is used whole or not at all: a rule that cannot be read, or fails its own examples, refuses it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from safeguarding.rulebook.reading import BrokenRule, read_rule
from safeguarding.screening.compiled import Matcher, compile_rules
from safeguarding.screening.matching import find
from safeguarding.screening.patterns import PatternError
from safeguarding.screening.tokens import tokenise
from safeguarding.screening.types import Heading, Rule, Rulebook

SHIPPED = Path(__file__).parent / "shipped"
SAYINGS = ("sayings.toml", "everyday.toml", "everyday_people.toml")
NOT_HEADINGS = ("rulebook.toml", "groups.toml", *SAYINGS)

__all__ = ["SHIPPED", "BrokenRule", "failed_examples", "load", "shipped"]


@cache
def shipped() -> Rulebook:
    """The rulebook that comes with the product, read once."""
    return load(SHIPPED)


def load(path: Path) -> Rulebook:
    """The rulebook in this folder. Raises BrokenRule naming file, line, rule and reason."""
    about = _toml(path / "rulebook.toml")
    groups = _toml(path / "groups.toml")["groups"]
    sayings = sayings_of(path)
    rules: list[Rule] = []
    files: dict[str, Path] = {}
    for file in sorted(path.glob("*.toml")):
        if file.name not in NOT_HEADINGS:
            for rule in _rules(file, about["defaults"]):
                if rule.id in files:
                    first = files[rule.id].name
                    raise BrokenRule(f"{_where(file, rule.id)}: this id is already used in {first}")
                files[rule.id] = file
                rules.append(rule)
    if not rules:
        raise BrokenRule(f"{path.name}: it holds no rule")
    try:
        matcher = compile_rules(rules, groups, sayings)
    except PatternError as problem:
        rule_id = str(problem).partition(":")[0]
        place = _where(files[rule_id], rule_id) if rule_id in files else path.name
        raise BrokenRule(f"{place}: {problem}") from problem
    for rule_id, problem_text in failed_examples(matcher):
        raise BrokenRule(f"{_where(files[rule_id], rule_id)}: {problem_text}")
    return Rulebook(about["version"], tuple(rules), frozenset(about["languages"]), matcher)


def sayings_of(path: Path) -> list[str]:
    """The everyday sayings of the rulebook in this folder, a long one on one line."""
    read = [_toml(path / name) for name in SAYINGS if (path / name).exists()]
    return [" ".join(line.split()) for said in read for lines in said.values() for line in lines]


def failed_examples(matcher: Matcher) -> list[tuple[str, str]]:
    """(rule id, what is wrong) for every example that its rule gets wrong."""
    wrong: list[tuple[str, str]] = []
    for number, rule in enumerate(matcher.rules):
        if not rule.terms:
            continue
        for text in rule.match:
            if number not in rules_hit(text, matcher):
                wrong.append((rule.id, f"its example {text!r} must match and does not"))
        for text in rule.no_match:
            if number in rules_hit(text, matcher):
                wrong.append((rule.id, f"its example {text!r} must not match and does"))
    return wrong


def rules_hit(text: str, matcher: Matcher) -> set[int]:
    """The numbers of the rules whose words are found in this text."""
    tokens = tokenise(text, matcher.speller)
    return {hit.rule for hit in find(tokens.words, matcher, (range(len(tokens.words)),)).hits}


def _rules(file: Path, defaults: dict[str, str]) -> list[Rule]:
    written = _toml(file)
    try:
        heading = Heading(written["heading"])
    except (KeyError, ValueError):
        raise BrokenRule(f"{file.name}:1: heading must be a number from 1 to 20") from None
    rules = []
    for index, entry in enumerate(written.get("rule", []), start=1):
        name = str(entry.get("id", f"rule number {index}"))
        try:
            rules.append(read_rule(entry, defaults, heading))
        except BrokenRule as problem:
            raise BrokenRule(f"{_where(file, name)}: {problem}") from problem
    return rules


def _where(file: Path, rule_id: str) -> str:
    """file:line: rule - the line on which the rule's id stands, 1 if it has none."""
    wanted = re.compile(rf"^\s*id\s*=\s*[\"']{re.escape(rule_id)}[\"']")
    lines = file.read_text(encoding="utf-8").splitlines()
    number = next((place for place, line in enumerate(lines, start=1) if wanted.match(line)), 1)
    return f"{file.name}:{number}: {rule_id}"


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BrokenRule(f"{file.name} is missing") from None
    except tomllib.TOMLDecodeError as problem:
        raise BrokenRule(f"{file.name}: {problem}") from problem
