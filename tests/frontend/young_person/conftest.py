"""A young person with a card, and the question sets loaded."""

from datetime import datetime

import pytest
from django.utils import timezone

from safeguarding.people.actions import make_card
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast, make_cast
from tests.frontend.young_person.walk import Phone, come_in
from tests.kept import lately
from voice.questions.load import load


@pytest.fixture
def people(db: None) -> Cast:
    """The cast at this very moment: views read the clock themselves."""
    now: datetime = lately()
    cast = make_cast(now)
    load(now)
    return cast


@pytest.fixture
def card(people: Cast) -> str:
    """Maya's card."""
    return make_card(people.maya, now=timezone.now(), by=CLOCKS)


@pytest.fixture
def phone(people: Cast, card: str) -> Phone:
    """Maya is in, past language and reading help."""
    return come_in(people.maya, card)
