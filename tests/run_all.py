"""Everything `make test` runs: checks, the suite on each database there is, and the journeys in a real browser."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests import services

BIN = Path(sys.executable).parent


def step(name: str, command: list[str], **environment: str) -> None:
    """Run one step; stop everything at the first that fails."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(command, env={**os.environ, **environment}, check=False)
    print(f"== {name}: {time.monotonic() - began:.0f} s", flush=True)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    """Lint, types and contracts; then SQLite, PostgreSQL with Redis, and the browser."""
    required = os.environ.get("CI") == "true"
    postgres, redis = services.answers(services.POSTGRES), services.answers(services.REDIS)
    if required and not (postgres and redis):
        sys.exit("CI needs PostgreSQL and Redis on this machine.")
    browser = services.install_chromium()
    pytest = [str(BIN / "pytest"), "-q", "-n", "2"]
    for check in ("lint", "types", "contracts"):
        step(check, ["make", "--no-print-directory", check])
    step("suite on SQLite", [*pytest, "-m", "not journey"], TEST_DB_SUFFIX="_lite")
    if postgres and redis:
        step(
            "suite on PostgreSQL and Redis",
            [*pytest, "-m", "not journey"],
            DATABASE_URL=services.POSTGRES,
            REDIS_URL=services.REDIS,
            TEST_DB_SUFFIX="_grown",
        )
    else:
        print("\nPostgreSQL or Redis does not answer here: the suite ran on SQLite alone.")
    step(
        "journeys in a real browser", [*pytest, "-m", "journey"], CHROMIUM=browser, TEST_DB_SUFFIX="_journey"
    )


if __name__ == "__main__":
    main()
