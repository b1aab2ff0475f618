"""The same noise in every run."""

import pytest
from pytest_django import Settings

from tests.voice.participation.made import RELEASE_KEY


@pytest.fixture(autouse=True)
def _same_noise(settings: Settings) -> None:
    settings.RELEASE_KEY = RELEASE_KEY
