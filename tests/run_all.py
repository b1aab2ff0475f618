"""Everything `make test` runs: checks, the suite on each database there is, and the journeys in a real browser."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import services

BIN = Path(sys.executable).parent
PYTEST = [str(BIN / "pytest"), "-q", "-n", "2", "--dist", "worksteal"]
ALONE = [str(BIN / "pytest"), "-q"]


def surroundings(**more: str) -> dict[str, str]:
    """Python keeps what it compiled: all steps and the processes they start read the same code."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | more


def step(name: str, command: list[str], **environment: str) -> None:
    """Run one step; stop everything if it fails."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(command, env=surroundings(**environment), check=False)
    print(f"== {name}: {time.monotonic() - began:.0f} s", flush=True)
    if done.returncode:
        sys.exit(done.returncode)


def beside_each_other(*lanes: list[tuple[str, list[str]]]) -> None:
    """Each lane's steps one after the other, the lanes at once: none of them can use more than one processor.

    What a step said is printed when it is over. Stops everything, when all lanes are through, if one failed.
    """
    with ThreadPoolExecutor(len(lanes)) as runners:
        failed = [code for codes in runners.map(_lane, lanes) for code in codes if code]
    if failed:
        sys.exit(failed[0])


def _lane(steps: list[tuple[str, list[str]]]) -> list[int]:
    codes = []
    for name, command in steps:
        began = time.monotonic()
        done = subprocess.run(
            command,
            env=surroundings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        print(f"\n== {name}\n{done.stdout}== {name}: {time.monotonic() - began:.0f} s", flush=True)
        codes.append(done.returncode)
    return codes


def make(what: str) -> tuple[str, list[str]]:
    """A step that the Makefile knows."""
    return what, ["make", "--no-print-directory", what]


def main() -> None:
    """Lint, types and contracts, and what needs no database; then SQLite, PostgreSQL with Redis, and the browser."""
    required = os.environ.get("CI") == "true"
    postgres, redis = services.answers(services.POSTGRES), services.answers(services.REDIS)
    if required and not (postgres and redis):
        sys.exit("CI needs PostgreSQL and Redis on this machine.")
    browser = services.install_chromium()
    pure = ("what reaches no database", [*ALONE, "-m", "pure"])
    beside_each_other([make("types")], [make("lint"), make("contracts"), pure])
    rest = [*PYTEST, "-m", "not journey and not pure"]
    step("suite on SQLite", rest, TEST_DB_SUFFIX="_lite")
    if postgres and redis:
        grown = {"DATABASE_URL": services.POSTGRES, "REDIS_URL": services.REDIS, "TEST_DB_SUFFIX": "_grown"}
        step("suite on PostgreSQL and Redis", rest, **grown)
    else:
        print("\nPostgreSQL or Redis does not answer here: the suite ran on SQLite alone.")
    step(
        "journeys in a real browser", [*PYTEST, "-m", "journey"], CHROMIUM=browser, TEST_DB_SUFFIX="_journey"
    )


if __name__ == "__main__":
    main()
