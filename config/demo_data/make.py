"""Makes the fictional service, once, in one transaction: a run that is cut off leaves nothing."""

import gc
from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.db import transaction
from django.db.models import F

from config.demo_data import people, story, today
from config.demo_data.timeline import Timeline
from safeguarding.people.models import Service
from safeguarding.people.types import ServiceKind
from safeguarding.promises.models import Notice
from safeguarding.promises.types import NoticeState
from voice.questions.load import load

SEED = 2026


class NotTheDemo(Exception):
    """Fictional people may be made only where everybody is fictional."""


def is_there() -> bool:
    """It was made before."""
    return Service.objects.filter(kind=ServiceKind.AUTHORITY, name=people.AUTHORITY, parent=None).exists()


def make(now: datetime) -> bool:
    """Six months up to ``now``. False, and nothing happens, if it is there. Raises NotTheDemo elsewhere.

    The same on every day it is made, but for the dates.
    """
    if not settings.DEMO:
        raise NotTheDemo
    if is_there():
        return False
    rng = Random(SEED)  # noqa: S311 - a story, not a secret
    began = story.at(story.first_of_month(now.date(), story.MONTHS), 6) - timedelta(days=1)
    load(began)
    # Ten thousand rows live at once in one transaction: looking for rubbish among them only takes time.
    gc.disable()
    with transaction.atomic():
        town = people.build(began, rng)
        line = Timeline(now, rng)
        story.plan(town, line, rng)
        today.plan(town, line, rng)
        line.run()
        # The mail of months gone by is not sent now.
        old = Notice.objects.filter(state=NoticeState.QUEUED)
        old.update(state=NoticeState.SENT, sent_at=F("next_attempt_at"))
    gc.enable()
    return True
