"""Row durable to worker's socket, as one JSON object. Run as ``python -m bench.live``."""

import json
from dataclasses import asdict

from bench import ready


def main() -> None:
    """In this process: the server, the worker's socket and the writer."""
    ready.set_up()
    ready.empty_database()
    cast, _ = ready.people(0)
    from bench.sockets import measure  # noqa: PLC0415 - after set_up
    from tests.journeys.conftest import session_of  # noqa: PLC0415

    waits = measure(cast.asha.pk, session_of(cast.asha))
    figures = {name: asdict(wait) for name, wait in waits.items()}
    ours, bare = waits["ours"], waits["bare"]
    figures["of_bare"] = {"p50_ms": ours.p50_ms / bare.p50_ms, "p99_ms": ours.p99_ms / bare.p99_ms}
    rounded = {name: {key: round(value, 2) for key, value in row.items()} for name, row in figures.items()}
    print(json.dumps(rounded))


if __name__ == "__main__":
    main()
