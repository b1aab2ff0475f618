"""Questions asked of the trail."""

import uuid
from datetime import datetime

from django.db.models import QuerySet

from safeguarding.trail.actions import START, link
from safeguarding.trail.models import TrailEntry, TrailHead
from safeguarding.trail.types import LOOKS, WORDINGS


def looks_at(about: tuple[str, uuid.UUID]) -> QuerySet[TrailEntry]:
    """Every look at one thing, oldest first. The caller has checked that the person asking may see it."""
    return TrailEntry.objects.filter(about_kind=about[0], about_id=about[1], type__in=LOOKS).order_by(
        "number"
    )


def shown_to_young_person(young_person_id: uuid.UUID, since: datetime | None = None) -> QuerySet[TrailEntry]:
    """What happened to their words, as they may see it: newest first, only types with a wording for them."""
    shown = [type_ for type_, wording in WORDINGS.items() if wording.young_person]
    rows = TrailEntry.objects.filter(young_person_id=young_person_id, type__in=shown)
    if since is not None:
        rows = rows.filter(at__gte=since)
    return rows.order_by("-number")


def first_broken(anchor: str | None = None) -> int | None:
    """The number of the first entry that doesn't fit the chain, or None if the whole trail is sound.

    Finds a changed, deleted, inserted or swapped row. A tail cut off together with the head shows only against
    an ``anchor`` kept elsewhere ("number:digest", as verify_trail prints it). Raises ValueError for one that is
    no anchor.
    """
    stands = _read_anchor(anchor)
    previous, number = START, 0
    for entry in TrailEntry.objects.order_by("number").iterator(chunk_size=5_000):
        number += 1
        if (
            entry.number != number
            or bytes(entry.previous) != previous
            or bytes(entry.digest) != link(entry, previous)
        ):
            return number
        previous = bytes(entry.digest)
        if stands is not None and stands[0] == number and stands[1] != previous:
            return number
    if stands is not None and stands[0] > number:
        return number + 1
    head = TrailHead.objects.filter(pk=1).first()
    if head is not None and (head.number != number or bytes(head.digest) != previous):
        return number + 1
    return None


def _read_anchor(anchor: str | None) -> tuple[int, bytes] | None:
    if not anchor:
        return None
    number, _, digest = anchor.partition(":")
    return int(number), bytes.fromhex(digest)
