"""Starts a server process as production would, and reads how much CPU it used."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.services import free_port

BIN = Path(sys.executable).parent


@dataclass
class Served:
    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """User and system seconds of the server and its workers so far."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(member.cpu_times().user + member.cpu_times().system for member in family)


def _command(kind: str, application: str, port: int, workers: int) -> list[str]:
    if kind == "wsgi":
        return [
            str(BIN / "gunicorn"), application, "--bind", f"127.0.0.1:{port}", "--workers", str(workers),
            "--threads", "4", "--worker-class", "gthread", "--log-level", "error", "--keep-alive", "30",
        ]  # fmt: skip
    command = [str(BIN / "uvicorn"), application, "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-access-log", "--log-level", "error"]
    return [*command, "--factory"] if application.startswith("bench.bare") else command


@contextmanager
def served(kind: str, application: str, environment: dict[str, str], workers: int = 2) -> Iterator[Served]:
    """A server of its own process on a free port; ``kind`` is wsgi (gunicorn) or asgi (uvicorn)."""
    port = free_port()
    process = subprocess.Popen(
        _command(kind, application, port, workers),
        env={**os.environ, **environment},
        cwd=Path(__file__).parent.parent,
    )
    try:
        _wait(port, process)
        yield Served(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")
