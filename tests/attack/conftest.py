"""The simulated authority, the size of the run, and where figures for the report go."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.attack.simulated import Simulated, simulate
from tests.voice.participation.made import RELEASE_KEY

Note = Callable[..., None]


@pytest.fixture(autouse=True)
def _same_noise(settings: Settings) -> None:
    settings.RELEASE_KEY = RELEASE_KEY
    settings.PERIODS = "quarters"


@pytest.fixture
def size() -> int:
    """1 in the ordinary tests; more in `make attack`."""
    return int(os.environ.get("ATTACK_SIZE", "1"))


@pytest.fixture
def note() -> Note:
    """Keep a figure for the report, if one is being written."""

    def keep(**figures: object) -> None:
        path = os.environ.get("ATTACK_FIGURES")
        if path:
            with Path(path).open("a") as out:
                out.write(json.dumps(figures) + "\n")

    return keep


@pytest.fixture
def simulated(db: None, size: int) -> Simulated:
    return simulate(size)
