"""The cast's services have the same ids in every test; what one test published is not in force in the next."""

from collections.abc import Iterator

import pytest

from safeguarding.rulebook.in_force import forget


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()
