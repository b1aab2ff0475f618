"""``make attack``: the whole suite at full size on every database there is; the report goes to docs/attack.md."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests import services

ROOT = Path(__file__).parent.parent.parent
REPORT = ROOT / "docs" / "attack.md"
SUITE = ("tests/attack", "tests/frontend/manager/test_invariance.py")
SIZE = os.environ.get("ATTACK_SIZE", "3")  # 1 is the size of `make test`
Figures = list[dict[str, Any]]


def run(database: str, size: str) -> Figures:
    """The figures of one run; stops everything when a test fails."""
    with tempfile.NamedTemporaryFile() as kept:
        set_to = {**os.environ, "ATTACK_SIZE": size, "ATTACK_FIGURES": kept.name, "DATABASE_URL": database}
        set_to.setdefault("TEST_DB_SUFFIX", "_attack")
        command = [str(Path(sys.executable).parent / "pytest"), "-q", "-p", "no:cacheprovider", *SUITE]
        if subprocess.run(command, env=set_to, cwd=ROOT, check=False).returncode:
            sys.exit("An attack got through, or did not run.")
        return [json.loads(line) for line in Path(kept.name).read_text().splitlines()]


def report(lite: Figures, grown: Figures, seconds: int) -> str:
    """The page for docs/."""

    def of(attack: str, found: Figures = lite) -> Figures:
        return [one for one in found if one["attack"] == attack]

    naive = [f"{one['recovered']} of {one['answers']}" for one in of("naive")]
    bayes, structure = of("bayes")[0], of("structure")[0]
    lines = [
        "# The attacks, and what they got",
        "",
        f"Written by `make attack` (size {SIZE}, {seconds} s). Three made-up quarters with joiners,",
        "leavers and uneven answering. The same tests run at size 1 in `make test`; from size 2 on the crawler",
        "goes in as every role, with every filter, and takes the PDFs too.",
        "",
        "| attack | what it tries | result |",
        "|---|---|---|",
        *_rows(of, bayes, structure, naive, grown),
        "",
        "## What this does not show",
        "The bound holds for one answer to one part in one quarter. What can be learnt about somebody adds up",
        "over the parts and quarters they are in: the ledger on the page about the method says how much. That a figure",
        'exists says that ten or more took part. Words written under "Changes" are staff\'s own and pass no gate.',
        "",
    ]
    return "\n".join(lines)


def _rows(
    of: Any, bayes: dict[str, Any], structure: dict[str, Any], naive: list[str], grown: Figures
) -> list[str]:
    changes = of("invariance")[0]
    crawled, moved = (
        sum(one["addresses"] for one in of("crawler")),
        sum(one["moved"] for one in of("crawler")),
    )
    programme = "; ".join(
        f"{one['insiders']} insiders a block: {one['recovered']} of {one['answers']}"
        for one in of("programme")
    )
    grants = of("grants", grown)
    held = (
        f"{grants[0]['readable']} of {grants[0]['tables']} tables and views readable, none writable"
        if grants
        else "not run: no PostgreSQL here"
    )
    return [
        f"| a. invariance | any one change in an open pool | {changes['changes']} changes, 0 bytes moved |",
        f"| b. crawler | every link, filter and file over a twin with other answers | {crawled} addresses as "
        f"{len(of('crawler'))} role(s), {moved} moved |",
        f"| c. linear and integer programmes | least and most each answer can be | recovered: {programme} |",
        f"| d. Bayes | knows all answers of a block but one | {bayes['targets']} targets; odds moved by at most "
        f"{bayes['worst_odds']:.2f} (bound {2.718281828:.2f}); best guess right in {bayes['guessed']:.0%} |",
        f"| e. structure | blocks too small, twice used, changed | {structure['blocks']} blocks, smallest "
        f"{structure['smallest']} people, 0 broken |",
        f"| f. control | the attack of c on a live view from five people up | recovered: {naive[0]} (linear), "
        f"{naive[1]} (integer) |",
        f"| g. grants | PostgreSQL role of managers' queries | {held} |",
    ]


def main() -> None:
    """Run, then write."""
    began = time.monotonic()
    lite = run("", SIZE)
    grown = run(services.POSTGRES, "1") if services.answers(services.POSTGRES) else []
    REPORT.write_text(report(lite, grown, round(time.monotonic() - began)))
    print(REPORT.read_text())


if __name__ == "__main__":
    main()
