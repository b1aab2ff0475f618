"""Screening beside the durable commit it rides on: 50 words clean and misspelt, the past re-screened, memory.

Run as ``python -m bench.screening``: one JSON object on stdout. CPU time of this process is measured for the
screening, and wall time for the commit, because waiting for the disk is what a commit costs.
"""

import json
import os
import random
import sqlite3
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from safeguarding.rulebook.loader import SHIPPED, load
from safeguarding.screening.engine import screen
from safeguarding.screening.types import Rulebook, ScreeningInput
from tests.screening.measures import LINES

WORDS = 50
MESSAGES = 120
ROUNDS = 5
PAST = 2_000  # contributions screened for the rate; 100,000 are reckoned from it
COMMITS = 200
SEED = 1


def _messages() -> list[str]:
    """Made of the open half's ordinary lines and worries, as many words each."""
    words: list[str] = []
    for name in ("ordinary.jsonl", "worries.jsonl"):
        for line in (LINES / "open" / name).read_text("utf-8").splitlines():
            words += json.loads(line)["text"].split()
    random.Random(SEED).shuffle(words)
    return [" ".join(words[start : start + WORDS]) for start in range(0, WORDS * MESSAGES, WORDS)]


def _misspelt(text: str) -> str:
    """Every third longer word with two of its letters changed round."""
    words = text.split()
    for place in range(0, len(words), 3):
        word = words[place]
        if len(word) > 4:
            words[place] = word[0] + word[2] + word[1] + word[3:]
    return " ".join(words)


def _microseconds(texts: list[str], rulebook: Rulebook) -> float:
    """CPU time for one text, the best of some rounds: what disturbs a round only makes it longer."""

    def once() -> None:
        for text in texts:
            screen(ScreeningInput(text, "en", (), (), rulebook, frozenset()))

    return min(_timed(once, time.process_time) for _ in range(ROUNDS)) / len(texts) * 1e6


def _timed(what: Callable[[], None], clock: Callable[[], float]) -> float:
    began = clock()
    what()
    return clock() - began


def _commit_microseconds(folder: Path) -> float:
    """The middle of some durable commits of one row of this size on this disk, as the product commits."""
    connection = sqlite3.connect(folder / "bench-commit.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS said (words TEXT)")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO said VALUES (?)", ("x" * 300,))
        connection.execute("COMMIT")

    times = sorted(_timed(commit, time.perf_counter) for _ in range(COMMITS))
    connection.close()
    return times[COMMITS // 2] * 1e6


def measured() -> dict[str, Any]:
    """Every figure of the screening."""
    tracemalloc.start()
    rulebook = load(SHIPPED)
    memory = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    clean = _messages()
    past = (clean * (PAST // len(clean) + 1))[:PAST]
    commit = _commit_microseconds(Path(os.environ["CORNER_DATA"]))
    clean_us = _microseconds(clean, rulebook)
    misspelt_us = _microseconds([_misspelt(text) for text in clean], rulebook)
    rate = PAST / _timed(lambda: _screen_all(past, rulebook), time.process_time)
    return {
        "rules": len(rulebook.rules),
        "rulebook_mb": round(memory / 1e6, 1),
        "clean_50_words_us": round(clean_us),
        "misspelt_50_words_us": round(misspelt_us),
        "durable_commit_us": round(commit),
        "clean_per_commit": round(clean_us / commit, 2),
        "misspelt_per_commit": round(misspelt_us / commit, 2),
        "screened_per_second": round(rate),
        "100_000_contributions_s": round(100_000 / rate, 1),
    }


def _screen_all(texts: list[str], rulebook: Rulebook) -> None:
    for text in texts:
        screen(ScreeningInput(text, "en", (), (), rulebook, frozenset()))


if __name__ == "__main__":
    print(json.dumps(measured()))
