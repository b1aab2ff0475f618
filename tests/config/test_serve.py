"""A second start does nothing again that is done, and says the address it serves."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from config import demo, gathered

ROOT = Path(__file__).parents[2]
HEAVY = ("weasyprint", "scipy", "statsmodels", "openpyxl", "numpy", "av")
LOADED = """
import config.asgi, json, sys
from config.warm import warm
warm()
print(json.dumps([name for name in %r if name in sys.modules]))
"""


def test_files_are_gathered_once_and_again_when_one_changed(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: Any = finders.get_finder
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_text("one")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [files]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    monkeypatch.setattr("django.contrib.staticfiles.finders.searched_locations", [])
    known.cache_clear()
    try:
        assert gathered.gather() and (settings.STATIC_ROOT / "a.txt").exists()
        assert not gathered.gather()
        (files / "a.txt").write_text("another")
        os.utime(files / "a.txt", (later := (files / "a.txt").stat().st_mtime + 60, later))
        assert gathered.gather() and (settings.STATIC_ROOT / "a.txt").read_text() == "another"
        assert not gathered.gather()
    finally:
        known.cache_clear()


@pytest.mark.parametrize(
    ("port", "left", "says"),
    [("", "", "8000"), ("", "8123", "8123"), ("8200", "8123", "8200"), ("", "no port", "8000")],
)
def test_links_say_the_port_that_is_set_or_that_the_server_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: str, left: str, says: str
) -> None:
    for name in ("PORT", "CORNER_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in list(os.environ):
        if name.startswith("CORNER_"):
            monkeypatch.setenv(name, os.environ[name])  # put back afterwards
    if port:
        monkeypatch.setenv("PORT", port)
    if left:
        demo.served_at(tmp_path).write_text(left)
    monkeypatch.setenv("CORNER_URL", "")
    del os.environ["CORNER_URL"]
    demo.fill_environment(tmp_path)
    assert os.environ["CORNER_URL"] == f"http://localhost:{says}"


@pytest.mark.each_database
def test_nothing_heavy_is_read_in_before_somebody_asks_for_it() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED % (HEAVY,)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(loaded.stdout.splitlines()[-1]) == []
