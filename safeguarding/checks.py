"""System checks that look into the database: keys that open what is stored, the trail's triggers, the ledger.

``manage.py check --database default`` runs them, ``migrate`` too, and every server before it answers. Each is a
short query or two. What would keep a server from sealing and opening is an error; the rest stops nobody.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseSays

from safeguarding.erasure.actions import unapplied
from safeguarding.people import cards
from safeguarding.people.models import YoungPerson
from safeguarding.trail import triggers
from safeguarding.vault import digests, envelope, keys, ledger
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import CannotOpen

log = logging.getLogger(__name__)
Found = list[CheckMessage]
KEEP_IT = "Put the old key back into CORNER_MASTER_KEYS, after the newest. Without it nothing it wrapped can be read."


def master_keys_open_what_is_stored() -> Found:
    """One data key of each master key's name is opened."""
    found: Found = []
    names = DataKey.objects.filter(wrapped__isnull=False).order_by().values_list("wrapped_by", flat=True)
    for name in names.distinct():
        row = DataKey.objects.filter(wrapped_by=name, wrapped__isnull=False).first()
        try:
            if row is not None:
                keys.opened(row)
        except CannotOpen as error:
            found.append(Error(f"What is stored can't be opened: {error}.", hint=KEEP_IT, id="corner.E020"))
    return found


def digest_key_finds_what_is_stored() -> Found:
    """One name is opened and digested again: with another key no card, no name and no four words are ever found."""
    rows = YoungPerson.objects.filter(sealed_name__isnull=False, name_digest__isnull=False)
    row = rows.select_related("data_key").filter(data_key__wrapped__isnull=False).first()
    if row is None or row.name_digest is None or settings.DIGEST_KEY is None:
        return []
    try:
        name = envelope.open_sealed(row, "sealed_name")
    except CannotOpen:
        return []  # the check above says why
    if digests.is_one_of(row.name_digest, digests.digests(cards.NAME, name)):
        return []
    hint = "Put the old key back, or before it under CORNER_DIGEST_KEYS_BEFORE: nobody is found without it."
    return [Error("CORNER_DIGEST_KEY is not the one that was used before.", hint=hint, id="corner.E021")]


def trail_has_its_triggers() -> Found:
    """A rebuilt table loses them without a word."""
    if triggers.installed():
        return []
    hint = "manage.py migrate puts them back; then run manage.py verify_trail."
    return [Warning("The database would let the trail be changed.", hint=hint, id="corner.W022")]


def ledger_is_applied() -> Found:
    """A restored backup brings back who was erased."""
    if not settings.ERASURES:
        return []
    try:
        back, broken = len(unapplied()), ledger.read().broken
    except OSError as error:
        hint = "CORNER_ERASURES must name a file that can be read and added to."
        return [Warning(f"The ledger of erasures can't be read: {error}.", hint=hint, id="corner.W024")]
    found: Found = []
    if back:
        text = f"{back} young people who were erased are in this database."
        found.append(Warning(text, hint="manage.py apply_erasures", id="corner.W023"))
    if broken:
        lines = ", ".join(map(str, broken[:20]))
        hint = "Look at the lines: they erase nobody. A line that broke off in a crash may be deleted."
        text = f"The ledger of erasures has lines that are broken or were not written here: {lines}."
        found.append(Warning(text, hint=hint, id="corner.W025"))
    return found


CHECKS: tuple[Callable[[], Found], ...] = (
    master_keys_open_what_is_stored,
    digest_key_finds_what_is_stored,
    trail_has_its_triggers,
    ledger_is_applied,
)


@register(Tags.database)
def look_into_the_database(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> Found:
    """All of them, when the default database is asked about."""
    return _all() if databases and "default" in databases else []


@register(deploy=True)
def places_elsewhere_are_set(app_configs: Sequence[Any] | None, **kwargs: Any) -> Found:
    """Without them an erasure ends with the next restore, and a cut tail of the trail never shows."""
    found: Found = []
    if not settings.ERASURES:
        hint = "CORNER_ERASURES=/path/outside/the/backups. Until then nobody can be erased."
        found.append(Warning("CORNER_ERASURES is not set.", hint=hint, id="corner.W026"))
    if not settings.ANCHORS:
        hint = "CORNER_ANCHORS=/path/on/another/machine, or an https address that keeps what it is sent."
        found.append(Warning("CORNER_ANCHORS is not set.", hint=hint, id="corner.W027"))
    return found


def at_start() -> None:
    """Before a server answers: says what was found. Raises ImproperlyConfigured for what it could not work with.

    A database that does not answer, or has no tables yet, is for others to tell of.
    """
    found = _all()
    for message in found:
        log.critical("%s", message)
    if errors := [message for message in found if message.is_serious()]:
        raise ImproperlyConfigured("\n".join(str(message) for message in errors))


def _all() -> Found:
    found: Found = []
    for check in CHECKS:
        try:
            found += check()
        except DatabaseSays:
            continue
    return found
