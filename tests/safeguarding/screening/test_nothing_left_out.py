"""The index only spares work: what it finds is what trying every pattern at every place finds."""

import json

from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from safeguarding.rulebook.loader import shipped
from safeguarding.screening.matching import LONGEST_HIT, MOST_HITS, find
from safeguarding.screening.tokens import tokenise
from tests.safeguarding.screening.plainly import spans_of_rules
from tests.safeguarding.screening.said import lines_of
from tests.screening.measures import LINES

OPEN = [
    json.loads(line)["text"]
    for file in sorted((LINES / "open").glob("*.jsonl"))
    for line in file.read_text("utf-8").splitlines()
]
OPEN += [line.split("|")[-1] for line in lines_of("worries.txt")] + list(lines_of("ordinary.txt"))
PIECES = sorted({word for text in OPEN for word in text.split()})


def same_both_ways(text: str) -> None:
    """`find` shows at most some places for a rule and joins those that overlap."""
    matcher = shipped().matcher
    words = tokenise(text, matcher.speller).words
    slow = spans_of_rules(words, matcher)
    quick = find(words, matcher, (range(len(words)),))
    assert quick.complete
    assert {hit.rule for hit in quick.hits} == set(slow), text
    for hit in quick.hits:
        inside = [span for span in slow[hit.rule] if hit.first <= span[0] and span[1] <= hit.last]
        assert min(span[0] for span in inside) == hit.first
        assert max(span[1] for span in inside) == hit.last
    for rule, spans in slow.items():
        shown = [hit for hit in quick.hits if hit.rule == rule]
        if len(shown) < MOST_HITS and all(hit.last - hit.first < LONGEST_HIT // 2 for hit in shown):
            assert all(any(a < hit.last and hit.first < b for hit in shown) for a, b in spans), text


def test_every_line_of_the_open_half_reads_the_same_both_ways() -> None:
    assert len(OPEN) > 1_500
    for text in OPEN:
        same_both_ways(text)


@settings(max_examples=60, deadline=None)
@any_of(st.lists(st.sampled_from(PIECES), min_size=1, max_size=70).map(" ".join))
def test_any_jumble_of_those_words_reads_the_same_both_ways(text: str) -> None:
    same_both_ways(text)


@settings(max_examples=60, deadline=None)
@any_of(st.lists(st.sampled_from(OPEN), min_size=2, max_size=4).map(" ".join))
def test_lines_run_together_read_the_same_both_ways(text: str) -> None:
    same_both_ways(text)


@settings(max_examples=60, deadline=None)
@any_of(st.text(max_size=200))
def test_any_text_reads_the_same_both_ways(text: str) -> None:
    same_both_ways(text)
