"""Local ordinary words: names of places, shops, clubs, and how people speak there."""

import uuid
from datetime import datetime

from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed
from safeguarding.rulebook.actions.editions import next_edition
from safeguarding.rulebook.errors import NotAWord
from safeguarding.rulebook.models import LocalWord
from safeguarding.rulebook.permission import must_keep_rules, services_to_keep
from safeguarding.screening.lexicon import lexicon
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType

LONGEST = 40


def add_local_word(worker: Worker, service: Service, word: str, now: datetime) -> LocalWord:
    """From the next contribution on it counts as a word that can be read. It mutes no rule.

    Raises NotAllowed, NotAWord ("empty", "letters", "long", "known" or "there").
    """
    written = word.strip().casefold()
    if problem := _problem(written):
        raise NotAWord(problem)
    with change(now):
        must_keep_rules(worker, service, now)
        list(
            Service.objects.select_for_update().filter(pk=service.pk)
        )  # two who add the same word take turns
        if LocalWord.objects.filter(service=service, word=written, removed_at__isnull=True).exists():
            raise NotAWord("there")
        row = LocalWord.objects.create(service=service, word=written, added_by=worker, added_at=now)
        next_edition(service)
        record(TrailType.LOCAL_WORD_ADDED, trail.worker(worker.pk), about=("local_word", row.pk))
    return row


def remove_local_word(worker: Worker, word_id: uuid.UUID, now: datetime) -> None:
    """It is a strange word again. Raises NotAllowed; removing it twice changes nothing."""
    with change(now):
        rows = LocalWord.objects.select_for_update(of=("self",)).select_related("service")
        row = rows.filter(pk=word_id, service__in=services_to_keep(worker, now)).first()
        if row is None:
            raise NotAllowed("local word")
        if row.removed_at is not None:
            return
        row.removed_at = now
        row.save(update_fields=["removed_at"])
        next_edition(row.service)
        record(TrailType.LOCAL_WORD_REMOVED, trail.worker(worker.pk), about=("local_word", row.pk))


def _problem(word: str) -> str:
    if not word:
        return "empty"
    if len(word) > LONGEST:
        return "long"
    if not word.replace("'", "").replace("’", "").replace("-", "").isalpha():
        return "letters"
    return "known" if word in lexicon() else ""
