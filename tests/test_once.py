"""The second database leaves out what can't reach a database, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from safeguarding.people.models import Worker
from tests import once

ROOT = Path(__file__).parent.parent
INNER = """
import subprocess, sys
import pytest
from tests import once

def test_plain(): pass
def test_with_a_process(): subprocess.run([sys.executable, "-c", ""], check=True)
@pytest.mark.each_database
def test_on_each(): subprocess.run([sys.executable, "-c", ""], check=True)
@pytest.mark.pure
def test_with_a_harmless_one(): subprocess.run([sys.executable, "-c", ""], check=True)
def test_by_name(db): pass
@pytest.mark.django_db
def test_by_mark(): pass
def test_through_another(cast): pass
"""


def test_a_pure_test_is_refused_the_database(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("pure"), "this one asks for nothing"
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Worker.objects.exists()


@pytest.mark.django_db
def test_one_that_may_is_not_pure(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("pure") is None
    assert not Worker.objects.exists()


def test_a_process_and_the_servers_are_seen_and_others_are_not() -> None:
    assert once.reached("subprocess.Popen", ("python", [], None, None))
    assert once.reached("socket.connect", (None, ("127.0.0.1", 6379)))
    assert once.reached("socket.connect", (None, ("127.0.0.1", 5432)))
    assert not once.reached("socket.connect", (None, ("127.0.0.1", 8025)))
    assert not once.reached("open", ("x", "r", 0))


@pytest.mark.each_database
def test_what_is_left_out_and_what_is_caught() -> None:
    """Pytest itself, over a few tests of each kind: beside these, where the same fixtures are."""
    inner = ROOT / "tests" / f"test_inner_{os.getpid()}.py"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(inner)]
    inner.write_text(INNER)
    try:
        kept = _said([*command, "-m", "not pure", "--collect-only"])
        ran = _said([*command, "-m", "pure", "-rA"])
    finally:
        inner.unlink()
    for name in ("test_on_each", "test_by_name", "test_by_mark", "test_through_another"):
        assert f"::{name}" in kept
    assert "::test_plain" not in kept and "::test_with_a" not in kept
    assert "1 error" in ran and "mark it each_database" in ran


def _said(command: list[str]) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
