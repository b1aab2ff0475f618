"""``make bench``: every figure, printed and written to bench.json. Ratios are of one run; single times are not."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from bench.submit import database_of
from tests import services

ROOT = Path(__file__).parent.parent


def _one(module: str, data: str, database: str, **environment: str) -> Any:
    """Run one measurement in a process of its own."""
    set_to = {**os.environ, "CORNER_DATA": data, "DATABASE_URL": database, **environment}
    print(f"... {module}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", module], env=set_to, cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.decode().strip().splitlines()[-1])


def _postgres() -> str:
    """A database for the bench beside the one the tests use; empty when PostgreSQL does not answer."""
    if not services.answers(services.POSTGRES):
        return ""
    import psycopg  # noqa: PLC0415 - not needed without PostgreSQL

    name = "corner_bench_test"
    with psycopg.connect(services.POSTGRES, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    return services.POSTGRES.rsplit("/", 1)[0] + f"/{name}"


def main() -> None:
    """Measure, print, write."""
    services.install_chromium()
    figures: dict[str, Any] = {"on": date.today().isoformat(), "python": platform.python_version()}  # noqa: DTZ011 - a label
    figures["cores"] = os.cpu_count()
    with tempfile.TemporaryDirectory() as data:
        lite = database_of(Path(data))
        figures["screening"] = _one("bench.screening", data, lite)
        figures["pages"] = _one("bench.pages", data, lite)
        figures["socket_in_memory"] = _one("bench.live", data, lite)
        figures["vault_sqlite"] = _one("bench.vault", data, lite)
        figures["trail_sqlite"] = _one("bench.trail", data, lite)
        figures["submit_sqlite"] = _one("bench.submit", data, lite)
        figures["reporting_sqlite"] = _one("bench.reporting", data, lite)
        grown = _postgres()
        figures["clocks"] = _one("bench.clocks", data, grown or lite)
        if grown:
            redis = services.REDIS if services.answers(services.REDIS) else ""
            if redis:
                figures["socket_redis"] = _one("bench.live", data, grown, REDIS_URL=redis)
            figures["vault_postgresql"] = _one("bench.vault", data, grown)
            figures["trail_postgresql"] = _one("bench.trail", data, grown)
            figures["submit_postgresql"] = _one("bench.submit", data, grown, REDIS_URL=redis)
    text = json.dumps(figures, indent=1)
    print(text)
    (ROOT / "bench.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
